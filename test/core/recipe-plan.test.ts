import { describe, expect, it } from 'vitest';
import { columnsOf, usualPlan, usualSteps } from '../../src/core/recipe-plan.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

describe('usualPlan', () => {
  it('has an input for each feature, with the usual steps for its kind', () => {
    const table = tableOf(
      numberColumn('x', [1]),
      categoryColumn('sky', ['a']),
      numberColumn('when', [0], 'time'),
    );
    const plan = usualPlan(table, ['when', 'sky']);
    expect(plan.inputs.map(({ name, source }) => [name, source])).toEqual([
      ['when', { from: 'column', column: 'when' }],
      ['sky', { from: 'column', column: 'sky' }],
    ]);
    expect(plan.inputs[0]!.steps).toEqual(usualSteps('time'));
    expect(plan.inputs[1]!.steps.map(({ step }) => step)).toEqual(['impute-most-frequent', 'one-hot']);
    expect(() => usualPlan(table, ['gone'])).toThrow(/no column "gone"/);
  });
});

describe('columnsOf', () => {
  it('names what a source reads, its group included', () => {
    expect(columnsOf({ from: 'column', column: 'x' })).toEqual(['x']);
    expect(columnsOf({ from: 'lag', column: 'x', rows: 1, group: null })).toEqual(['x']);
    expect(columnsOf({ from: 'rolling-mean', column: 'x', rows: 1, group: 'g' })).toEqual(['x', 'g']);
    expect(columnsOf({ from: 'product', columns: ['x', 'y'] })).toEqual(['x', 'y']);
  });
});
