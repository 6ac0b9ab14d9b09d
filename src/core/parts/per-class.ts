// Precision, recall and F1 of each class against all others, and their means.

export interface PerClass {
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  readonly f1: Float64Array;
  /** Weight of the rows of each class. */
  readonly support: Float64Array;
  /** Weight of the answers of each class. */
  readonly answered: Float64Array;
}

/**
 * scikit-learn's precision_recall_fscore_support with zero_division=0.
 * @param matrix classes × classes, rows are the truth.
 */
export function perClass(matrix: Float64Array, classes: number): PerClass {
  const support = new Float64Array(classes);
  const answered = new Float64Array(classes);
  for (let row = 0; row < classes; row++)
    for (let column = 0; column < classes; column++) {
      support[row]! += matrix[row * classes + column]!;
      answered[column]! += matrix[row * classes + column]!;
    }
  const precision = new Float64Array(classes);
  const recall = new Float64Array(classes);
  const f1 = new Float64Array(classes);
  for (let u = 0; u < classes; u++) {
    const hits = matrix[u * classes + u]!;
    const given = answered[u]!;
    const own = support[u]!;
    precision[u] = given === 0 ? 0 : hits / given;
    recall[u] = own === 0 ? 0 : hits / own;
    f1[u] = own + given === 0 ? 0 : (2 * hits) / (own + given);
  }
  return { precision, recall, f1, support, answered };
}

/**
 * One number of all classes. Macro: their mean, over those that occur in truth or answers (scikit-learn's default labels);
 * weighted: by the rows of each. NaN without rows. A class that only rows of weight 0 have does not occur, for such a row is not there;
 * scikit-learn counts it in the macro mean, as 0.
 */
export function averageOf(
  of: 'precision' | 'recall' | 'f1',
  average: 'macro' | 'weighted',
): (matrix: Float64Array, classes: number) => number {
  return (matrix, classes) => {
    const found = perClass(matrix, classes);
    let sum = 0;
    let total = 0;
    for (let u = 0; u < classes; u++) {
      const { [u]: support = 0 } = found.support;
      const occurs = support + found.answered[u]! !== 0;
      const weight = average === 'weighted' ? support : occurs ? 1 : 0;
      sum += weight * found[of][u]!;
      total += weight;
    }
    return total === 0 ? NaN : sum / total;
  };
}

/** Share of the right answers: what precision, recall and F1 all are when every row counts once for all classes together. */
export function microAverage(matrix: Float64Array, classes: number): number {
  let right = 0;
  let total = 0;
  for (let cell = 0; cell < matrix.length; cell++) {
    total += matrix[cell]!;
    if (cell % (classes + 1) === 0) right += matrix[cell]!;
  }
  return total === 0 ? NaN : right / total;
}
