// Whether a version may pass: TensorFlow Model Analysis 0.52's validator rule by rule (evaluators/metrics_validator.py and
// CombineValidations of its writer), MLflow's comparison by name, and the question whether the evidence is enough.

import { AppError } from '../errors.ts';
import type { SliceResult } from '../evaluation.ts';
import type { GateFailure, GateResult, GateSpec } from '../gate.ts';
import type { SliceSpec } from '../slice.ts';
import { type BoundCheck, labelsNeeded, standing } from './bounds.ts';
import { appliesTo, askedSlices, checksOf, type Half, halvesOf, whole } from './halves.ts';
import { boundSentence, missingSentence, missingSliceWords } from './words.ts';

/** The sum of the parts that are unclear: the largest; null where one of them can't be said. */
function most(parts: readonly (number | null)[]): number | null {
  return parts.reduce<number | null>(
    (largest, part) => (largest === null || part === null ? null : Math.max(largest, part)),
    0,
  );
}

function failureOf(
  gate: GateSpec,
  half: Half,
  slice: SliceResult,
  checks: readonly BoundCheck[],
): GateFailure | null {
  const { kind, threshold } = half;
  const { figure } = threshold;
  const stands = checks.map((check) =>
    gate.evidence ? standing(check, slice.known) : check.kept ? 'kept' : 'missed',
  );
  const missed = checks.filter((_, i) => stands[i] === 'missed');
  const open = threshold.doubt === 'pass' ? [] : checks.filter((_, i) => stands[i] === 'unclear');
  const unclear = missed.length === 0;
  const shown = unclear ? open : missed;
  if (shown.length === 0) return null;
  const { key, known } = slice;
  return {
    figure,
    threshold,
    kind,
    value: slice.candidate[figure]?.value ?? NaN,
    baseline: kind === 'change' ? (slice.baseline?.[figure]?.value ?? null) : null,
    n: known,
    message: '',
    words: shown.map((check) => boundSentence(figure, key, known, kind, check, unclear)).join(' '),
    unclear,
    moreLabels: unclear ? most(open.map((check) => labelsNeeded(check, known))) : null,
  };
}

function missingOf({ threshold }: Half, slice: SliceResult, unclear: boolean): GateFailure {
  return {
    figure: threshold.figure,
    threshold,
    kind: 'missing',
    value: NaN,
    baseline: null,
    n: slice.known,
    message: 'Metric not found.',
    words: missingSentence(threshold.figure, slice.key, slice.known, slice.omitted),
    unclear,
    moreLabels: null,
  };
}

/** TFMA names the same bounds of the same figure once, however many of a threshold's slices a slice belongs to. */
const identity = ({ kind, threshold: { figure, value, change } }: Half): string =>
  JSON.stringify([kind, figure, value, change]);

/**
 * Holds what was measured against the gate.
 *
 * With `evidence` off the rule is TFMA's to the letter: bounds are inclusive and NaN keeps none; a threshold without slices is
 * asked of every slice; a figure that a slice lacks (because it is too small) is "Metric not found." for every threshold of that
 * figure, whichever slices it names. With `evidence` a bound is kept or missed only where the interval lies on one side of it, and
 * a slice that is too small leaves open only what is asked of it.
 * @param specs what the slices' `spec` counts in.
 * @param hasBaseline whether there was a model to compare with.
 * @param rubberStamp whether thresholds of change are skipped for want of one: the first model.
 * @throws AppError 'bad-input' when a change is asked for and there is neither a baseline nor a rubber stamp.
 */
export function checkGate(
  gate: GateSpec,
  slices: readonly SliceResult[],
  specs: readonly SliceSpec[],
  hasBaseline: boolean,
  rubberStamp = !hasBaseline,
): GateResult {
  if (!hasBaseline && !rubberStamp && gate.thresholds.some(({ change }) => change))
    throw new AppError(
      'bad-input',
      'The gate asks for a change, but there is no version to compare with. Only the first version may go without.',
    );
  const halves = halvesOf(gate, hasBaseline);
  const applies = appliesTo(specs);
  /** By spec: the slices that were held against a bound for its sake. */
  const checked = new Map<string, { spec: SliceSpec; slices: Set<SliceResult> }>();
  const note = (spec: SliceSpec, slice: SliceResult): void => {
    const name = JSON.stringify(spec);
    const entry = checked.get(name) ?? { spec, slices: new Set() };
    checked.set(name, entry);
    entry.slices.add(slice);
  };

  const validations = slices.map((slice) => {
    const failures = new Map<string, GateFailure>();
    const absent: [Half, GateFailure][] = [];
    for (const half of halves) {
      const { threshold } = half;
      const fitting = threshold.slices?.filter((spec) => applies(spec, slice)) ?? [whole];
      const checks = checksOf(gate, half, slice);
      if (checks === null) {
        const open = gate.evidence && slice.omitted;
        const skipped = gate.evidence && (fitting.length === 0 || (open && threshold.doubt === 'pass'));
        if (open && fitting.length > 0) for (const spec of fitting) note(spec, slice);
        if (!skipped) absent.push([half, missingOf(half, slice, open)]);
        continue;
      }
      if (fitting.length === 0) continue;
      for (const spec of fitting) note(spec, slice);
      const failure = failureOf(gate, half, slice, checks);
      const name = identity(half);
      if (failure && !failures.has(name)) failures.set(name, failure);
    }
    for (const [half, failure] of absent) {
      const name = identity(half);
      if (!failures.has(name)) failures.set(name, failure);
    }
    return { sliceKey: slice.key, failures: [...failures.values()] };
  });

  const asked = new Map(
    halves.flatMap(({ threshold }) => askedSlices(threshold)).map((spec) => [JSON.stringify(spec), spec]),
  );
  const missingSlices = [...asked]
    .filter(([name]) => !checked.has(name))
    .map(([, spec]) => ({
      spec,
      words: missingSliceWords(
        spec,
        slices.map(({ key }) => key),
      ),
    }));
  const missingThresholds = halves.length === 0 && !rubberStamp;
  const metricValidationsPerSlice = validations.filter(({ failures }) => failures.length > 0);
  const failures = metricValidationsPerSlice.flatMap((validation) => validation.failures);
  const open = failures.filter(({ unclear }) => unclear);
  const clean = failures.length === 0 && missingSlices.length === 0 && slices.length > 0;
  // With nothing to ask, only a first model passes.
  const validationOk = halves.length === 0 ? rubberStamp : clean;
  const onlyOpen = open.length > 0 && open.length === failures.length && missingSlices.length === 0;
  const labels = open.map(({ moreLabels }) => moreLabels).filter((more) => more !== null);
  return {
    verdict: validationOk ? 'passed' : onlyOpen && !missingThresholds ? 'not-enough-evidence' : 'failed',
    rubberStamp,
    validationOk,
    missingThresholds,
    metricValidationsPerSlice,
    missingSlices,
    validationDetails: {
      slicingDetails: [...checked.values()].map(({ spec, slices: found }) => ({
        slicingSpec: spec,
        numMatchingSlices: found.size,
      })),
    },
    moreLabels: labels.length > 0 ? Math.max(...labels) : null,
  };
}
