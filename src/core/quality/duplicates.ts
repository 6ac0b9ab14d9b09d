// Rows that a window holds more than once.

import { allDrawn, hypergeometricTail } from './exact-tails.ts';

export interface Duplicates {
  /** Rows that repeat an earlier one of the window. */
  readonly repeats: number;
  readonly pValue: number;
}

/** Where of sorted numbers the first is that is not below. */
function firstFrom(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Copies of each distinct number, of sorted ones. */
function* runs(sorted: Float64Array): Generator<[value: number, copies: number]> {
  for (let from = 0; from < sorted.length;) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    yield [sorted[from]!, to - from];
    from = to;
  }
}

/**
 * Learns the rows of the reference (hashRows). The chance is a bound, given how often each row occurs in reference and window
 * together: of the row with the most copies in the window by the sum over all rows with as many copies, of the number of rows that
 * occur twice by Chernoff's bound, which holds because counts of a random window are negatively associated (Joag-Dev & Proschan
 * 1983); twice the smaller of the two.
 */
export function duplicatesAgainst(reference: Float64Array): (window: Float64Array) => Duplicates {
  const known = reference.slice().sort();
  const n = known.length;
  /** Rows of the reference that occur so often. */
  const classes = new Map<number, number>();
  for (const [, copies] of runs(known)) classes.set(copies, (classes.get(copies) ?? 0) + 1);
  let rows = -1;
  const twice = new Map<number, number>();
  let usual = 0;
  /** P(two or more of so many copies fall into a window). */
  const twiceOf = (copies: number): number => {
    let chance = twice.get(copies);
    if (chance === undefined) twice.set(copies, (chance = hypergeometricTail(2, n + rows, copies, rows)));
    return chance;
  };
  return (window) => {
    const sorted = window.slice().sort();
    const m = sorted.length;
    if (m !== rows) {
      rows = m;
      twice.clear();
      usual = 0;
      for (const [copies, count] of classes) if (copies >= 2) usual += count * twiceOf(copies);
    }
    let repeats = 0;
    let doubled = 0;
    let most = 0;
    for (let from = 0; from < m;) {
      let to = from + 1;
      while (to < m && sorted[to] === sorted[from]) to++;
      const copies = to - from;
      repeats += copies - 1;
      if (copies > 1) doubled++;
      if (copies > most) most = copies;
      from = to;
    }
    if (repeats === 0) return { repeats, pValue: 1 };
    let expected = usual;
    const pooled = new Map(classes);
    for (const [value, copies] of runs(sorted)) {
      let before = 0;
      for (let at = firstFrom(known, value); at < n && known[at] === value; at++) before++;
      if (before >= 2) expected -= twiceOf(before);
      if (before + copies >= 2) expected += twiceOf(before + copies);
      if (before > 0) pooled.set(before, pooled.get(before)! - 1);
      pooled.set(before + copies, (pooled.get(before + copies) ?? 0) + 1);
    }
    const byNumber =
      doubled > expected ? Math.exp(doubled - expected - doubled * Math.log(doubled / expected)) : 1;
    let byCopies = 0;
    for (const [copies, count] of pooled)
      if (copies >= most && count > 0)
        byCopies +=
          count * (copies === most ? allDrawn(most, n + m, m) : hypergeometricTail(most, n + m, copies, m));
    return { repeats, pValue: Math.min(1, 2 * Math.min(byNumber, byCopies)) };
  };
}
