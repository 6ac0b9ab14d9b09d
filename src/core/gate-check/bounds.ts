// Whether a figure keeps the bounds of a threshold, by the rule of TensorFlow Model Analysis 0.52 (evaluators/metrics_validator.py)
// or of MLflow 3.17 (models/evaluation/validation.py).

import type { Measured } from '../evaluation.ts';
import type { ChangeBounds, GateSpec, ValueBounds } from '../gate.ts';
import { sayNumber } from './say.ts';

/** One bound and how a figure stands to it. */
export interface BoundCheck {
  /** Whether the point estimate keeps it. */
  readonly kept: boolean;
  /** What is held against the bound, and how far it may lie from what was found. */
  readonly observed: number;
  readonly low: number;
  readonly high: number;
  readonly bound: number;
  readonly side: 'least' | 'most';
  /** No resamples are behind the interval: none was asked for, or it is exact. Of others no width says nothing. */
  readonly certain: boolean;
  /** With the numbers filled in: "0.82 − 0.8 = 0.02". */
  readonly formula: string;
  /** What is peculiar about this case, in a sentence; empty where nothing is. */
  readonly note: string;
}

/** What was found, and how far from it the truth may lie. */
type Found = Pick<BoundCheck, 'low' | 'high' | 'certain'>;

function atLeast(observed: number, found: Found, bound: number): Omit<BoundCheck, 'formula' | 'note'> {
  return { ...found, kept: observed >= bound, observed, bound, side: 'least' };
}
function atMost(observed: number, found: Found, bound: number): Omit<BoundCheck, 'formula' | 'note'> {
  return { ...found, kept: observed <= bound, observed, bound, side: 'most' };
}

const foundOf = ({ low, high, rests }: Measured): Found => ({ low, high, certain: rests === undefined });

/** Both bounds are inclusive; an unset one is infinite; NaN keeps none. */
export function valueChecks(measured: Measured, bounds: ValueBounds): BoundCheck[] {
  const { value } = measured;
  const seen = foundOf(measured);
  const text = { formula: sayNumber(value), note: '' };
  const { lower, upper } = bounds;
  const found: BoundCheck[] = [];
  if (lower !== undefined || upper === undefined)
    found.push({ ...atLeast(value, seen, lower ?? -Infinity), ...text });
  if (upper !== undefined) found.push({ ...atMost(value, seen, upper), ...text });
  return found;
}

/** What a change is measured between. */
interface Change {
  readonly candidate: number;
  readonly baseline: number;
  /** Candidate − baseline. */
  readonly difference: Measured;
}

const signedNote =
  'The baseline is below 0, and TFMA divides by it with its sign: a rise counts as negative. MLflow’s rule divides by its size.';
const zeroNote = 'The baseline is 0, so there is no relative change; by TFMA’s rule that fails.';
const zeroMlflowNote = 'The baseline is 0, so by MLflow’s rule being better at all is enough.';
/** What MLflow adds to a baseline of 0. */
const aboveZero = 1e-10;

function formulaOf({ candidate, baseline }: Change, by: '' | 'signed' | 'size', result: number): string {
  const [c, b] = [sayNumber(candidate), sayNumber(baseline)];
  const divisor = by === 'size' ? `|${b}|` : b;
  return by === ''
    ? `${c} − ${b} = ${sayNumber(result)}`
    : `(${c} − ${b}) / ${divisor} = ${sayNumber(result)}`;
}

/** Difference and ratio compared the same way; the ratio is that to the signed baseline, and NaN where the baseline is 0. */
function tfmaChecks(change: Change, bounds: ChangeBounds): BoundCheck[] {
  const { baseline, difference } = change;
  const seen = foundOf(difference);
  const compare = bounds.direction === 'higher' ? atLeast : atMost;
  const found: BoundCheck[] = [];
  if (bounds.absolute !== undefined)
    found.push({
      ...compare(difference.value, seen, bounds.absolute),
      formula: formulaOf(change, '', difference.value),
      note: '',
    });
  if (bounds.relative !== undefined) {
    // math.isclose(baseline, 0) with its own tolerances holds for 0 alone.
    const ratio = baseline === 0 ? NaN : difference.value / baseline;
    const ends = [difference.low / baseline, difference.high / baseline];
    found.push({
      ...compare(ratio, { ...seen, low: Math.min(...ends), high: Math.max(...ends) }, bounds.relative),
      formula: formulaOf(change, 'signed', ratio),
      note: baseline === 0 ? zeroNote : baseline < 0 ? signedNote : '',
    });
  }
  return found;
}

/**
 * Both bounds ask for an improvement of that size, whichever direction is better. Where MLflow 3.17 lets NaN pass (relative) or
 * breaks off (absolute), NaN fails here.
 */
function mlflowChecks(change: Change, bounds: ChangeBounds): BoundCheck[] {
  const { candidate, baseline, difference } = change;
  const better = bounds.direction === 'higher';
  const gain = better ? difference.value : -difference.value;
  const [low, high] = better ? [difference.low, difference.high] : [-difference.high, -difference.low];
  const seen = { ...foundOf(difference), low, high };
  const turned: Change = better ? change : { ...change, candidate: baseline, baseline: candidate };
  /** As MLflow adds first and compares then. */
  const reaches = (by: number): boolean => (better ? candidate >= baseline + by : candidate <= baseline - by);
  const found: BoundCheck[] = [];
  if (bounds.absolute !== undefined)
    found.push({
      ...atLeast(gain, seen, bounds.absolute),
      kept: reaches(bounds.absolute),
      formula: formulaOf(turned, '', gain),
      note: '',
    });
  if (bounds.relative !== undefined && baseline === 0)
    found.push({
      ...atLeast(gain, seen, aboveZero),
      kept: reaches(aboveZero),
      formula: formulaOf(turned, '', gain),
      note: zeroMlflowNote,
    });
  else if (bounds.relative !== undefined) {
    const size = Math.abs(baseline);
    const ratio = gain / size;
    const [c, b] = [sayNumber(turned.candidate), sayNumber(turned.baseline)];
    found.push({
      ...atLeast(ratio, { ...seen, low: low / size, high: high / size }, bounds.relative),
      formula: `(${c} − ${b}) / |${sayNumber(baseline)}| = ${sayNumber(ratio)}`,
      note: '',
    });
  }
  return found;
}

/** Every bound of a change; all must be kept. */
export function changeChecks(
  semantics: GateSpec['semantics'],
  change: Change,
  bounds: ChangeBounds,
): BoundCheck[] {
  return semantics === 'tfma' ? tfmaChecks(change, bounds) : mlflowChecks(change, bounds);
}

/**
 * What the interval says: a bound is kept or missed where the whole interval lies on one side of it; an interval that touches it
 * leaves it open. Where no interval was asked for the point alone decides; one from resamples that has no width leaves it open:
 * that all rows are alike says nothing about those that were not seen. NaN leaves it open.
 */
export function standing(check: BoundCheck, n: number): 'kept' | 'missed' | 'unclear' {
  const { low, high, bound, side, certain } = check;
  if (Number.isNaN(check.observed) || Number.isNaN(low) || Number.isNaN(high) || n < 2) return 'unclear';
  if (low === high) return !certain ? 'unclear' : check.kept ? 'kept' : 'missed';
  const [within, without] = side === 'least' ? [low > bound, high < bound] : [high < bound, low > bound];
  return within ? 'kept' : without ? 'missed' : 'unclear';
}

/**
 * About how many further labels would put the interval on one side of the bound, if the figure stays: how far it reaches towards
 * the bound shrinks with √n. Null where the figure lies on the bound, so that none would do, and without an interval.
 */
export function labelsNeeded({ observed, low, high, bound }: BoundCheck, n: number): number | null {
  const distance = Math.abs(observed - bound);
  const half = observed > bound ? observed - low : high - observed;
  if (!(distance > 0) || !(half > 0)) return null;
  return Math.max(1, Math.round(n * ((half / distance) ** 2 - 1)));
}
