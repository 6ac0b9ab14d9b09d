// Equally wide bins over the reference and a window together, without cells that are missing.

import type { NumberSample, Sample } from '../drift-sample.ts';
import { countOpen, sameKind, type Bins } from './bins.ts';
import { equalEdges, type EqualBins } from './edges.ts';

/** What was counted last of one reference: its next window often has the same range, and the next measure the same bins. */
class PooledCounts {
  readonly #reference: NumberSample;
  #bins: EqualBins = { low: NaN, high: NaN, bins: 0 };
  #edges: Float64Array = new Float64Array(0);
  #before: Float64Array = new Float64Array(0);
  #current: NumberSample | null = null;
  #found: Bins | null = null;

  constructor(reference: NumberSample) {
    this.#reference = reference;
  }

  count(current: NumberSample, wanted: EqualBins): Bins {
    const { low, high, bins } = this.#bins;
    const same = low === wanted.low && high === wanted.high && bins === wanted.bins;
    if (same && this.#found && this.#current === current) return this.#found;
    const a = this.#reference.sorted;
    const b = current.sorted;
    if (!same) {
      this.#bins = wanted;
      this.#edges = equalEdges(wanted.low, wanted.high, wanted.bins);
      this.#before = countOpen(a, this.#edges, new Float64Array(wanted.bins));
    }
    this.#current = current;
    this.#found = {
      before: this.#before,
      now: countOpen(b, this.#edges, new Float64Array(wanted.bins)),
      n: a.length,
      m: b.length,
      edges: this.#edges,
      values: null,
      outside: false,
      missing: false,
    };
    return this.#found;
  }
}

const kept = new WeakMap<NumberSample, PooledCounts>();

/** Bins that both sides decide together. Measures that cut alike share what is counted. */
export const pooledBins =
  (cut: (a: NumberSample, b: NumberSample) => EqualBins) =>
  (reference: NumberSample): ((current: Sample) => Bins) => {
    const counts = kept.get(reference) ?? new PooledCounts(reference);
    kept.set(reference, counts);
    return (current) => {
      const sample = sameKind(reference, current);
      return counts.count(sample, cut(reference, sample));
    };
  };
