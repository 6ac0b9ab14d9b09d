// Which rows are learnt from and which are tested in each fold, as scikit-learn's splitters choose them.

import { AppError } from '../errors.ts';
import { kFold, stratifiedKFold } from '../folds.ts';
import { Random } from '../random.ts';

export interface FoldRows {
  /** Places in the list of rows, ascending. */
  readonly train: Int32Array;
  readonly test: Int32Array;
}

export type SplitPlan =
  /** KFold. With a seed the rows are dealt out by chance, else in stretches. */
  | { readonly by: 'k-fold'; readonly folds: number; readonly seed: number | null }
  /** StratifiedKFold: every fold has each class by its share. */
  | { readonly by: 'stratified'; readonly folds: number; readonly seed: number | null }
  /** Dietterich's 5 × 2: five times anew in halves, by class where there are classes; each half is tested once. */
  | { readonly by: 'five-by-two'; readonly seed: number }
  /** TimeSeriesSplit: each fold is tested on rows that come after all that it learns from. */
  | { readonly by: 'time'; readonly folds: number; readonly gap: number }
  /** GroupKFold: rows of one group are never on both sides. */
  | { readonly by: 'group'; readonly folds: number };

export interface SplitInput {
  readonly rows: number;
  /** Class of each row, numbered by first appearance; for `stratified`. */
  readonly classes?: Int32Array;
  /** Group of each row, numbered from 0; for `group`. */
  readonly groups?: Int32Array;
}

function check(rows: number, folds: number, least: number): void {
  if (!Number.isInteger(folds) || folds < 2)
    throw new AppError('bad-input', `Cross-validation needs at least 2 folds, not ${folds}.`);
  if (rows < least)
    throw new AppError('bad-input', `${rows} rows are too few for ${folds} folds: ${least} are the least.`);
}

/** From the fold in which each row is tested to rows by fold. */
function byNumber(numbers: Int32Array, folds: number): FoldRows[] {
  const places = Int32Array.from(numbers.keys());
  return Array.from({ length: folds }, (_, fold) => ({
    train: places.filter((place) => numbers[place] !== fold),
    test: places.filter((place) => numbers[place] === fold),
  }));
}

/** Numbers given in a seeded order of the rows, brought back to the rows' own. */
function shuffled(rows: number, seed: number | null, number: (order: Int32Array) => Int32Array): Int32Array {
  const order =
    seed === null
      ? Int32Array.from({ length: rows }, (_, row) => row)
      : Int32Array.from(new Random(seed).stream('folds').permutation(rows));
  const numbers = number(order);
  const own = new Int32Array(rows);
  order.forEach((row, place) => (own[row] = numbers[place]!));
  return own;
}

/** Classes numbered anew by first appearance in that order, as `stratifiedKFold` wants them. */
function renumbered(classes: Int32Array, order: Int32Array): { codes: Int32Array; count: number } {
  const numbers = new Map<number, number>();
  const codes = order.map((row) => {
    const code = classes[row]!;
    const known = numbers.get(code) ?? numbers.size;
    numbers.set(code, known);
    return known;
  });
  return { codes, count: numbers.size };
}

/** The largest group goes to the fold with the fewest rows, and so on (scikit-learn's GroupKFold without shuffling). */
function groupFold(groups: Int32Array, folds: number): Int32Array {
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  if (sizes.size < folds)
    throw new AppError('bad-input', `${sizes.size} groups are too few for ${folds} folds.`);
  // numpy sorts ascending and reverses: of equal sizes the group of the higher number comes first.
  const ordered = [...sizes].sort(([a, rowsA], [b, rowsB]) => rowsB - rowsA || b - a);
  const filled = new Float64Array(folds);
  const foldOf = new Map<number, number>();
  for (const [group, rows] of ordered) {
    const lightest = filled.indexOf(Math.min(...filled));
    filled[lightest]! += rows;
    foldOf.set(group, lightest);
  }
  return groups.map((group) => foldOf.get(group)!);
}

function timeFolds(rows: number, folds: number, gap: number): FoldRows[] {
  if (!Number.isInteger(gap) || gap < 0)
    throw new AppError('bad-input', `The gap is a whole number of rows, at least 0, not ${gap}.`);
  const size = Math.floor(rows / (folds + 1));
  if (rows - folds * size - gap <= 0 || size < 1)
    throw new AppError(
      'bad-input',
      `${rows} rows are too few for ${folds} folds in time with a gap of ${gap}.`,
    );
  const places = Int32Array.from({ length: rows }, (_, row) => row);
  return Array.from({ length: folds }, (_, fold) => {
    const from = rows - (folds - fold) * size;
    return { train: places.subarray(0, from - gap), test: places.subarray(from, from + size) };
  });
}

/** How often the rows are halved. */
const halvings = 5;

/**
 * Rows of each fold: `sklearn.model_selection`'s KFold, StratifiedKFold, TimeSeriesSplit and GroupKFold, or the two of the first halving
 * and then of the next. With a seed the rows are
 * shuffled first, by our own generator.
 * @throws AppError 'bad-input' in words where the rows do not allow it.
 */
export function foldsOf(plan: SplitPlan, input: SplitInput): FoldRows[] {
  const { rows, classes, groups } = input;
  if (plan.by === 'five-by-two')
    return Array.from({ length: halvings }, (_, time) =>
      foldsOf({ by: classes ? 'stratified' : 'k-fold', folds: 2, seed: plan.seed + time }, input),
    ).flat();
  const { folds } = plan;
  switch (plan.by) {
    case 'time':
      check(rows, folds, folds + 1);
      return timeFolds(rows, folds, plan.gap);
    case 'k-fold':
      check(rows, folds, folds);
      return byNumber(
        shuffled(rows, plan.seed, () => kFold(rows, folds)),
        folds,
      );
    case 'stratified': {
      check(rows, folds, folds);
      if (!classes) throw new AppError('bad-input', 'Folds by class need rows with classes.');
      const counts = new Map<number, number>();
      for (const code of classes) counts.set(code, (counts.get(code) ?? 0) + 1);
      if (Math.max(...counts.values()) < folds)
        throw new AppError('bad-input', `No class has ${folds} rows, one for each fold.`);
      return byNumber(
        shuffled(rows, plan.seed, (order) => {
          const { codes, count } = renumbered(classes, order);
          return stratifiedKFold(codes, count, folds);
        }),
        folds,
      );
    }
    case 'group':
      check(rows, folds, folds);
      if (!groups) throw new AppError('bad-input', 'Folds by group need a column of groups.');
      return byNumber(groupFold(groups, folds), folds);
  }
}
