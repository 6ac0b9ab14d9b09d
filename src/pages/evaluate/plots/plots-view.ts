// From an evaluation to what its charts are given, and from what is clicked to the rows behind it.

import type { Task } from '../../../core/define.ts';
import type { Evaluation, Measured } from '../../../core/evaluation.ts';
import type { Answered } from '../../../core/pictures/answers.ts';
import { placesBehind, type PictureTarget } from '../../../core/pictures/places.ts';
import type {
  BinaryPictures,
  ErrorPeriod,
  EvaluationPictures,
  ModelPictures,
  PicturesSpec,
  RegressionPictures,
} from '../../../core/pictures.ts';
import type { SliceKey } from '../../../core/slice.ts';
import { sliceId } from '../../../core/slices/slice-label.ts';
import type { App } from '../../../state/app.svelte.ts';
import { plotsText } from '../../text/evaluate-plots.ts';

export type Role = 'candidate' | 'baseline';

/** Rows of the chosen slice, what is true of them, what both versions answered, and what is drawn of it. */
export interface Shown {
  readonly pictures: EvaluationPictures;
  /** Of the chosen slice; null: all rows. */
  readonly key: SliceKey | null;
  readonly spec: PicturesSpec;
  readonly task: Task;
  readonly classes: readonly string[];
  /** Rows of the table. */
  readonly rows: Int32Array;
  readonly truth: Float64Array;
  readonly scores: { readonly candidate: Float32Array; readonly baseline: Float32Array | null };
  readonly outputs: number;
  readonly labels: { readonly candidate: string; readonly baseline: string };
  /** Unit of a value that is predicted; empty without one. */
  readonly unit: string;
}

/** @param key null: all rows. @throws AppError where the rows are not at hand any more. */
export async function load(
  app: App,
  evaluation: Evaluation,
  key: SliceKey | null,
  spec: PicturesSpec,
): Promise<Shown> {
  const judged = app.evaluations.rowsOf(evaluation);
  const wanted = key ? await app.evaluations.sliceRows(evaluation, key) : null;
  const [pictures, scored] = await Promise.all([
    app.evaluations.pictures(evaluation, spec, wanted),
    app.evaluations.scored(evaluation),
  ]);
  const inSlice = wanted && new Set(wanted);
  const places = Int32Array.from(judged.keys()).filter((place) => !inSlice || inSlice.has(judged[place]!));
  const { outputs } = scored;
  const taken = (scores: Float32Array): Float32Array => {
    if (!inSlice) return scores;
    const own = new Float32Array(places.length * outputs);
    places.forEach((place, i) =>
      own.set(scores.subarray(place * outputs, (place + 1) * outputs), i * outputs),
    );
    return own;
  };
  const { scenario, classes } = app.datasets.current;
  return {
    pictures,
    key,
    spec,
    task: scenario.task,
    classes,
    rows: places.map((place) => judged[place]!),
    truth: Float64Array.from(places, (place) => scored.truth[place]!),
    scores: {
      candidate: taken(scored.candidate),
      baseline: scored.baseline && taken(scored.baseline),
    },
    outputs,
    labels: {
      candidate: `v${app.store.numberOf(evaluation.modelVersionId)}`,
      baseline: evaluation.baselineId ? `v${app.store.numberOf(evaluation.baselineId)}` : '',
    },
    unit: scenario.targetUnit ?? '',
  };
}

export const positiveOf = ({ classes, spec }: Shown): string => classes[spec.positiveClass] ?? '';

export function negativeOf({ classes, spec }: Shown): string {
  return classes.length === 2
    ? (classes[1 - spec.positiveClass] ?? '')
    : `not ${classes[spec.positiveClass] ?? ''}`;
}

/** Which of the two a trace of a chart of two models belongs to: the baseline's come first. */
export const roleOf = ({ pictures }: Shown, trace: number): Role =>
  pictures.baseline && trace % 2 === 0 ? 'baseline' : 'candidate';

/** One part of the pictures of both, as the charts of two models take it. */
function both<Drawn>(
  { pictures, labels }: Shown,
  part: (model: ModelPictures) => Drawn | undefined,
): {
  candidate: { label: string; drawn: Drawn };
  baseline: { label: string; drawn: Drawn } | null;
  n: number;
} | null {
  const own = part(pictures.candidate);
  const other = pictures.baseline && part(pictures.baseline);
  if (own === undefined) return null;
  return {
    candidate: { label: labels.candidate, drawn: own },
    baseline: other ? { label: labels.baseline, drawn: other } : null,
    n: pictures.known,
  };
}

/** The paired interval of a figure of the shown rows; null where the evaluation has none, or one of another class. */
export function differenceOf(
  { slices }: Evaluation,
  { key, task, spec }: Pick<Shown, 'key' | 'task' | 'spec'>,
  figure: string,
): Measured | null {
  if (task !== 'binary' || spec.positiveClass !== 1) return null;
  const id = sliceId(key ?? []);
  const found = slices.find((slice) => sliceId(slice.key) === id)?.difference?.[figure];
  return found && found.low < found.high ? found : null;
}

export const bothBinary = <Key extends keyof BinaryPictures>(shown: Shown, key: Key) =>
  both(shown, ({ binary }) => binary?.[key]);

export const bothScores = (shown: Shown) => both(shown, ({ binary }) => binary ?? undefined);

export const bothRegression = <Key extends keyof RegressionPictures>(shown: Shown, key: Key) =>
  both(shown, ({ regression }) => regression?.[key]);

export const bothOverTime = (shown: Shown) => both(shown, ({ overTime }) => overTime);

/** What a stretch of rows is called: its date, or the places of its rows. */
export function periodLabel({ time, from, to }: ErrorPeriod): string {
  if (time === null) return plotsText.rowsLabel(from, to);
  return new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}

function answeredBy({ task, truth, scores, outputs, spec }: Shown, role: Role): Answered {
  return {
    task,
    truth,
    scores: (role === 'baseline' ? scores.baseline : null) ?? scores.candidate,
    outputs,
    threshold: spec.threshold,
  };
}

/** Rows of the table behind what was clicked. */
export function rowsBehind(shown: Shown, role: Role, target: PictureTarget): number[] {
  return Array.from(placesBehind(answeredBy(shown, role), target), (place) => shown.rows[place]!);
}
