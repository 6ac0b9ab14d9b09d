import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WindowRecord } from '../../src/core/records.ts';
import { rowMeasureOf, type RowMeasure } from '../../src/core/trials/row-measure.ts';
import { WhatIfCount } from '../../src/core/what-if.ts';

const right = rowMeasureOf('accuracy', 'binary').measure;
const error = rowMeasureOf('mae', 'regression').measure;
const window = (index: number, scores: readonly number[], first: number): WindowRecord => ({
  v: 1,
  projectId: 'p',
  index,
  span: { from: first, to: first + scores.length },
  modelVersionId: 'v1',
  scores: Float32Array.from(scores),
  outputs: 1,
  drift: {},
  latencyMs: 1,
  performance: {},
});
/** All windows that have answers, one after the other. */
function whatIf(
  passed: readonly WindowRecord[],
  scores: readonly Float32Array[],
  known: Float64Array,
  measure: RowMeasure,
  own = 0.5,
) {
  const sum = new WhatIfCount(known, measure);
  scores.forEach((answers, at) => sum.add(passed[at]!, answers, 0.5, own));
  const { better, worse, ...means } = sum.now;
  return { ...means, better: better.named(), worse: worse.named() };
}
// Rows 10 to 15 of the table.
const truth = Float64Array.from({ length: 16 }, (_, row) => (row === 12 ? NaN : row % 2));
const windows = [window(0, [1, 0, 1], 10), window(1, [1, 1, 1], 13)];

describe('a branch', () => {
  it('names the rows that would have been answered better and worse, with known answers only', () => {
    const found = whatIf(windows, [Float32Array.of(0, 1, 0), Float32Array.of(0, 1, 1)], truth, right);
    expect(found).toEqual({ n: 5, real: 2 / 5, branch: 3 / 5, better: [10, 11], worse: [13] });
  });
  it('counts an error that is smaller as better, the largest difference first', () => {
    const found = whatIf(windows, [Float32Array.of(1.5, 1, 0), Float32Array.of(0.9, 4, 1)], truth, error);
    expect(found.worse).toEqual([14, 10, 13]);
    expect(found.better).toEqual([11]);
    expect(found.real).toBeCloseTo(3 / 5);
  });
  it('is what happened where it answers the same', () => {
    const found = whatIf(
      windows,
      windows.map(({ scores }) => scores),
      truth,
      error,
    );
    expect(found.real).toBe(found.branch);
    expect([...found.better, ...found.worse]).toEqual([]);
  });
  it('looks no further than its own answers', () => {
    expect(whatIf(windows, [windows[0]!.scores], truth, right).n).toBe(2);
    expect(whatIf([], [], truth, right)).toMatchObject({ n: 0, real: NaN, branch: NaN });
  });
  it('says by how many rows the means differ', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 40 }), (rows) => {
        const known = new Float64Array(rows.length).fill(1);
        const real = window(
          0,
          rows.map(([was]) => Number(was)),
          0,
        );
        const would = Float32Array.from(rows, ([, is]) => Number(is));
        const { n, real: was, branch, better, worse } = whatIf([real], [would], known, right);
        expect(Math.round(n * (branch - was))).toBe(better.length - worse.length);
      }),
    );
  });
  it('reads each side by its own threshold', () => {
    const scores = [Float32Array.of(0.7, 0.7, 0.7), Float32Array.of(0.7, 0.7, 0.7)];
    const at = (own: number) => whatIf(windows, scores, truth, right, own).branch;
    // Rows 11, 13 and 15 are positive, 10 and 14 are not, and 12 is unknown.
    expect([at(0.5), at(0.7), at(0.8)]).toEqual([3 / 5, 3 / 5, 2 / 5]);
  });
  it('keeps what was said while it grows on', () => {
    const sum = new WhatIfCount(truth, right);
    sum.add(windows[0]!, Float32Array.of(0, 1, 0), 0.5, 0.5);
    const before = sum.now;
    sum.add(windows[1]!, Float32Array.of(0, 1, 1), 0.5, 0.5);
    expect([before.n, before.better.n, before.better.named()]).toEqual([2, 2, [10, 11]]);
    expect([sum.now.n, sum.now.worse.named()]).toEqual([5, [13]]);
  });
  it('looks at a window once: the last of many costs no more than the first', () => {
    const rows = 500;
    const many = new Float64Array(rows * 400).map((_, row) => row % 2);
    const sum = new WhatIfCount(many, error);
    const costs = Array.from({ length: 400 }, (_, index) => {
      const out = Array.from({ length: rows }, (_, row) => ((row * 7919) % 97) / 97);
      const passed = window(index, out, index * rows);
      const began = performance.now();
      sum.add(
        passed,
        passed.scores.map((score) => 1 - score),
        0.5,
        0.5,
      );
      const { n } = sum.now;
      expect(n).toBe((index + 1) * rows);
      return performance.now() - began;
    });
    const middle = (some: number[]) => some.toSorted((a, b) => a - b)[some.length >> 1]!;
    expect(middle(costs.slice(-100))).toBeLessThan(5 * middle(costs.slice(50, 150)) + 1);
  });
});
