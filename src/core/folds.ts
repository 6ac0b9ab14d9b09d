// Fold numbers as scikit-learn's splitters give them without shuffling. Whoever wants chance orders the rows first.

import type { Span } from './table.ts';

/** KFold: consecutive folds, the first ones a row larger where it does not come out even. */
export function kFold(rows: number, folds: number): Int32Array {
  const numbers = new Int32Array(rows);
  const short = Math.floor(rows / folds);
  const longer = rows % folds;
  for (let fold = 0, row = 0; fold < folds; fold++) {
    const size = short + Number(fold < longer);
    numbers.fill(fold, row, row + size);
    row += size;
  }
  return numbers;
}

/**
 * StratifiedKFold: each fold has each class by its share. How many of a class a fold gets follows from dealing out the rows
 * sorted by class; which ones, from their order.
 * @param codes class of each row, numbered by first appearance.
 */
export function stratifiedKFold(codes: Int32Array, classes: number, folds: number): Int32Array {
  const sorted = codes.slice().sort();
  const left = Array.from({ length: classes }, () => new Int32Array(folds));
  sorted.forEach((code, i) => left[code]![i % folds]!++);
  const fold = new Int32Array(classes);
  return codes.map((code) => {
    while (left[code]![fold[code]!] === 0) fold[code]!++;
    left[code]![fold[code]!]!--;
    return fold[code]!;
  });
}

/**
 * GroupKFold: the largest group first, each to the fold with the fewest rows so far. Of groups of one size the one with the
 * highest number goes first, as numpy orders up to 16 groups.
 * @param codes group of each row, numbered in the groups' own order.
 */
export function groupKFold(codes: Int32Array, groups: number, folds: number): Int32Array {
  const sizes = new Int32Array(groups);
  for (const code of codes) sizes[code]!++;
  const order = Array.from(sizes.keys())
    .sort((a, b) => sizes[a]! - sizes[b]! || a - b)
    .reverse();
  const filled = new Int32Array(folds);
  const foldOf = new Int32Array(groups);
  for (const group of order) {
    let lightest = 0;
    for (let fold = 1; fold < folds; fold++) if (filled[fold]! < filled[lightest]!) lightest = fold;
    filled[lightest]! += sizes[group]!;
    foldOf[group] = lightest;
  }
  return codes.map((code) => foldOf[code]!);
}

/**
 * TimeSeriesSplit: the last `folds` stretches of `testRows` rows, each with all rows before it, less the gap, to train on.
 * @param testRows null: rows ÷ (folds + 1), rounded down.
 * @throws RangeError when there are too few rows.
 */
export function timeSeriesFolds(
  rows: number,
  folds: number,
  gap = 0,
  testRows: number | null = null,
): { train: Span; test: Span }[] {
  const size = testRows ?? Math.floor(rows / (folds + 1));
  if (size < 1 || rows - gap - size * folds <= 0)
    throw new RangeError(`${rows} rows are too few for ${folds} folds of ${size} rows with a gap of ${gap}.`);
  return Array.from({ length: folds }, (_, fold) => {
    const from = rows - (folds - fold) * size;
    return { train: { from: 0, to: from - gap }, test: { from, to: from + size } };
  });
}
