import { logGamma } from '../statistics.ts';
import type { Bins } from './bins.ts';
import { chiSquareAt } from './homogeneity.ts';

const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);

/**
 * P(the shares of a level differ by `gap` or more), when `rows` of all n + m rows have it and any m of them may be the window:
 * both tails of the hypergeometric law, summed from their ends inwards.
 */
function levelTail(gap: number, rows: number, n: number, m: number): number {
  const per = 1 / n + 1 / m;
  const least = Math.max(0, rows - n);
  const most = Math.min(rows, m);
  // Rounding must not leave out the very count that was found.
  const from = Math.max(least, Math.ceil((rows / n + gap) / per - 1e-7));
  const to = Math.min(most, Math.floor((rows / n - gap) / per + 1e-7));
  if (from <= to + 1) return 1;
  const all = logChoose(n + m, m);
  const chance = (x: number): number => Math.exp(logChoose(rows, x) + logChoose(n + m - rows, m - x) - all);
  let sum = 0;
  for (let x = from, term = from <= most ? chance(from) : 0; x <= most && term > 0; x++) {
    sum += term;
    if (term < sum * 1e-16) break;
    term *= ((rows - x) * (m - x)) / ((x + 1) * (n - rows + x + 1));
  }
  for (let x = to, term = to >= least ? chance(to) : 0; x >= least && term > 0; x--) {
    sum += term;
    if (term < sum * 1e-16) break;
    term *= (x * (n - rows + x)) / ((rows - x + 1) * (m - x + 1));
  }
  return Math.min(1, sum);
}

/** The largest change of a share, its p by Šidák's rule over the levels, and about where p is `significance`. */
export function largestShareGap(
  { before, now, n, m }: Bins,
  significance: number,
): { gap: number; pValue: number; certain: number } {
  let [gap, levels, widest] = [0, 0, 0];
  for (let i = 0; i < before.length; i++) {
    const rows = before[i]! + now[i]!;
    if (rows === 0) continue;
    levels++;
    gap = Math.max(gap, Math.abs(now[i]! / m - before[i]! / n));
    const share = rows / (n + m);
    widest = Math.max(widest, share * (1 - share) * (1 / n + 1 / m));
  }
  if (levels < 2) return { gap, pValue: 1, certain: Infinity };
  let [none, similar] = [0, 0];
  for (let i = 0; i < before.length; i++) {
    const rows = before[i]! + now[i]!;
    const share = rows / (n + m);
    if (share * (1 - share) * (1 / n + 1 / m) > widest / 4) similar++;
    // All rows on one side would not make so large a gap.
    if (rows === 0 || rows < gap * Math.min(n, m) - 1e-7) continue;
    none += Math.log1p(-levelTail(gap, rows, n, m));
    // Of two levels, one changes as much as the other.
    if (levels === 2) break;
  }
  const alone = levels === 2 ? significance : significance / similar;
  return { gap, pValue: -Math.expm1(none), certain: Math.sqrt(widest * chiSquareAt(alone, 1)) };
}
