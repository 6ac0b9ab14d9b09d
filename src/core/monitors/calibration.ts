import { answeredRows } from '../estimating/answered.ts';
import { chunksOf, deviationLimits } from '../estimating/chunk-limits.ts';
import { twoSharesP } from '../estimating/exact-two-shares.ts';
import { groupValues, meanChangeP } from '../estimating/permutation-mean.ts';
import { bareFigure, figureKey } from '../monitoring/figure.ts';
import { defineMonitor } from '../monitoring/monitor.ts';
import { wilsonInterval } from '../proportion.ts';
import { Random } from '../random.ts';

const bins = 10;
const half95 = 1.959963984540054;
const fewestStretches = 20;
const drawnStretches = 40;

/** What was said of each row, and what happened: of a class the chance of the positive one or of the one that was answered. */
interface Said {
  readonly said: Float64Array;
  readonly happened: Float64Array;
}

/** Σ (rows of a bin / n) |mean said − share that happened|, bins [k/10, (k + 1)/10) and the last with 1. */
function expectedError({ said, happened }: Said): number {
  const gaps = new Float64Array(bins);
  for (let i = 0; i < said.length; i++)
    gaps[Math.min(bins - 1, Math.floor(said[i]! * bins))]! += said[i]! - happened[i]!;
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / said.length;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
function gapsOf({ said, happened }: Said): Float64Array {
  const gaps = new Float64Array(said.length);
  for (let i = 0; i < gaps.length; i++) gaps[i] = said[i]! - happened[i]!;
  return gaps;
}
const squaresOf = (of: Said): Float64Array => gapsOf(of).map((gap) => gap ** 2);

/** By the delta method, of the ratio of two means of the same rows. */
function ratioError({ said, happened }: Said, ratio: number): number {
  const n = said.length;
  const total = sumOf(happened);
  const squares = said.reduce((sum, value, i) => sum + (value - ratio * happened[i]!) ** 2, 0);
  return n > 1 ? Math.sqrt((squares * n) / (n - 1)) / Math.abs(total) : NaN;
}

function meanError(values: Float64Array): number {
  const mean = sumOf(values) / values.length;
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length * (values.length - 1)),
  );
}

/** Stretches of the reference as long as a window; where it holds too few of them, windows drawn from its rows with replacement. */
function windowsLike({ said, happened }: Said, rows: number, seed: number): Said[] {
  const whole = chunksOf(said.length, rows).filter(({ from, to }) => to - from === rows);
  if (whole.length >= fewestStretches)
    return whole.map(({ from, to }) => ({
      said: said.subarray(from, to),
      happened: happened.subarray(from, to),
    }));
  const random = new Random(seed).stream('calibration');
  return Array.from({ length: drawnStretches }, () => {
    const drawn = { said: new Float64Array(rows), happened: new Float64Array(rows) };
    for (let i = 0; i < rows; i++) {
      const row = random.integer(said.length);
      drawn.said[i] = said[row]!;
      drawn.happened[i] = happened[row]!;
    }
    return drawn;
  });
}

/**
 * Whether what is said still happens as often: expected calibration error in ten bins of equal width, what is expected over what was
 * observed, Brier score, and how common each class was. Inputs that stay the same while these move are the cheapest sign that
 * the world, not the traffic, has changed. Of a regression only the ratio of means.
 */
export default defineMonitor({
  id: 'calibration',
  label: 'Calibration',
  about: 'Whether what the model says happens as often as it says.',
  needs: 'labels',
  begin({ task, classes, unseen, windowRows, seed }) {
    const { outputs } = unseen;
    const saidOf = ({ truth, scores, answers }: ReturnType<typeof answeredRows>): Said => {
      if (task !== 'multiclass') return { said: Float64Array.from(scores), happened: truth };
      const said = new Float64Array(truth.length);
      const happened = new Float64Array(truth.length);
      for (let row = 0; row < truth.length; row++) {
        said[row] = scores[row * outputs + answers[row]!]!;
        happened[row] = Number(truth[row] === answers[row]);
      }
      return { said, happened };
    };
    const known = answeredRows(unseen, true);
    const before = saidOf(known);
    if (before.said.length === 0) return null;
    const usual = { gaps: groupValues(gapsOf(before)), squares: groupValues(squaresOf(before)) };
    const counts = classes.map((_, c) => known.truth.filter((truth) => truth === c).length);
    const stretches = windowsLike(before, windowRows, seed);
    const limit = (of: (rows: Said) => number): number => deviationLimits(stretches.map(of), 0).upper;
    const brierOf = (rows: Said): number => sumOf(squaresOf(rows)) / rows.said.length;
    const thresholds = { ece: limit(expectedError), brier: limit(brierOf) };
    return (window, put) => {
      const rows = answeredRows(window, true);
      const now = saidOf(rows);
      const n = now.said.length;
      if (n === 0) return;
      const gaps = gapsOf(now);
      const ratio = sumOf(now.said) / sumOf(now.happened);
      const ratioOff = half95 * ratioError(now, ratio);
      put(
        figureKey('calibration', 'ratio'),
        bareFigure(Number.isFinite(ratio) ? ratio : NaN, n, {
          low: ratio - ratioOff,
          high: ratio + ratioOff,
          pValue: meanChangeP(gaps, usual.gaps),
        }),
      );
      if (task === 'regression') return;
      put(
        figureKey('calibration', 'ece'),
        // Chance alone makes it larger, so no interval about it would hold; its threshold is of windows as long.
        bareFigure(expectedError(now), n, { threshold: thresholds.ece }),
      );
      const squares = squaresOf(now);
      const [brier, off] = [sumOf(squares) / n, half95 * meanError(squares)];
      put(
        figureKey('calibration', 'brier'),
        bareFigure(brier, n, {
          low: Math.max(0, brier - off),
          high: brier + off,
          pValue: meanChangeP(squares, usual.squares),
          threshold: thresholds.brier,
        }),
      );
      classes.forEach((name, c) => {
        const count = rows.truth.filter((truth) => truth === c).length;
        put(
          figureKey('calibration', 'class-share', name),
          bareFigure(count / n, n, {
            ...wilsonInterval(count, n),
            pValue: twoSharesP(count, n, counts[c]!, known.truth.length),
          }),
        );
      });
    };
  },
});
