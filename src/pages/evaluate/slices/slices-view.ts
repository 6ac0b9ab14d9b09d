// Slices of an evaluation as the table lists them.

import type { FigureOf } from '../../../core/define.ts';
import type { Evaluation, Measured, SliceResult } from '../../../core/evaluation.ts';
import { figureOf, isMetric } from '../../../core/figures.ts';
import { sliceId, sliceLabel } from '../../../core/slices/slice-label.ts';
import { count, fixed, significant } from '../../../ui/format.ts';
import { slicesText } from '../../text/evaluate-slices.ts';

export const sliceOrders = ['worst', 'behind', 'rows', 'name'] as const;
export type SliceOrder = (typeof sliceOrders)[number];

export interface SliceRow {
  readonly id: string;
  readonly label: string;
  readonly slice: SliceResult;
  readonly rows: number;
  /** Why there are no figures; null: there are. */
  readonly lacking: string | null;
  readonly candidate: Measured | null;
  readonly baseline: Measured | null;
  readonly difference: Measured | null;
}

/** From and to of what is drawn, the same for all rows of the table. */
export interface Scale {
  readonly low: number;
  readonly high: number;
}

const inTarget = ({ unit }: FigureOf): boolean => unit === 'target' || unit === 'target-squared';

/** A value of a figure in its own digits. */
export function figureText(figure: FigureOf, value: number): string {
  if (figure.unit === 'rows') return count(value);
  return inTarget(figure) || Math.abs(value) >= 10 ? significant(value) : fixed(value, 2);
}

/** "0.84 (0.80 to 0.88)"; the value alone where there is no interval. */
export function measuredText(figure: FigureOf, { value, low, high }: Measured, signed = false): string {
  const text = `${signed && value > 0 ? '+' : ''}${figureText(figure, value)}`;
  if (!Number.isFinite(low) || !Number.isFinite(high) || low === high) return text;
  return slicesText.interval(text, figureText(figure, low), figureText(figure, high));
}

function rowOf(slice: SliceResult, figure: string, minSliceSize: number): SliceRow {
  const candidate = slice.candidate[figure] ?? null;
  const lacking = slice.omitted
    ? slicesText.tooFew(slice.rows, minSliceSize)
    : slice.known === 0 || candidate === null
      ? slicesText.unknown
      : null;
  return {
    id: sliceId(slice.key),
    label: sliceLabel(slice.key),
    slice,
    rows: slice.rows,
    lacking,
    candidate: lacking ? null : candidate,
    baseline: lacking ? null : (slice.baseline?.[figure] ?? null),
    difference: lacking ? null : (slice.difference?.[figure] ?? null),
  };
}

/** How bad: larger is worse. Of a figure that is neither good nor bad, how far it is from that of all rows. */
function badness(figure: FigureOf, value: number, whole: number): number {
  if (!isMetric(figure)) return Math.abs(value - whole);
  return figure.better === 'higher' ? -value : value;
}

/** All rows together, then slices with at least `minRows` rows in the wanted order; those without figures come last. */
export function sliceRows(
  { slices, settings }: Pick<Evaluation, 'slices' | 'settings'>,
  figureId: string,
  order: SliceOrder,
  minRows: number,
): SliceRow[] {
  const figure = figureOf(figureId);
  const rows = slices.map((slice) => rowOf(slice, figureId, settings.minSliceSize));
  const whole = rows.find(({ slice }) => slice.key.length === 0)?.candidate?.value ?? NaN;
  const rank = ({ candidate, difference, rows: n }: SliceRow): number => {
    if (order === 'rows') return -n;
    if (order === 'name') return 0;
    const behind =
      difference && (isMetric(figure) && figure.better === 'higher' ? difference.value : -difference.value);
    const value = order === 'behind' ? behind : candidate && -badness(figure, candidate.value, whole);
    return value === null || Number.isNaN(value) ? Infinity : value;
  };
  const compared = (a: SliceRow, b: SliceRow): number => {
    // What all others are seen against.
    if (a.slice.key.length === 0 || b.slice.key.length === 0) return a.slice.key.length - b.slice.key.length;
    const [one, other] = [rank(a), rank(b)];
    return one === other ? a.label.localeCompare(b.label, 'en', { numeric: true }) : one - other;
  };
  return rows.filter(({ rows: n }) => n >= minRows).sort(compared);
}

/** What holds every interval of the rows, or every value where there are no intervals; null without any. */
export function scaleOf(rows: readonly SliceRow[]): Scale | null {
  let [low, high] = [Infinity, -Infinity];
  for (const { candidate, baseline } of rows)
    for (const measured of [candidate, baseline])
      for (const bound of measured ? [measured.low, measured.value, measured.high] : []) {
        if (!Number.isFinite(bound)) continue;
        low = Math.min(low, bound);
        high = Math.max(high, bound);
      }
  if (low > high) return null;
  return low === high ? { low: low - 0.5, high: high + 0.5 } : { low, high };
}

/** Place of a value on the scale, 0 … 1. */
export const placeOn = ({ low, high }: Scale, value: number): number =>
  Math.min(1, Math.max(0, (value - low) / (high - low)));
