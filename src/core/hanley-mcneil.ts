/**
 * Standard error of an area under the ROC curve from the area and the numbers of rows alone, as if scores were exponential (Hanley &
 * McNeil, The meaning and use of the area under a receiver operating characteristic curve, Radiology 143, 1982). DeLong's looks at
 * the scores instead (delong.ts).
 * @returns NaN without positives or negatives.
 */
export function hanleyMcneilError(area: number, positives: number, negatives: number): number {
  if (positives < 1 || negatives < 1) return NaN;
  // Chances that two positives both outrank a negative, and that a positive outranks two negatives.
  const [two, both] = [area / (2 - area), (2 * area ** 2) / (1 + area)];
  const square = area ** 2;
  const sum = area * (1 - area) + (positives - 1) * (two - square) + (negatives - 1) * (both - square);
  return Math.sqrt(sum / (positives * negatives));
}
