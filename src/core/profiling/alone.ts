// How well one column predicts the target by itself, on rows that it was not fitted on.

import type { Task } from '../define.ts';
import type { LeakSuspect } from '../profile.ts';
import { quantileOfSorted } from '../statistics.ts';
import { countUpTo } from './sorting.ts';

export const folds = 5;
const mostBins = 32;
const leastRowsPerBin = 5;
/** Weight, in rows, of the overall rate in the rate of a bin or level. */
const smoothing = 2;

/** What is to be predicted, of the rows looked at. */
export interface Answers {
  readonly task: Task;
  /** Class index or value; never missing. */
  readonly truth: Float64Array;
  readonly classes: number;
  /** Fold of each row, 0 … folds − 1. */
  readonly fold: Uint8Array;
}

export type Strength = Pick<LeakSuspect, 'measure' | 'value'>;

/** A number column: by the better of its plain order, nearest values or line, and of its rates in up to 32 quantile bins. */
export function numberAlone(values: Float64Array, answers: Answers): Strength {
  const { bins, count } = quantileBins(values);
  const binned = groupsAlone(bins, count, answers, values);
  const { truth } = answers;
  const plain = {
    binary: orderAuc,
    multiclass: neighbourAccuracy,
    regression: squaredCorrelation,
  }[answers.task](values, truth);
  return { measure: binned.measure, value: Math.max(binned.value, plain) };
}

/** Share of rows that have the class of the nearest other value (one nearest neighbour, left out one by one). */
function neighbourAccuracy(values: Float64Array, truth: Float64Array): number {
  const order = Int32Array.from(values.keys())
    .filter((row) => Number.isFinite(values[row]))
    .sort((a, b) => values[a]! - values[b]! || a - b);
  let right = 0;
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!;
    const below = at > 0 ? values[row]! - values[order[at - 1]!]! : Infinity;
    const above = at + 1 < order.length ? values[order[at + 1]!]! - values[row]! : Infinity;
    const nearest = order[below <= above ? at - 1 : at + 1];
    if (nearest !== undefined && truth[nearest] === truth[row]) right++;
  }
  return right / truth.length;
}

/** A category column: by smoothed rates of its levels. @param codes 0 … levels − 1, −1 missing. */
export function categoryAlone(codes: Int32Array, levels: number, answers: Answers): Strength {
  return groupsAlone(
    codes.map((code) => (code < 0 ? levels : code)),
    levels + 1,
    answers,
    null,
  );
}

/** Missing and infinite values share the last bin. */
function quantileBins(values: Float64Array): { bins: Int32Array; count: number } {
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  const wanted = Math.max(1, Math.min(mostBins, Math.floor(sorted.length / leastRowsPerBin)));
  const edges = new Set<number>();
  for (let i = 1; i < wanted; i++) edges.add(quantileOfSorted(sorted, i / wanted));
  const cuts = Float64Array.from(edges);
  const count = cuts.length + 2;
  const bins = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++)
    bins[row] = Number.isFinite(values[row]) ? countUpTo(cuts, values[row]!) : count - 1;
  return { bins, count };
}

function groupsAlone(
  groups: Int32Array,
  count: number,
  answers: Answers,
  values: Float64Array | null,
): Strength {
  switch (answers.task) {
    case 'binary':
      return { measure: 'auc', value: ratesAuc(groups, count, answers) };
    case 'multiclass':
      return { measure: 'accuracy', value: majorityAccuracy(groups, count, answers) };
    case 'regression':
      return { measure: 'r2', value: groupsR2(groups, count, answers, values) };
  }
}

/** AUC of the rate of a row's group in the other folds. */
function ratesAuc(groups: Int32Array, count: number, { truth, fold }: Answers): number {
  const rows = new Float64Array(count * folds);
  const positive = new Float64Array(count * folds);
  let positives = 0;
  for (let row = 0; row < truth.length; row++) {
    const at = groups[row]! * folds + fold[row]!;
    rows[at]!++;
    positive[at]! += truth[row]!;
    positives += truth[row]!;
  }
  const base = positives / truth.length;
  const cells: { score: number; rows: number; positive: number }[] = [];
  for (let group = 0; group < count; group++) {
    let allRows = 0;
    let allPositive = 0;
    for (let f = 0; f < folds; f++) {
      allRows += rows[group * folds + f]!;
      allPositive += positive[group * folds + f]!;
    }
    for (let f = 0; f < folds; f++) {
      const here = { rows: rows[group * folds + f]!, positive: positive[group * folds + f]! };
      if (here.rows === 0) continue;
      const score = (allPositive - here.positive + smoothing * base) / (allRows - here.rows + smoothing);
      cells.push({ score, ...here });
    }
  }
  cells.sort((a, b) => a.score - b.score);
  const negatives = truth.length - positives;
  let below = 0;
  let pairs = 0;
  for (let at = 0; at < cells.length;) {
    let end = at;
    let tiedPositive = 0;
    let tiedNegative = 0;
    while (end < cells.length && cells[end]!.score === cells[at]!.score) {
      tiedPositive += cells[end]!.positive;
      tiedNegative += cells[end]!.rows - cells[end]!.positive;
      end++;
    }
    pairs += tiedPositive * (below + tiedNegative / 2);
    below += tiedNegative;
    at = end;
  }
  return pairs / (positives * negatives);
}

/**
 * Area under the receiver operating curve of plain numbers (scikit-learn's roc_auc_score), or of their opposites if that
 * is larger; rows without a number are left out and the area is then that of the others, 0.5 if a class has none.
 */
export function orderAuc(values: Float64Array, truth: Float64Array): number {
  const positive = values.filter((value, row) => truth[row] === 1 && !Number.isNaN(value)).sort();
  const negative = values.filter((value, row) => truth[row] === 0 && !Number.isNaN(value)).sort();
  // Of a column that is mostly missing, the few numbers say little about the whole.
  if (positive.length + negative.length < 0.9 * values.length) return 0.5;
  if (positive.length === 0 || negative.length === 0) return 0.5;
  let pairs = 0;
  let below = 0;
  let upTo = 0;
  for (const value of positive) {
    while (below < negative.length && negative[below]! < value) below++;
    upTo = Math.max(upTo, below);
    while (upTo < negative.length && negative[upTo]! <= value) upTo++;
    pairs += below + (upTo - below) / 2;
  }
  const area = pairs / (positive.length * negative.length);
  return Math.max(area, 1 - area);
}

/** Share of rows whose class is the most frequent one of their group in the other folds. */
function majorityAccuracy(groups: Int32Array, count: number, { truth, fold, classes }: Answers): number {
  const starts = new Int32Array(count + 1);
  for (const group of groups) starts[group + 1]!++;
  for (let group = 0; group < count; group++) starts[group + 1]! += starts[group]!;
  const ordered = new Int32Array(groups.length);
  const next = starts.slice();
  groups.forEach((group, row) => (ordered[next[group]!++] = row));
  const overall = new Float64Array(classes);
  for (const answer of truth) overall[answer]!++;
  let right = 0;
  for (let group = 0; group < count; group++) {
    const members = ordered.subarray(starts[group], starts[group + 1]);
    // Class counts of the group by fold; only classes that it has.
    const counts = new Map<number, number[]>();
    for (const row of members) {
      const answer = truth[row]!;
      if (!counts.has(answer)) counts.set(answer, new Array<number>(folds).fill(0));
      counts.get(answer)![fold[row]!]!++;
    }
    const totals = [...counts].map(([answer, byFold]) => ({
      answer,
      byFold,
      total: byFold.reduce((sum, n) => sum + n, 0),
    }));
    for (let f = 0; f < folds; f++) {
      let best: (typeof totals)[number] | null = null;
      let most = -1;
      for (const candidate of totals) {
        // The overall frequency settles ties, so that a group that no other fold has is no chance hit.
        const seen = candidate.total - candidate.byFold[f]! + overall[candidate.answer]! / truth.length / 2;
        if (seen > most) [best, most] = [candidate, seen];
      }
      if (best && most >= 1) right += best.byFold[f]!;
    }
  }
  return right / truth.length;
}

/** R² of predicting each row from its group in the other folds: by a line in the value, or by the smoothed mean. */
function groupsR2(
  groups: Int32Array,
  count: number,
  { truth, fold }: Answers,
  values: Float64Array | null,
): number {
  const mean = truth.reduce((sum, value) => sum + value, 0) / truth.length;
  const sums = (): Float64Array => new Float64Array(count * folds);
  const [n, sx, sy, sxx, sxy] = [sums(), sums(), sums(), sums(), sums()];
  const xOf = (row: number): number => (values && Number.isFinite(values[row]) ? values[row]! : 0);
  for (let row = 0; row < truth.length; row++) {
    const at = groups[row]! * folds + fold[row]!;
    const x = xOf(row);
    const y = truth[row]! - mean;
    n[at]!++;
    sx[at]! += x;
    sy[at]! += y;
    sxx[at]! += x * x;
    sxy[at]! += x * y;
  }
  const others = (table: Float64Array, group: number, f: number): number => {
    let sum = 0;
    for (let other = 0; other < folds; other++) if (other !== f) sum += table[group * folds + other]!;
    return sum;
  };
  let squares = 0;
  let total = 0;
  const known = new Map<number, (x: number) => number>();
  for (let row = 0; row < truth.length; row++) {
    const at = groups[row]! * folds + fold[row]!;
    let predict = known.get(at);
    if (!predict) {
      const of = (table: Float64Array): number => others(table, groups[row]!, fold[row]!);
      const [rows, x, y] = [of(n), of(sx), of(sy)];
      const spread = of(sxx) - (x * x) / rows;
      const slope = spread > of(sxx) * 1e-9 ? (of(sxy) - (x * y) / rows) / spread : 0;
      predict =
        values && rows >= 3 && slope !== 0
          ? (value): number => y / rows + slope * (value - x / rows)
          : (): number => y / (rows + smoothing);
      known.set(at, predict);
    }
    const y = truth[row]! - mean;
    squares += (y - predict(xOf(row))) ** 2;
    total += y * y;
  }
  return total > 0 ? Math.max(0, 1 - squares / total) : 0;
}

/** R² of the best line through rows that have a value; 0 if a tenth has none. */
function squaredCorrelation(values: Float64Array, truth: Float64Array): number {
  let [n, mx, my, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < truth.length; row++) {
    const x = values[row]!;
    if (!Number.isFinite(x)) continue;
    n++;
    const dx = x - mx;
    const dy = truth[row]! - my;
    mx += dx / n;
    my += dy / n;
    xx += dx * (x - mx);
    yy += dy * (truth[row]! - my);
    xy += dx * (truth[row]! - my);
  }
  if (n < 0.9 * truth.length || !(xx > 0 && yy > 0)) return 0;
  const r = xy / Math.sqrt(xx) / Math.sqrt(yy);
  return Math.min(1, r * r);
}
