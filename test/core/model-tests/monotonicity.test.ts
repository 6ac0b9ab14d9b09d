import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import test from '../../../src/core/model-tests/monotonicity.ts';
import { contextOf } from './context.ts';

const asked = { feature: 'x', direction: 'up', className: '', tolerance: 0.001 };

describe('only one way', () => {
  it('passes exactly where the weight of a linear model has that sign', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }).filter((weight) => Math.abs(weight) > 0.05),
        fc.constantFrom('up', 'down'),
        (weight, direction) => {
          const { passed } = test.run(contextOf({ weights: [weight, 1, -1, 0] }), { ...asked, direction });
          expect(passed).toBe(weight > 0 === (direction === 'up'));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('shows the rows where it goes the wrong way', () => {
    const found = test.run(contextOf({ weights: [-1, 0, 0, 0] }), asked);
    expect(found).toMatchObject({ passed: false });
    expect(found.rows).toHaveLength(200);
    expect(found.observed).toBeGreaterThan(0.8);
    expect(found.words).toContain('the answer falls as x rises');
  });

  it('finds a bend in the middle', () => {
    const context = contextOf();
    const bend = {
      ...context,
      score: (table: typeof context.table, rows: ArrayLike<number>) =>
        Float32Array.from(rows, (row) => {
          const [x] = table.columns;
          return x?.kind === 'number' ? (x.values[row]! > 0.3 && x.values[row]! < 1 ? 0.4 : 0.5) : 0;
        }),
    };
    expect(test.run(bend, asked).passed).toBe(false);
    expect(test.run(bend, { ...asked, tolerance: 0.2 }).passed).toBe(true);
  });

  it('looks at the class that is named', () => {
    const context = contextOf({
      task: 'multiclass',
      outputs: 3,
      classes: ['a', 'b', 'c'],
      weights: [2, 0, -2, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    });
    expect(test.run(context, { ...asked, className: 'a' }).passed).toBe(true);
    expect(test.run(context, { ...asked, className: 'c' }).passed).toBe(false);
    expect(test.run(context, { ...asked, className: 'd' }).passed).toBeNull();
  });

  it('does not apply to words, to nothing and to what does not vary', () => {
    const context = contextOf();
    for (const feature of ['', 'gone', 'city'])
      expect(test.run(context, { ...asked, feature }).passed).toBeNull();
    expect(test.run(context, { ...asked, feature: 'noise' }).passed).toBe(true);
    expect(test.run({ ...context, rows: context.rows.subarray(0, 1) }, asked).passed).toBeNull();
  });
});
