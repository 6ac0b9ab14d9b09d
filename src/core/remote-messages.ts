// What tabs of this page say to each other about a training under way. Nothing in a message is trusted: it is checked here.

import * as v from 'valibot';
import type { EpochRecord } from './records.ts';

const id = v.pipe(v.string(), v.maxLength(200));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const figure = v.custom<number>((value) => typeof value === 'number', 'a number is expected');

/** Epochs, and figures that a callback sends, in one message; more than that is not taken. */
const mostRecords = 100_000;
const mostPublished = 1000;

const record = v.object({
  epoch: count,
  loss: figure,
  validationLoss: figure,
  metric: figure,
  validationMetric: figure,
  step: count,
});
const figures = v.pipe(
  v.custom<Record<string, number>>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      Object.values(value).every((one) => typeof one === 'number'),
    'figures by name are expected',
  ),
  v.transform((value): Readonly<Record<string, number>> =>
    Object.fromEntries(Object.entries(value).slice(0, 100)),
  ),
);

const news = v.object({
  type: v.literal('news'),
  projectId: id,
  runId: id,
  number: count,
  name: id,
  metric: id,
  paused: v.boolean(),
  epochs: count,
  epoch: count,
  step: count,
  steps: count,
  stepsPerSecond: figure,
  /** Epochs that ended before `records`. */
  before: count,
  records: v.pipe(v.array(record), v.maxLength(mostRecords)),
  published: v.pipe(v.array(figures), v.maxLength(mostPublished)),
});
const message = v.variant('type', [
  news,
  /** Who trains says so, with the whole history. */
  v.object({ type: v.literal('ask') }),
  /** It ended, or its tab left the project. */
  v.object({ type: v.literal('over'), runId: id }),
]);

export type RemoteNews = v.InferOutput<typeof news> & { readonly records: readonly EpochRecord[] };
export type RemoteMessage = v.InferOutput<typeof message>;

/** Null for what is no message of this page. */
export function readMessage(data: unknown): RemoteMessage | null {
  const read = v.safeParse(message, data);
  return read.success ? read.output : null;
}
