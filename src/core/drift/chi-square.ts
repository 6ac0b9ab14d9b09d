import { defineMeasure } from '../drift-measure.ts';
import { countValues, type Bins } from '../drifting/bins.ts';
import { gatheredChance } from '../drifting/gathered.ts';
import { chiSquareAt } from '../drifting/homogeneity.ts';
import {
  choiceOf,
  definition,
  limitsOf,
  nothing,
  significance,
  threshold,
  verdict,
} from '../drifting/settings.ts';
import { chiSquareTail } from '../statistics.ts';

interface Found {
  readonly statistic: number;
  /** Different values on either side. */
  readonly values: number;
}

/** Σ (|o − e| − c)² / e over both rows of counts; c is Yates' correction for two values. */
function sameShares({ before, now, n, m }: Bins): Found {
  let values = 0;
  for (let i = 0; i < before.length; i++) if (before[i]! + now[i]! > 0) values++;
  let statistic = 0;
  for (let i = 0; i < before.length; i++) {
    const [a, b] = [before[i]!, now[i]!];
    if (a + b === 0) continue;
    // Both rows of the table are as far from what is expected: |o − e| is the same.
    const expected = ((a + b) * n) / (n + m);
    const off = Math.abs(a - expected);
    const square = (off - (values === 2 ? Math.min(0.5, off) : 0)) ** 2;
    statistic += square / expected + square / (a + b - expected);
  }
  return { statistic, values };
}

/** Σ (o − e)² / e over the window, with the shares of the reference taken for the law itself. */
function fitToReference({ before, now, n, m }: Bins): Found {
  let [statistic, values] = [0, 0];
  for (let i = 0; i < before.length; i++) {
    if (before[i]! + now[i]! === 0) continue;
    values++;
    const expected = (before[i]! * m) / n;
    statistic += (now[i]! - expected) ** 2 / expected;
  }
  return { statistic, values };
}

/**
 * Pearson's chi-square test that two samples have the same shares of each value (homogeneity): Σ (|o − e| − c)² / e over
 * the table of both counts, with degrees of freedom values − 1. c is 0, and for two values Yates' correction min(½, |o − e|):
 * scipy.stats.chi2_contingency by default, and what NannyML and alibi-detect do. Missing cells do not count; values new or
 * gone do. The statistic grows with the rows, so the effect is √(chi-square / rows), Cramér's V of the table. No values on a
 * side: NaN.
 *
 * `evidently` takes the shares of the reference for the exact law (scipy.stats.chisquare), so it forgets that the reference
 * is a sample too: with as many rows on both sides it calls drift in a third of the windows where nothing changed. A new value
 * makes it infinite. Where both sides have one value alone, the same one, p is 1; Evidently and scipy.stats.chisquare have NaN.
 *
 * p is the tool's by default. With rare values it is far too small: one row of a value that is one of 2,000 is called impossible.
 * `guarded`, of the same counts, holds with them too (core/drifting/gathered.ts), whatever the definition of the statistic.
 */
export default defineMeasure({
  id: 'chi-square',
  label: 'Chi-square test',
  about: 'Whether the shares of the categories differ by more than chance would make them, then and now.',
  source: 'scipy 1.17.1 chi2_contingency, as NannyML 0.13.1 and alibi-detect 0.13.0',
  kinds: ['category', 'boolean'],
  params: {
    definition: definition([
      { value: 'homogeneity', label: 'scipy, NannyML, alibi-detect: both samples are samples' },
      { value: 'evidently', label: 'Evidently 0.7.23: the reference is taken for the law itself' },
    ]),
    p: {
      type: 'choice',
      label: 'Chance',
      help: 'How p is worked out. The tools’ is far too small where some values are rare.',
      options: [
        { value: 'tool', label: 'As the definition has it: chi-square’s limit' },
        { value: 'guarded', label: 'Rare values taken together, the more careful of two limits' },
      ],
      default: 'tool',
    },
    threshold: threshold(0.1, "Cramér's V: 0 is no difference, 1 no value in common.", 1),
    significance,
  },
  streaming: { p: 'guarded' },
  fit(reference, params) {
    const limits = limitsOf(params);
    const chosen = choiceOf(params, 'definition');
    const guarded = choiceOf(params, 'p') === 'guarded';
    const counted = countValues(reference);
    return (current) => {
      const bins = counted(current);
      const { n, m } = bins;
      if (n === 0 || m === 0) return nothing;
      const same = sameShares(bins);
      const { statistic, values } = chosen === 'evidently' ? fitToReference(bins) : same;
      const freedom = values - 1;
      const pValue = freedom < 1 ? 1 : guarded ? gatheredChance(bins) : chiSquareTail(statistic, freedom);
      const effect = Math.sqrt(same.statistic / (n + m));
      const certain = chiSquareAt(limits.significance, freedom);
      // Where the definition is another, so is the way from the statistic to the effect.
      const perEffect = effect > 0 && Number.isFinite(statistic) ? statistic / effect ** 2 : n + m;
      return verdict(statistic, effect, pValue, limits, limits.threshold ** 2 * perEffect, certain);
    };
  },
});
