import { describe, expect, it } from 'vitest';
import test from '../../../src/core/model-tests/schema.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';
import { contextOf, table } from './context.ts';

describe('schema', () => {
  it('passes on the data that the version was made for', () => {
    expect(test.run(contextOf(), {})).toMatchObject({ passed: true, observed: 0 });
  });

  it('fails where a column is gone, or has become something else', () => {
    const [, city] = table.columns;
    const gone = test.run({ ...contextOf(), table: { ...table, columns: [city!] } }, {});
    expect(gone).toMatchObject({ passed: false, observed: 1 });
    expect(gone.words).toBe('1 thing does not fit: "x" is missing.');
    const other = tableOf(categoryColumn('x', ['a', 'b']), numberColumn('city', [1, 2]));
    const changed = test.run({ ...contextOf(), table: other }, {});
    expect(changed.observed).toBe(2);
    expect(changed.words).toContain('"x" holds values of kind category');
    expect(changed.words).toContain('"city" holds values of kind number, not category');
  });

  it('fails where preparation and network do not fit together', () => {
    const context = contextOf();
    const architecture = { ...context.model.architecture, inputs: 7 };
    const found = test.run({ ...context, model: { ...context.model, architecture } }, {});
    expect(found.words).toContain('the preparation gives 3 numbers a row, the network takes 7');
  });

  it('wants numbers for sums of rows, and anything for their group', () => {
    const context = contextOf();
    const { recipe } = context.model;
    const withSource = (source: (typeof recipe.inputs)[number]['source']) => ({
      ...context,
      model: { ...context.model, recipe: { ...recipe, inputs: [{ name: 'a', source, steps: [] }] } },
    });
    const rolling = { from: 'rolling-mean', rows: 3 } as const;
    expect(test.run(withSource({ ...rolling, column: 'x', group: 'city' }), {}).passed).toBe(true);
    expect(test.run(withSource({ ...rolling, column: 'city', group: null }), {}).passed).toBe(false);
    expect(test.run(withSource({ from: 'product', columns: ['x', 'gone'] }), {}).words).toContain(
      '"gone" is missing',
    );
  });
});
