// Whether an estimate of performance can be believed, from what the labels showed once they came; and if not, why.

import type { Figure } from '../monitoring/figure.ts';
import { studentTail } from '../student-t.ts';

/** One window whose labels are in. */
export interface ComparedWindow {
  readonly index: number;
  readonly estimated: Figure;
  readonly realised: Figure;
  /** Largest share of rows beyond what the reference held, of any feature; NaN where not known. */
  readonly outside: number;
  /** Area by which the window's rows are told from the reference's; 0.5: not at all. NaN where not known. */
  readonly domain: number;
  /** Expected calibration error, with its threshold. Null where not known. */
  readonly calibration: Figure | null;
}

/**
 * - `none`: no labels have come. `few`: the windows are too small to tell an estimate that is wrong by `material`.
 * - `holds`: the truth is where the estimate says, within chance.
 * - `concept`: the inputs are as they were, and the same inputs now have other answers. `outside`: rows lie where the model never was,
 *   so what was said of them is a guess. `uncalibrated`: it was wrong from the first window on, nothing has changed.
 * - `changed-inputs`: the inputs have changed within their range and the answers with them; which of the two, this can't tell.
 */
export type TrustReason =
  'none' | 'few' | 'holds' | 'concept' | 'outside' | 'uncalibrated' | 'changed-inputs';

export interface Trust {
  readonly reason: TrustReason;
  readonly believable: boolean | null;
  /** First window of those in which the truth lies elsewhere; null where it does not. */
  readonly since: number | null;
  /** Windows that it was judged by. */
  readonly windows: number;
  readonly rows: number;
  /** Mean of realised − estimated over them, and its standard error. */
  readonly gap: number;
  readonly error: number;
  /** P of such a gap at any start, by chance. */
  readonly pValue: number;
  /** Largest of the windows concerned; NaN where not known. */
  readonly outside: number;
  readonly domain: number;
  /** Whether calibration is beyond its threshold in most of the windows concerned; null where not known. */
  readonly calibrationBroken: boolean | null;
}

const half95 = 1.959963984540054;
/** More windows back than this are another time. */
const lookedBack = 40;
const alpha = 0.001;
/** From this share of rows outside on, and this area, inputs are where the model never was. NannyML's upper bound of the area. */
const outsideFrom = 0.05;
const domainFrom = 0.65;

/** Standard error that a figure's band stands for. */
const errorOf = ({ value, low, high }: Figure): number =>
  // A band that is cut at 0 or 1 is measured on its longer side.
  Math.max(high - value, value - low) / half95;

const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => (value > most || Number.isNaN(most) ? value : most), NaN);

interface Stretch {
  readonly from: number;
  readonly gap: number;
  readonly error: number;
  /** |gap| in standard errors: p-values far out are all 0. */
  readonly z: number;
  readonly pValue: number;
}

/** Realised − estimated of all windows from `from` on, weighed by their rows. */
function stretch(windows: readonly ComparedWindow[], from: number, referenceRows: number): Stretch {
  let [rows, gaps, variance] = [0, 0, 0];
  for (const { estimated, realised } of windows.slice(from)) {
    const n = realised.n;
    rows += n;
    gaps += n * (realised.value - estimated.value);
    variance += n ** 2 * errorOf(estimated) ** 2;
  }
  // The reference's own rows were drawn by chance too: that error is the same in every window.
  const ofReference = referenceRows > 0 ? variance / rows / referenceRows : 0;
  const error = Math.sqrt(variance / rows ** 2 + ofReference);
  const gap = gaps / rows;
  const z = Math.abs(gap) / error;
  return { from, gap, error, z, pValue: Math.min(1, 2 * studentTail(z, Infinity)) };
}

function reasonOf(
  windows: readonly ComparedWindow[],
  from: number,
  broken: boolean | null,
  outside: number,
  domain: number,
): TrustReason {
  if (from === 0 && windows.length > 1) return 'uncalibrated';
  if (outside >= outsideFrom) return 'outside';
  if (domain >= domainFrom) return broken === true ? 'changed-inputs' : 'outside';
  return 'concept';
}

/**
 * @param windows of one version, oldest first. @param referenceRows that the estimator learnt from.
 * @param material a gap that matters, in the figure's unit: 0.02 of a share. Smaller ones are let pass however sure they are.
 */
export function trustOf(windows: readonly ComparedWindow[], referenceRows: number, material: number): Trust {
  const known = windows
    .filter(
      ({ estimated, realised }) =>
        Number.isFinite(estimated.value) && Number.isFinite(realised.value) && errorOf(estimated) > 0,
    )
    .slice(-lookedBack);
  const nothing = { since: null, outside: NaN, domain: NaN, calibrationBroken: null };
  const rowsOf = (some: readonly ComparedWindow[]): number =>
    some.reduce((sum, { realised }) => sum + realised.n, 0);
  if (known.length === 0)
    return {
      reason: 'none',
      believable: null,
      windows: 0,
      rows: 0,
      gap: NaN,
      error: NaN,
      pValue: NaN,
      ...nothing,
    };
  const stretches = known.map((_, from) => stretch(known, from, referenceRows));
  const sharpest = stretches.reduce((a, b) => (b.z > a.z ? b : a));
  const pValue = Math.min(1, sharpest.pValue * stretches.length);
  const { from, gap, error } = sharpest;
  const concerned = known.slice(from);
  if (!(pValue < alpha && Math.abs(gap) >= material)) {
    const all = stretches[0]!;
    const few = half95 * all.error > material && half95 * stretches.at(-1)!.error > 2 * material;
    const reason = few ? 'few' : 'holds';
    const rows = rowsOf(known);
    return {
      reason,
      believable: few ? null : true,
      windows: known.length,
      rows,
      gap: all.gap,
      error: all.error,
      pValue,
      ...nothing,
    };
  }
  const measured = concerned.flatMap(({ calibration }) =>
    calibration && !Number.isNaN(calibration.threshold) ? [calibration] : [],
  );
  const beyond = measured.filter(({ value, threshold }) => value > threshold).length;
  const broken = measured.length > 0 ? beyond * 2 > measured.length : null;
  const outside = largest(concerned.map((window) => window.outside));
  const domain = largest(concerned.map((window) => window.domain));
  return {
    reason: reasonOf(known, from, broken, outside, domain),
    believable: false,
    since: concerned[0]!.index,
    windows: concerned.length,
    rows: rowsOf(concerned),
    gap,
    error,
    pValue,
    outside,
    domain,
    calibrationBroken: broken,
  };
}
