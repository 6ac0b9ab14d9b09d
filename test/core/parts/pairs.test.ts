import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preparePairs } from '../../../src/core/parts/pairs.ts';

const classes = 3;
const row = fc.record({
  truth: fc.nat(classes - 1),
  scores: fc.array(fc.nat(4), { minLength: classes, maxLength: classes }),
  weight: fc.nat(3),
});

describe('preparePairs', () => {
  it('counts who outranks whom, as comparing all pairs does', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 15 }), (rows) => {
        const expected = new Float64Array(classes * classes);
        for (const a of rows)
          for (const b of rows) {
            const { [a.truth]: own = NaN } = a.scores;
            const { [a.truth]: other = NaN } = b.scores;
            const won = own > other ? 1 : own === other ? 0.5 : 0;
            const at = a.truth * classes + b.truth;
            expected[at] = (expected[at] ?? NaN) + a.weight * b.weight * won;
          }
        const found = preparePairs({
          truth: Float64Array.from(rows, ({ truth }) => truth),
          scores: Float32Array.from(rows.flatMap(({ scores }) => scores)),
          outputs: classes,
        })(rows.map(({ weight }) => weight));
        expect(found.pairs).toEqual(expected);
        for (let u = 0; u < classes; u++)
          expect(found.weights[u]).toBe(
            rows.reduce((sum, { truth, weight }) => sum + (truth === u ? weight : 0), 0),
          );
      }),
    );
  });

  it('is NaN where a row that counts has half an answer', () => {
    const read = preparePairs({
      truth: Float64Array.of(0, 1),
      scores: Float32Array.of(0.2, 0.8, 0.5, NaN),
      outputs: 2,
    });
    expect([...read(null).pairs]).toEqual([NaN, NaN, NaN, NaN]);
    expect([...read([1, 0]).weights]).toEqual([1, 0]);
  });
});
