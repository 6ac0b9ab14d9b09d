// How one column of two tables differs: sizes first, then whether chance may explain it.

import type { DriftMeasure } from './drift-measure.ts';
import { numberSample, sampleOf, type NumberSample, type Sample } from './drift-sample.ts';
import chiSquare from './drift/chi-square.ts';
import kolmogorovSmirnov from './drift/kolmogorov-smirnov.ts';
import psi from './drift/psi.ts';
import { defaults } from './params.ts';
import { momentsOf, quantileOfSorted } from './statistics.ts';
import { isCategory, type Column, type ColumnKind } from './table.ts';

/** A figure of the reference, of the current table, and the way between them in standard deviations of the reference. */
export interface Shift {
  readonly before: number;
  readonly after: number;
  /** NaN where the reference is constant or a side has no values. */
  readonly deviations: number;
}

export interface LevelCount {
  readonly level: string;
  readonly rows: number;
}

export interface ColumnDrift {
  readonly column: string;
  readonly kind: ColumnKind;
  /**
   * In [0, 1], and what the columns are sorted by: the largest share of rows that any statement about the value can gain or
   * lose. Numbers: the Kolmogorov–Smirnov distance (of statements "at most x"); categories: half the sum of the changes
   * of all shares; the change of the missing share, where that is larger.
   */
  readonly strength: number;
  /** Population stability index (core/drift/psi.ts); null for times. */
  readonly psi: number | null;
  readonly test: 'kolmogorov-smirnov' | 'chi-square';
  /** D or chi-square, of the cells that are not missing; NaN where a side has none. */
  readonly statistic: number;
  /** Of the values and of the missing share together: twice the smaller, where any cell is missing. Null: no test. */
  readonly pValue: number | null;
  /** Holm's, over all columns with a test. */
  readonly adjusted: number | null;
  /** `adjusted` < 0.05 and `strength` ≥ 0.1: certain, and large enough to matter. */
  readonly drifted: boolean;
  readonly missing: { readonly before: number; readonly after: number };
  readonly rows: { readonly before: number; readonly after: number };
  /** Categories and booleans: those that one side lacks, most frequent first. */
  readonly newLevels: readonly LevelCount[];
  readonly vanishedLevels: readonly LevelCount[];
  /** Numbers and times; null for others. */
  readonly mean: Shift | null;
  readonly median: Shift | null;
  readonly words: string;
}

/** What can be said of a column before the others are looked at. */
export type Compared = Omit<ColumnDrift, 'adjusted' | 'drifted' | 'words'>;

const measure = (of: DriftMeasure, before: Sample, after: Sample) =>
  of.fit(before, defaults(of.params))(after);

const gapsOf = (column: Column, { rows, missing }: Sample): NumberSample =>
  numberSample(column.name, new Float64Array(rows).fill(1, rows - missing), 'boolean');

const known = (pValue: number): number | null => (Number.isNaN(pValue) ? null : pValue);

const shareOf = (count: number, rows: number): number => (rows === 0 ? 0 : count / rows);

/** @param before of the reference, @param after of the current table, both held in the same way. */
export function compareColumns(
  before: Column,
  after: Column,
  rowsBefore: number,
  rowsAfter: number,
): Compared {
  const [old, now] = [sampleOf(before), sampleOf(after)];
  const byLevel = before.kind === 'category' || before.kind === 'boolean';
  const ascending = old.kind === 'category' || now.kind === 'category' || byLevel ? null : { old, now };
  const values = measure(byLevel ? chiSquare : kolmogorovSmirnov, old, now);
  const gapTest =
    old.missing + now.missing > 0
      ? known(measure(chiSquare, gapsOf(before, old), gapsOf(after, now)).pValue)
      : null;
  const levels = byLevel ? compareLevels(before, after) : null;
  const numbers = ascending && shifts(ascending.old.sorted, ascending.now.sorted);
  const valueStrength = levels ? levels.distance : Number.isNaN(values.statistic) ? 0 : values.statistic;
  const gapStrength = Math.abs(shareOf(now.missing, rowsAfter) - shareOf(old.missing, rowsBefore));
  return {
    column: before.name,
    kind: before.kind,
    strength: Math.max(valueStrength, gapStrength),
    psi: before.kind === 'time' ? null : measure(psi, old, now).statistic,
    test: byLevel ? 'chi-square' : 'kolmogorov-smirnov',
    statistic: values.statistic,
    pValue: together(known(values.pValue), gapTest),
    missing: { before: old.missing, after: now.missing },
    rows: { before: rowsBefore, after: rowsAfter },
    newLevels: levels?.fresh ?? [],
    vanishedLevels: levels?.vanished ?? [],
    mean: numbers?.mean ?? null,
    median: numbers?.median ?? null,
  };
}

/** Bonferroni's p of one or two tests. */
function together(first: number | null, second: number | null): number | null {
  if (first === null || second === null) return first ?? second;
  return Math.min(1, 2 * Math.min(first, second));
}

function levelCounts(column: Column): Map<string, number> {
  const counts = new Map<string, number>();
  if (isCategory(column)) {
    const byCode = new Int32Array(column.levels.length);
    for (const code of column.codes) if (code >= 0) byCode[code]!++;
    byCode.forEach((count, code) => {
      const level = column.levels[code]!;
      if (count > 0) counts.set(level, (counts.get(level) ?? 0) + count);
    });
    return counts;
  }
  let [no, yes] = [0, 0];
  for (const value of column.values)
    if (value === 0) no++;
    else if (!Number.isNaN(value)) yes++;
  if (no > 0) counts.set('false', no);
  if (yes > 0) counts.set('true', yes);
  return counts;
}

const totalOf = (counts: ReadonlyMap<string, number>): number => {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
};

function compareLevels(before: Column, after: Column) {
  const [old, now] = [levelCounts(before), levelCounts(after)];
  const [n, m] = [totalOf(old), totalOf(now)];
  const lacking = (of: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): LevelCount[] =>
    [...of]
      .filter(([level]) => !other.has(level))
      .map(([level, rows]) => ({ level, rows }))
      .sort((a, b) => b.rows - a.rows);
  let distance = 0;
  if (n > 0 && m > 0)
    for (const level of new Set([...old.keys(), ...now.keys()]))
      distance += Math.abs((old.get(level) ?? 0) / n - (now.get(level) ?? 0) / m) / 2;
  return { distance, fresh: lacking(now, old), vanished: lacking(old, now) };
}

/** @param before values of the reference that are there, @param after of the current table, both ascending. */
function shifts(before: Float64Array, after: Float64Array): { mean: Shift; median: Shift } {
  const [old, now] = [momentsOf(before), momentsOf(after)];
  const shift = (from: number, to: number): Shift => ({
    before: from,
    after: to,
    deviations: old.constant ? NaN : (to - from) / old.deviation,
  });
  return {
    mean: shift(old.mean, now.mean),
    median: shift(quantileOfSorted(before, 0.5), quantileOfSorted(after, 0.5)),
  };
}
