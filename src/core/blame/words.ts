// The sentence that answers why: which feature, since when, how much the model relies on it, and what that costs.

import { metrics } from '../metrics/index.ts';
import { countText, differenceValue, metricValue } from '../wording.ts';
import { backOf, type Blame, type FeatureBlame } from './blame.ts';
import type { ColumnChange } from './column-change.ts';

export interface BlameWording {
  /** What a row is, in the plural: "hours". */
  readonly rows: string;
  readonly targetUnit?: string | undefined;
  /** "14 May (window 31)"; null: not known. */
  readonly since: string | null;
  /** Rows of one window. */
  readonly windowRows: number;
}

const number = (value: number): string => String(Number(value.toPrecision(3)));
const many = (rows: number, n: number, what: string): string =>
  rows === n ? `every row` : `${countText(rows)} of ${countText(n)} ${what}`;

/** "temp has read 0 in every row". */
function changeWords(feature: string, change: ColumnChange, rows: string): string {
  switch (change.kind) {
    case 'stuck':
      return `${feature} has read ${typeof change.value === 'number' ? number(change.value) : `“${change.value}”`} in ${many(change.rows, change.n, rows)}`;
    case 'missing':
      return change.rows / change.n >= change.was
        ? `${feature} has been missing in ${many(change.rows, change.n, rows)}`
        : `${feature} is there again in ${many(change.n - change.rows, change.n, rows)}, where it used to be missing`;
    case 'new-level':
      return `${feature} has been “${change.level}”, which the model has never seen, in ${many(change.rows, change.n, rows)}`;
    case 'unit':
      return `${feature} has been about ${number(change.factor >= 1 ? change.factor : 1 / change.factor)} times as ${change.factor >= 1 ? 'large' : 'small'} as before, as if in another unit`;
    case 'beyond':
      return `${feature} has been outside of ${number(change.low)} to ${number(change.high)}, all that the model knows, in ${many(change.rows, change.n, rows)}`;
    case 'moved':
      return `${feature} has been ${change.to > change.from ? 'higher' : 'lower'} than before, ${number(change.to)} on average where it was ${number(change.from)}`;
    case 'spread':
      return `${feature} has varied ${number(change.factor >= 1 ? change.factor : 1 / change.factor)} times as ${change.factor >= 1 ? 'much' : 'little'} as before`;
    case 'mix':
      return `${feature} has been “${change.level}” more often: in ${Math.round(change.to * 100)} of 100 ${rows}, before in ${Math.round(change.from * 100)}`;
    case 'shape':
      return `${feature} has had its values spread in another way than before`;
  }
}

/** In the unit of the metric, by labels or else by estimate; NaN: it can't be told. */
function lossOf({ metric, performance }: Blame): number {
  const now = Number.isNaN(performance.known) ? performance.estimated : performance.known;
  return (metrics.get(metric).better === 'higher' ? 1 : -1) * (performance.reference - now);
}

/** How much worse it is than before, in the unit of the metric: "about 9 of 100 answers more are wrong than before". */
export function costWords(blame: Blame, targetUnit?: string): string {
  const { metric, performance, labelled } = blame;
  const { label } = metrics.get(metric);
  const known = !Number.isNaN(performance.known);
  const now = known ? performance.known : performance.estimated;
  const worse = lossOf(blame);
  if (Number.isNaN(worse)) return 'what that costs can be told once labels are in';
  const hedge = known ? '' : ', judged by the model’s own certainty, for labels are not in yet';
  const on = known ? ` (${countText(labelled)} labels)` : '';
  if (metric === 'accuracy') {
    const points = Math.round(worse * 100);
    if (points <= 0) return `no more answers are wrong than before${hedge || on}`;
    return `about ${points} of 100 answers more are wrong than before${hedge || on}`;
  }
  const [from, to] = [performance.reference, now].map((value) => metricValue(metric, value, targetUnit));
  return `${label} is ${to} where it was ${from}${hedge || on}`;
}

/** Nobody knows what such values were: others in their place are drawn by lot, and that they do not help says nothing. */
const isLost = ({ change }: FeatureBlame): boolean => change.kind === 'stuck' || change.kind === 'missing';

/** How much the best guess is worth alone. */
export function comesBackWords({ metric }: Blame, feature: FeatureBlame, targetUnit?: string): string {
  const value = backOf(feature);
  if (!Number.isFinite(value)) return 'can’t be told yet';
  if (metric === 'accuracy') {
    const points = Math.round(Math.abs(value) * 100);
    if (value <= 0 && isLost(feature)) return 'can’t be tried: its values are lost';
    if (points === 0) return 'hardly anything';
    return value > 0
      ? `${points} of 100 answers`
      : `does not help alone: ${points} of 100 more would be wrong`;
  }
  const better = metrics.get(metric).better === 'higher' ? value : -value;
  return differenceValue(metric, better, targetUnit);
}

/**
 * "temp has read 0 in every row since 14 May (window 31). It is the feature that the model relies on most; about 9 of 100 answers
 * more are wrong than before. 72 hours a window." Where undoing it brings nothing back, it is not said that it costs anything.
 */
export function blameWords(blame: Blame, wording: BlameWording): string {
  const [first] = blame.features;
  const { rows, targetUnit, since, windowRows } = wording;
  const cost = costWords(blame, targetUnit);
  const size = `${countText(windowRows)} ${rows} a window.`;
  if (!first || first.drift === 0)
    return `No feature looks different from before, so what the answers depend on may have changed itself; ${cost}. ${size}`;
  const rank = blame.features.toSorted((a, b) => b.importance - a.importance).indexOf(first);
  const relies =
    first.importance === 0
      ? 'The model hardly relies on it'
      : rank === 0
        ? 'It is the feature that the model relies on most'
        : `The model relies on it (number ${rank + 1} of ${blame.features.length})`;
  const what = changeWords(first.feature, first.change, rows);
  const began = since === null ? '' : ` since ${since}`;
  if (backOf(first) <= 0 && lossOf(blame) > 0 && isLost(first))
    return `${what}${began}. ${relies}. What it really was is lost, so its part can’t be tried alone. All in all, ${cost}. ${size}`;
  if (backOf(first) <= 0 && lossOf(blame) > 0)
    return `${what}${began}. ${relies}, but undoing it alone does not help. All in all, ${cost}. ${size}`;
  return `${what}${began}. ${relies}; ${cost}. ${size}`;
}
