import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberSample, type NumberSample } from '../../../src/core/drift-sample.ts';
import { equalEdges, pooledWidth, sturgesBins, sturgesOfValues } from '../../../src/core/drifting/edges.ts';
import { pooledBins } from '../../../src/core/drifting/pooled-bins.ts';

const value = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.double({ min: -100, max: 100, noNaN: true }),
  fc.constantFrom(Infinity, -Infinity, NaN, 1e12),
);
const some = fc.array(value, { maxLength: 40 });

/** Row by row. */
function slowly({ sorted }: NumberSample, edges: Float64Array): number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const one of sorted) {
    let bin = 0;
    while (bin + 2 < edges.length && one >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  return counts;
}

describe('bins over both sides', () => {
  it('hold what lies between their edges, window after window and cut after cut', () => {
    fc.assert(
      fc.property(some, fc.array(some, { minLength: 1, maxLength: 6 }), (before, windows) => {
        const reference = numberSample('x', before);
        const cuts = [
          sturgesBins,
          sturgesOfValues,
          (a: NumberSample, b: NumberSample) => pooledWidth(a, b, 10),
        ].map((cut) => ({ cut, binned: pooledBins(cut)(reference) }));
        for (const values of windows) {
          const window = numberSample('x', values);
          for (const { cut, binned } of cuts) {
            const { low, high, bins } = cut(reference, window);
            const edges = equalEdges(low, high, bins);
            const found = binned(window);
            expect(found.edges).toEqual(edges);
            expect([...found.before]).toEqual(slowly(reference, edges));
            expect([...found.now]).toEqual(slowly(window, edges));
            expect([found.n, found.m]).toEqual([reference.sorted.length, window.sorted.length]);
          }
        }
      }),
    );
  });

  it('are counted once for measures that cut alike', () => {
    const reference = numberSample('x', [1, 2, 3, 4, 5, 6.5]);
    const [rows, values] = [pooledBins(sturgesBins)(reference), pooledBins(sturgesOfValues)(reference)];
    const window = numberSample('x', [0.5, 2.5, 7]);
    expect(values(window)).toBe(rows(window));
    expect(values(numberSample('x', [0.5, 2.5, 7]))).not.toBe(rows(window));
  });

  it('lie between the outermost finite values of both sides', () => {
    const sample = (...numbers: number[]) => numberSample('x', numbers);
    expect(pooledWidth(sample(-Infinity, 2), sample(-3, Infinity), 4)).toEqual({ low: -3, high: 2, bins: 4 });
    const none = { low: 0, high: 1, bins: 4 };
    expect(pooledWidth(sample(-Infinity, Infinity), sample(), 4)).toEqual(none);
    expect(pooledWidth(sample(Infinity), sample(-Infinity, -Infinity), 4)).toEqual(none);
    expect(pooledWidth(sample(-Infinity), sample(5), 4)).toEqual({ low: 5, high: 5, bins: 4 });
  });
});
