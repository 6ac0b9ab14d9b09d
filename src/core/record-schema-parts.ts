// What the parts that several records share must be: networks, trainings, engines, targets, plans.

import * as v from 'valibot';
import { initializers } from './initial-weights.ts';
import { optimizers } from './learning.ts';
import { activations } from './network.ts';

const text = v.string();
export const figure = v.custom<number>((value) => typeof value === 'number', 'a number is expected');
export const finite = v.pipe(v.number(), v.finite());
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** Free names as keys. Not v.record, which drops columns called "constructor" or "__proto__" without a word. */
export function dictionary<T>(item: v.GenericSchema<unknown, T>) {
  return v.pipe(
    v.custom<Record<string, T>>(
      (value) => isPlain(value) && Object.values(value).every((field) => v.is(item, field)),
      'a dictionary is expected',
    ),
    v.transform((value): Record<string, T> => Object.fromEntries(Object.entries(value))),
  );
}

export const span = v.object({ from: count, to: count });
export const estimate = v.object({ value: figure, low: figure, high: figure, n: count });
export const paramValues = dictionary(v.union([figure, text, v.boolean()]));
export const training = v.object({
  optimizer: v.picklist(optimizers),
  learningRate: finite,
  batchSize: count,
  epochs: count,
  validationShare: finite,
  loss: v.optional(v.picklist(['mean-squared-error', 'mean-absolute-error', 'huber'])),
  rateCourse: v.optional(
    v.picklist([
      'constant',
      'step',
      'exponential',
      'inverse-time',
      'polynomial',
      'cosine',
      'warm-up',
      'warm-up-cosine',
    ]),
  ),
  stepEpochs: v.optional(count),
  stepFactor: v.optional(finite),
  rateEnd: v.optional(finite),
  ratePower: v.optional(finite),
  warmUpShare: v.optional(finite),
  momentum: v.optional(finite),
  weightDecay: v.optional(finite),
  l1: v.optional(finite),
  l2: v.optional(finite),
  dropout: v.optional(finite),
  clipNorm: v.optional(finite),
  clipBy: v.optional(v.picklist(['value', 'norm', 'global-norm'])),
  classWeights: v.optional(v.picklist(['none', 'balanced'])),
  initializer: v.optional(v.picklist(initializers)),
  seed: v.optional(count),
});
export const engine = v.object({
  trainer: v.picklist(['wasm', 'webgpu', 'js', 'tfjs']),
  backend: v.picklist(['webgpu', 'wasm', 'cpu']),
  adapter: v.nullable(text),
  software: v.boolean(),
  reason: text,
  stepsPerSecond: figure,
});
const imageLayer = v.variant('kind', [
  v.object({
    kind: v.literal('convolution'),
    filters: count,
    size: count,
    height: v.optional(count),
    stride: count,
    padding: v.picklist(['valid', 'same']),
    activation: v.picklist(['linear', 'relu', 'leaky-relu', 'elu', 'gelu', 'tanh', 'sigmoid']),
  }),
  v.object({
    kind: v.picklist(['max-pooling', 'average-pooling']),
    size: count,
    height: v.optional(count),
  }),
]);
export const architecture = v.object({
  inputs: count,
  image: v.optional(v.object({ height: count, width: count, channels: count, layers: v.array(imageLayer) })),
  bag: v.optional(v.object({ words: count, dimensions: count, mode: v.picklist(['mean', 'sum']) })),
  layers: v.array(
    v.object({ units: count, activation: v.picklist(activations), dropout: v.optional(finite) }),
  ),
});

/** Callbacks of a training, in the order in which they are called. */
export const callbacks = v.array(v.object({ id: text, params: paramValues }));
/** What one of them remembers. */
export const callbackState = dictionary(
  v.union([figure, text, v.boolean(), v.null(), v.array(figure), v.array(text), v.instance(Float32Array)]),
);
export const task = v.picklist(['binary', 'multiclass', 'regression']);
export const model = v.object({ kind: text, params: paramValues });
export const columnKind = v.picklist(['number', 'integer', 'category', 'boolean', 'time']);
export const target = v.object({ column: text, positive: v.optional(text), atLeast: v.optional(finite) });
export const retrainPlan = v.object({
  mix: v.picklist(['all', 'window', 'recency', 'new']),
  windowRows: count,
  halfLifeRows: finite,
  warm: v.boolean(),
  holdoutWindows: count,
});
export const alarm = v.object({ rule: text, params: paramValues });
