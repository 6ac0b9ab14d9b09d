// Fold numbers as scikit-learn's splitters give them without shuffling. Whoever wants chance orders the rows first.

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
