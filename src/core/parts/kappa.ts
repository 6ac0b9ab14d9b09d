/**
 * Agreement beyond chance (Cohen, 1960 and 1968; scikit-learn's cohen_kappa_score with all labels given): 1 − Σ weight ×
 * observed / Σ weight × expected. NaN where chance alone agrees fully (a single class in truth and answers).
 * @param weight of a disagreement between class i and class j; 0 for i = j.
 */
export const kappaOf =
  (weight: (i: number, j: number) => number) =>
  (matrix: Float64Array, classes: number): number => {
    const rows = new Float64Array(classes);
    const columns = new Float64Array(classes);
    let total = 0;
    for (let i = 0; i < classes; i++)
      for (let j = 0; j < classes; j++) {
        const count = matrix[i * classes + j]!;
        rows[i]! += count;
        columns[j]! += count;
        total += count;
      }
    let observed = 0;
    let expected = 0;
    for (let i = 0; i < classes; i++)
      for (let j = 0; j < classes; j++) {
        observed += weight(i, j) * matrix[i * classes + j]!;
        expected += (weight(i, j) * rows[i]! * columns[j]!) / total;
      }
    return expected === 0 ? NaN : 1 - observed / expected;
  };
