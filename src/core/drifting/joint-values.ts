/**
 * Both samples' values in ascending order, each different one once: how many of either side lie below it, and how many are it.
 * @param x and @param y ascending.
 */
export function eachJointValue(
  x: Float64Array,
  y: Float64Array,
  visit: (belowX: number, belowY: number, sameX: number, sameY: number) => void,
): void {
  for (let i = 0, j = 0; i < x.length || j < y.length;) {
    const value = j >= y.length || (i < x.length && x[i]! <= y[j]!) ? x[i]! : y[j]!;
    const [fromI, fromJ] = [i, j];
    while (i < x.length && x[i]! <= value) i++;
    while (j < y.length && y[j]! <= value) j++;
    visit(fromI, fromJ, i - fromI, j - fromJ);
  }
}

/** Σ (t³ − t) over values that t rows share, of all n rows (n³ − n): 0 without equal values, 1 of a constant. */
export function tiedShare(x: Float64Array, y: Float64Array): number {
  let ties = 0;
  eachJointValue(x, y, (_, __, a, b) => (ties += (a + b) * ((a + b) ** 2 - 1)));
  const all = x.length + y.length;
  return ties / (all * (all * all - 1));
}

/** With a larger share the limiting laws of ranks are far off: their chances are not known. */
export const mostTied = 0.01;
