// Figures that are read from sums per group of rows.

import type { Rows } from '../parts/known-rows.ts';
import { pivotOf } from '../parts/pivot.ts';
import type { Term } from '../shared-parts.ts';
import type { Lanes, Reader, ReadingOf } from './block.ts';
import { codeCounts } from './cells.ts';

/** Σ weight × value per code of two lists, for four resamples: `into[lane][code × width + t]`, and beside it. */
function sumTwoByCode(
  codes: Int32Array,
  [first, second]: readonly [Float64Array, Float64Array],
  width: number,
  t: number,
  [w0, w1, w2, w3]: Lanes,
  [s0, s1, s2, s3]: readonly [Float64Array, Float64Array, Float64Array, Float64Array],
): void {
  for (let i = 0; i < codes.length; i++) {
    const at = codes[i]! * width + t;
    const a = first[i]!;
    const b = second[i]!;
    const x0 = w0[i]!;
    const x1 = w1[i]!;
    const x2 = w2[i]!;
    const x3 = w3[i]!;
    s0[at]! += x0 * a;
    s0[at + 1]! += x0 * b;
    s1[at]! += x1 * a;
    s1[at + 1]! += x1 * b;
    s2[at]! += x2 * a;
    s2[at + 1]! += x2 * b;
    s3[at]! += x3 * a;
    s3[at + 1]! += x3 * b;
  }
}

/** Figures that share their grouping: groups and terms are the same functions. @param rows all with a known answer. */
function oneGrouping(rows: Rows, readings: readonly ReadingOf<'grouped'>[]): Reader {
  const { groups, group, terms } = readings[0]!.shared;
  const pivot = pivotOf(rows.truth);
  const valueOf = (term: Term, row: number) =>
    term(rows.truth[row]!, rows.scores, row * rows.outputs, rows.outputs, pivot);
  /** Where rows are counted that belong to no group. */
  const codes = new Int32Array(rows.truth.length);
  for (let row = 0; row < codes.length; row++) {
    const code = valueOf(group, row);
    codes[row] = Number.isNaN(code) ? groups : code;
  }
  const values = terms.map((term) => {
    const list = new Float64Array(codes.length);
    for (let row = 0; row < list.length; row++) if (codes[row] !== groups) list[row] = valueOf(term, row);
    return list;
  });
  /** Beside an odd one out: adding nothing to what comes next does no harm. */
  const zeros = new Float64Array(values.length % 2 ? codes.length : 0);
  const found = codeCounts(groups + 1);
  const room = () => new Float64Array((groups + 1) * terms.length);
  const sums = [room(), room(), room(), room()] as const;
  return (block, into, at) => {
    found.add(codes, block);
    for (const lane of sums) lane.fill(0);
    for (let t = 0; t < values.length; t += 2)
      sumTwoByCode(codes, [values[t]!, values[t + 1] ?? zeros], terms.length, t, block.lanes, sums);
    for (let lane = 0; lane < block.used; lane++) {
      const counts = found.counts[lane]!;
      if (counts[groups]! > 0) {
        counts.fill(NaN);
        sums[lane]!.fill(NaN);
      }
      for (const { figure, shared } of readings)
        into[figure]![at + lane] = shared.read(
          sums[lane]!.subarray(0, groups * terms.length),
          counts.subarray(0, groups),
        );
    }
  };
}

const sameGrouping = (a: ReadingOf<'grouped'>['shared'], b: ReadingOf<'grouped'>['shared']): boolean =>
  a.group === b.group &&
  a.groups === b.groups &&
  a.terms.length === b.terms.length &&
  a.terms.every((term, t) => term === b.terms[t]);

export function groupedReaders(rows: Rows, readings: readonly ReadingOf<'grouped'>[]): Reader[] {
  const apart: ReadingOf<'grouped'>[][] = [];
  for (const reading of readings) {
    const alike = apart.find(([first]) => first && sameGrouping(first.shared, reading.shared));
    if (alike) alike.push(reading);
    else apart.push([reading]);
  }
  return apart.map((alike) => oneGrouping(rows, alike));
}
