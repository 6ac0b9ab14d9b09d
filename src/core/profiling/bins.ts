// Where the bars of a histogram begin and end.

import { quantileOfSorted } from '../statistics.ts';
import { calendarScale } from './calendar.ts';
import { decimalScale, type Scale } from './scale.ts';
import type { SortedNumbers } from './sorting.ts';

/** Values in [from, to), or [from, to] if `last`; for a single value from = to. */
export interface Bin {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly last: boolean;
}

export const mostBars = 30;
/** A column with no more different values than this gets a bar for each, if each came up three times on average. */
const fewValues = 12;

/**
 * Bins that hold every value of a column, ascending and without overlap; at most 30 with those of infinite values.
 *
 * - Whole numbers in a narrow range, or few different values: one bar per value (values of a narrow range that never
 *   occur included).
 * - Otherwise bars of equal width with round ends, as many as numpy's `bins='auto'` (the more of Sturges and
 *   Freedman–Diaconis) up to 30; times in steps of the calendar, UTC.
 * - Long tails: where all values span more than ten times what the middle 98 % span, those 98 % get the bars and what lies
 *   outside gets one bar on its side ("below 3", "500 and more").
 */
export function binsOf(sorted: SortedNumbers, isTime: boolean): Bin[] {
  const { finite, negativeInfinite, positiveInfinite } = sorted;
  const bins: Bin[] = [];
  if (negativeInfinite) bins.push({ label: '−∞', from: -Infinity, to: -Infinity, last: true });
  const room = mostBars - Number(negativeInfinite > 0) - Number(positiveInfinite > 0);
  if (finite.length)
    bins.push(...((isTime ? null : singleValues(sorted, room)) ?? equalBins(sorted, isTime, room)));
  if (positiveInfinite) bins.push({ label: '∞', from: Infinity, to: Infinity, last: true });
  return bins;
}

const single = (value: number): Bin => ({ label: String(value), from: value, to: value, last: true });

function singleValues({ finite, whole, distinct }: SortedNumbers, room: number): Bin[] | null {
  const min = finite[0]!;
  const max = finite[finite.length - 1]!;
  if (whole && max - min < room && Number.isSafeInteger(min) && Number.isSafeInteger(max))
    return Array.from({ length: max - min + 1 }, (_, i) => single(min + i));
  const few = min === max || (distinct <= fewValues && finite.length >= 3 * distinct);
  if (!few) return null;
  return Array.from(new Set(finite), single);
}

function equalBins(sorted: SortedNumbers, isTime: boolean, room: number): Bin[] {
  const { finite, whole } = sorted;
  const min = finite[0]!;
  const max = finite[finite.length - 1]!;
  const low = quantileOfSorted(finite, 0.01);
  const high = quantileOfSorted(finite, 0.99);
  const middle = high - low;
  const long = middle > 0 && max / 10 - min / 10 > middle;
  const from = long && low - min > 2 * middle ? low : min;
  const to = long && max - high > 2 * middle ? high : max;
  // Two places for the tails, and one because round ends may add a bar.
  const wanted = Math.min(room - 3, barCount(finite, from, to));
  // The calendar has few steps; half as many bars again is nearer than a third of them.
  const inCalendar = Math.min(room - 3, Math.ceil(1.5 * wanted));
  const scale =
    (isTime ? calendarScale(from, to, inCalendar) : null) ?? decimalScale(from, to, wanted, whole && !isTime);
  return withTails(scale, min, max);
}

/** numpy's `auto`: the narrower of Sturges' and Freedman–Diaconis' bars. */
function barCount(finite: Float64Array, from: number, to: number): number {
  const sturges = Math.log2(finite.length) + 1;
  const spread = quantileOfSorted(finite, 0.75) - quantileOfSorted(finite, 0.25);
  const freedmanDiaconis = spread > 0 ? ((to - from) / (2 * spread)) * Math.cbrt(finite.length) : 0;
  const bars = Math.ceil(Math.max(sturges, freedmanDiaconis));
  return Number.isFinite(bars) ? bars : mostBars;
}

function withTails({ edges, label, below, above }: Scale, min: number, max: number): Bin[] {
  const bins: Bin[] = [];
  const first = edges[0]!;
  const end = edges[edges.length - 1]!;
  if (min < first) bins.push({ label: below(first), from: min, to: first, last: false });
  for (let i = 0; i + 1 < edges.length; i++) {
    const last = i + 2 === edges.length && max <= end;
    bins.push({ label: label(edges[i]!, edges[i + 1]!), from: edges[i]!, to: edges[i + 1]!, last });
  }
  if (max > end) bins.push({ label: above(end), from: end, to: max, last: true });
  return bins;
}
