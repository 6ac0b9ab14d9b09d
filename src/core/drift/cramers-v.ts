import { defineMeasure } from '../drift-measure.ts';
import { countValues, type Bins } from '../drifting/bins.ts';
import { chiSquareAt, homogeneity, type Counts } from '../drifting/homogeneity.ts';
import {
  choiceOf,
  definition,
  limitsOf,
  nothing,
  significance,
  threshold,
  verdict,
} from '../drifting/settings.ts';
import { halfEven } from '../half-even.ts';
import { numberOf } from '../params.ts';

/** Pearson's chi-square of both rows of counts over all rows, for two values with Yates' correction if wanted. */
function phiSquare(before: Float64Array, now: Float64Array, yates: boolean) {
  const n = before.reduce((sum, count) => sum + count, 0);
  const m = now.reduce((sum, count) => sum + count, 0);
  const columns = before.reduce((sum, count, i) => sum + Number(count + now[i]! > 0), 0);
  let sum = 0;
  for (let i = 0; i < before.length; i++) {
    const both = before[i]! + now[i]!;
    if (both === 0) continue;
    const expected = (both * n) / (n + m);
    const off = Math.abs(before[i]! - expected);
    const square = (off - (yates && columns === 2 ? Math.min(0.5, off) : 0)) ** 2;
    sum += square / expected + square / (both - expected);
  }
  return { phi: n > 0 && m > 0 ? sum / (n + m) : 0, columns, rows: n + m };
}

const plain = ({ before, now }: Counts): number => Math.sqrt(phiSquare(before, now, false).phi);

/** Levels of which the reference has less than the share are one; where that is rare in both samples, it is left out. */
function withoutRare({ before, now, n, m }: Counts, least: number): Pick<Counts, 'before' | 'now'> {
  const [kept, keptNow]: [number[], number[]] = [[], []];
  let [others, othersNow] = [0, 0];
  for (let i = 0; i < before.length; i++) {
    if (before[i]! + now[i]! === 0) continue;
    if (before[i]! < n * least) {
      others += before[i]!;
      othersNow += now[i]!;
    } else {
      kept.push(before[i]!);
      keptNow.push(now[i]!);
    }
  }
  if (others > least * n || othersNow > least * m) {
    kept.push(others);
    keptNow.push(othersNow);
  }
  return { before: Float64Array.from(kept), now: Float64Array.from(keptNow) };
}

/** The larger sample brought to the size of the smaller. */
function balanced({ before, now }: Pick<Counts, 'before' | 'now'>): Pick<Counts, 'before' | 'now'> {
  const n = before.reduce((sum, count) => sum + count, 0);
  const m = now.reduce((sum, count) => sum + count, 0);
  const shrunk = (counts: Float64Array, by: number): Float64Array =>
    counts.map((count) => halfEven(by < 1 ? count * by : count));
  return { before: shrunk(before, m / n), now: shrunk(now, n / m) };
}

function corrected(counts: Counts, least: number): number {
  const { before, now } = balanced(withoutRare(counts, least));
  const { phi, columns, rows } = phiSquare(before, now, true);
  // Nothing to compare is left.
  if (columns < 2 || rows < 3) return 0;
  const bias = (columns - 1) / (rows - 1);
  const side = Math.min(columns - 1 - (columns - 1) ** 2 / (rows - 1), 1 - 1 / (rows - 1));
  return side > 0 ? Math.sqrt(Math.max(0, phi - bias) / side) : 0;
}

/**
 * Cramér's V of the table of both samples' counts. By default deepchecks': corrected for bias (Bergsma, A bias-correction for
 * Cramér's V and Tschuprow's T, 2013), so that chance alone is mostly 0; levels with less than `least` of the reference rows
 * are one, which is left out where it has no more than that of either sample; the larger sample is scaled down to the
 * smaller; Yates' correction for two values. deepchecks' own check has 0.01, its function 0. `plain`: √(chi-square / rows)
 * without any of these. Missing cells are left out. p is that of homogeneity of all levels.
 */
export default defineMeasure({
  id: 'cramers-v',
  label: 'Cramér’s V',
  about:
    'How strongly the category depends on whether a row is of then or of now: 0 is no difference, 1 no category in common.',
  source: 'deepchecks 0.19.1 cramers_v',
  kinds: ['category', 'boolean'],
  usual: false,
  params: {
    definition: definition([
      { value: 'deepchecks', label: 'deepchecks 0.19.1: corrected for bias, sizes balanced' },
      { value: 'plain', label: 'Root of chi-square over all rows' },
    ]),
    least: {
      type: 'number',
      label: 'Least share',
      help: 'deepchecks makes one of all levels with a smaller share of the reference.',
      min: 0,
      max: 0.5,
      step: 0.01,
      default: 0.01,
    },
    threshold: threshold(0.2, '0 is no difference; deepchecks’ condition is commonly 0.2.', 1),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const chosen = choiceOf(params, 'definition');
    const least = numberOf(params, 'least');
    const counted = countValues(reference);
    return (current) => {
      const bins: Bins = counted(current);
      const { n, m } = bins;
      if (n === 0 || m === 0) return nothing;
      const statistic = chosen === 'plain' ? plain(bins) : corrected(bins, least);
      const { freedom, pValue } = homogeneity(bins);
      const certain = Math.sqrt(chiSquareAt(limits.significance, freedom) / (n + m));
      return verdict(statistic, statistic, pValue, limits, limits.threshold, certain);
    };
  },
});
