import { answeredRows } from '../estimating/answered.ts';
import { deviationLimits } from '../estimating/chunk-limits.ts';
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
const ratioKey = figureKey('calibration', 'ratio');
const errorKey = figureKey('calibration', 'ece');
const brierKey = figureKey('calibration', 'brier');

/** What was said of each row, and what happened: of a class the chance of the positive one or of the one that was answered. */
interface Said {
  readonly said: Float32Array | Float64Array;
  readonly happened: Float64Array;
}

/** Said − happened, and its square. */
function gapsOf({ said, happened }: Said) {
  const gaps = new Float64Array(said.length);
  const squares = new Float64Array(said.length);
  for (let i = 0; i < gaps.length; i++) {
    const gap = said[i]! - happened[i]!;
    gaps[i] = gap;
    squares[i] = gap * gap;
  }
  return { gaps, squares };
}

/** Bins [k/10, (k + 1)/10) and the last with 1. */
function binsOf({ said }: Said): Uint8Array {
  const found = new Uint8Array(said.length);
  for (let i = 0; i < found.length; i++) found[i] = Math.min(bins - 1, Math.floor(said[i]! * bins));
  return found;
}

const inBins = new Float64Array(bins);

/** Σ (rows of a bin / n) |mean said − share that happened|. @param gaps summed by bin. */
function expectedError(gaps: Float64Array, rows: number): number {
  let sum = 0;
  for (let bin = 0; bin < bins; bin++) sum += Math.abs(gaps[bin]!);
  return sum / rows;
}

function sumOf(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

/** By the delta method, of the ratio of two means of the same rows. */
function ratioError({ said, happened }: Said, ratio: number, total: number): number {
  const n = said.length;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (said[i]! - ratio * happened[i]!) ** 2;
  return n > 1 ? Math.sqrt((squares * n) / (n - 1)) / Math.abs(total) : NaN;
}

function meanError(values: Float64Array, mean: number): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return Math.sqrt(squares / (values.length * (values.length - 1)));
}

/** Of windows like those to come: rows, one after another. */
interface Windows {
  readonly rows: Int32Array;
  readonly count: number;
}

/** Stretches of the reference as long as a window; where it holds too few of them, windows drawn from its rows with replacement. */
function windowsLike(known: number, windowRows: number, seed: number): Windows {
  const whole = Math.floor(known / windowRows);
  const count = whole >= fewestStretches ? whole : drawnStretches;
  const rows = new Int32Array(count * windowRows);
  const random = new Random(seed).stream('calibration');
  if (whole >= fewestStretches) for (let i = 0; i < rows.length; i++) rows[i] = i;
  else for (let i = 0; i < rows.length; i++) rows[i] = random.integer(known);
  return { rows, count };
}

/** Up to where errors of windows like these lie. */
function usualErrors(
  rowBins: Uint8Array,
  { gaps, squares }: ReturnType<typeof gapsOf>,
  { rows, count }: Windows,
) {
  const size = rows.length / count;
  const errors: number[] = [];
  const briers: number[] = [];
  for (let at = 0; at < rows.length; at += size) {
    inBins.fill(0);
    let sum = 0;
    for (let i = at; i < at + size; i++) {
      const row = rows[i]!;
      inBins[rowBins[row]!]! += gaps[row]!;
      sum += squares[row]!;
    }
    errors.push(expectedError(inBins, size));
    briers.push(sum / size);
  }
  return { ece: deviationLimits(errors, 0).upper, brier: deviationLimits(briers, 0).upper };
}

function countsOf(truth: Float64Array, classes: number): Int32Array {
  const counts = new Int32Array(classes);
  for (let i = 0; i < truth.length; i++) counts[truth[i]!]!++;
  return counts;
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
      if (task !== 'multiclass') return { said: scores, happened: truth };
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
    const n = before.said.length;
    if (n === 0) return null;
    const off = gapsOf(before);
    const usual = { gaps: groupValues(off.gaps), squares: groupValues(off.squares) };
    const counts = countsOf(known.truth, classes.length);
    const thresholds =
      task === 'regression' ? null : usualErrors(binsOf(before), off, windowsLike(n, windowRows, seed));
    const shareKeys = classes.map((name) => figureKey('calibration', 'class-share', name));
    return (window, put) => {
      const rows = answeredRows(window, true);
      const now = saidOf(rows);
      const m = now.said.length;
      if (m === 0) return;
      const { gaps, squares } = gapsOf(now);
      const total = sumOf(now.happened);
      const ratio = sumOf(now.said) / total;
      const ratioOff = half95 * ratioError(now, ratio, total);
      put(
        ratioKey,
        bareFigure(Number.isFinite(ratio) ? ratio : NaN, m, {
          low: ratio - ratioOff,
          high: ratio + ratioOff,
          pValue: meanChangeP(gaps, usual.gaps),
        }),
      );
      if (!thresholds) return;
      const rowBins = binsOf(now);
      inBins.fill(0);
      for (let i = 0; i < m; i++) inBins[rowBins[i]!]! += gaps[i]!;
      // Chance alone makes it larger, so no interval about it would hold; its threshold is of windows as long.
      put(errorKey, bareFigure(expectedError(inBins, m), m, { threshold: thresholds.ece }));
      const brier = sumOf(squares) / m;
      const brierOff = half95 * meanError(squares, brier);
      put(
        brierKey,
        bareFigure(brier, m, {
          low: Math.max(0, brier - brierOff),
          high: brier + brierOff,
          pValue: meanChangeP(squares, usual.squares),
          threshold: thresholds.brier,
        }),
      );
      const shares = countsOf(rows.truth, classes.length);
      shareKeys.forEach((key, c) =>
        put(
          key,
          bareFigure(shares[c]! / m, m, {
            ...wilsonInterval(shares[c]!, m),
            pValue: twoSharesP(shares[c]!, m, counts[c]!, n),
          }),
        ),
      );
    };
  },
});
