// What a network, a training and an engine must be in a record.

import * as v from 'valibot';
import { optimizers } from './learning.ts';
import { activations } from './network.ts';

const text = v.string();
export const figure = v.custom<number>((value) => typeof value === 'number', 'a number is expected');
export const finite = v.pipe(v.number(), v.finite());
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const training = v.object({
  optimizer: v.picklist(optimizers),
  learningRate: finite,
  batchSize: count,
  epochs: count,
  validationShare: finite,
  loss: v.optional(v.picklist(['mean-squared-error', 'mean-absolute-error', 'huber'])),
  rateCourse: v.optional(v.picklist(['constant', 'cosine', 'warm-up-cosine', 'exponential'])),
  momentum: v.optional(finite),
  weightDecay: v.optional(finite),
  l1: v.optional(finite),
  l2: v.optional(finite),
  dropout: v.optional(finite),
  clipNorm: v.optional(finite),
  classWeights: v.optional(v.picklist(['none', 'balanced'])),
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
    stride: count,
    padding: v.picklist(['valid', 'same']),
    activation: v.picklist(['linear', 'relu', 'leaky-relu', 'elu', 'gelu', 'tanh', 'sigmoid']),
  }),
  v.object({ kind: v.literal('max-pooling'), size: count }),
]);
export const architecture = v.object({
  inputs: count,
  image: v.optional(v.object({ height: count, width: count, channels: count, layers: v.array(imageLayer) })),
  layers: v.array(
    v.object({ units: count, activation: v.picklist(activations), dropout: v.optional(finite) }),
  ),
});
