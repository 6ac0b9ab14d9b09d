import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WindowRecord } from '../../src/core/records.ts';
import { rowMeasureOf } from '../../src/core/trials/row-measure.ts';
import { whatIf } from '../../src/core/what-if.ts';

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
});
