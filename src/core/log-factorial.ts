// ln n!, asked for again and again of the same numbers of rows.

import { logGamma } from './statistics.ts';

const kept = 65_536;
/** Of each n ln n!, or NaN before it is asked for. */
const known = new Float64Array(kept).fill(NaN);

export function logFactorial(n: number): number {
  if (!(n < kept)) return logGamma(n + 1);
  let found = known[n]!;
  if (Number.isNaN(found)) known[n] = found = logGamma(n + 1);
  return found;
}
