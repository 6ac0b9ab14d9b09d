// Groups for the table of rates: which columns give some, and what the rates of each are.

import type { Confusion } from '../../../core/shared-parts.ts';
import {
  confusionAt,
  fairnessRates,
  parityOf,
  ratesOf,
  type OnThreshold,
  type Parity,
  type RateOfSlice,
} from '../../../core/fairness.ts';
import { noInputs, slicesOf } from '../../../core/slices/slices-of.ts';
import { sliceId, sliceLabel } from '../../../core/slices/slice-label.ts';
import type { SliceSpec } from '../../../core/slice.ts';
import { isCategory, type Column, type Table } from '../../../core/table.ts';

/** More groups than this make no table that can be read. */
const mostGroups = 20;
/** A number column with more values than this is cut into ranges. */
const mostNumbers = 8;
const ranges = 4;

export interface Group {
  readonly id: string;
  readonly label: string;
  /** Places among the evaluated rows. */
  readonly places: Int32Array;
}

function distinct(column: Column, rows: Int32Array, enough: number): number {
  const found = new Set<number>();
  const cells = isCategory(column) ? column.codes : column.values;
  for (let i = 0; i < rows.length && found.size <= enough; i++) {
    const cell = cells[rows[i]!]!;
    if (!Number.isNaN(cell)) found.add(cell);
  }
  return found.size;
}

/** What a column makes groups by: its values, or ranges of them; null for one with too many words or a single value. */
export function groupSpec(column: Column, rows: Int32Array): SliceSpec | null {
  const values = distinct(column, rows, mostGroups);
  if (values < 2) return null;
  const byValue: SliceSpec = { by: 'values', features: [column.name], fixed: {} };
  if (isCategory(column)) return values <= mostGroups ? byValue : null;
  if (values <= mostNumbers) return byValue;
  return { by: 'bins', feature: column.name, bins: ranges, how: 'quantile' };
}

/** All rows first, then the groups. */
export function groupsOf(table: Table, rows: Int32Array, spec: SliceSpec): Group[] {
  return slicesOf(table, rows, [{ by: 'overall' }, spec], noInputs).map(({ key, places }) => ({
    id: sliceId(key),
    label: sliceLabel(key),
    places,
  }));
}

export const parityNames = [
  'demographicParityDifference',
  'demographicParityRatio',
  'equalizedOddsDifference',
  'equalizedOddsRatio',
  'equalOpportunityDifference',
] as const satisfies readonly (keyof Parity)[];

export interface FairnessRow {
  readonly group: Group;
  readonly rates: readonly RateOfSlice[];
}

/** @param baseline place of the group to compare with; 0 is all rows. @param onThreshold what a score exactly on it is called. */
export function fairnessRows(
  groups: readonly Group[],
  truth: Float64Array,
  scores: Float32Array,
  threshold: number,
  baseline: number,
  onThreshold: OnThreshold,
): { rows: FairnessRow[]; parity: Parity; known: number } {
  const confusions = groups.map(({ places }) => confusionAt(truth, scores, places, threshold, onThreshold));
  const byRate = fairnessRates.map((of) => ratesWithWhole(of, confusions, baseline));
  const rows = groups.map((group, at) => ({ group, rates: byRate.map((rates) => rates[at]!) }));
  return {
    rows,
    parity: parityOf(confusions.slice(1)),
    known: truth.reduce((n, answer) => n + Number(!Number.isNaN(answer)), 0),
  };
}

/** The whole is no group of its own: its difference from a group is that of the group from it, turned round. */
function ratesWithWhole(
  of: (typeof fairnessRates)[number],
  confusions: readonly Confusion[],
  baseline: number,
): RateOfSlice[] {
  const rates = ratesOf(of, confusions, baseline, baseline === 0);
  if (baseline === 0) return rates;
  const turned = ratesOf(of, confusions, 0, true)[baseline]!.difference;
  const whole = rates[0]!;
  return rates.with(0, {
    ...whole,
    difference: turned && { value: -turned.value, low: -turned.high, high: -turned.low },
  });
}

/** Whether the interval leaves no doubt that there is a difference. */
export const differs = ({ difference }: RateOfSlice): boolean =>
  difference !== null && (difference.low > 0 || difference.high < 0);

/** Whether one of the sentences names a column as a word of its own. */
export const namedIn = (sentences: readonly string[], column: string): boolean =>
  sentences.some((sentence) => sentence.split(/[^\p{L}\p{N}_]+/u).includes(column));
