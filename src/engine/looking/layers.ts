// What one batch says of every layer with parameters.

import { histogramOf } from '../../core/histogram.ts';
import { layerNames } from '../../core/layer-names.ts';
import type { Activation, Architecture } from '../../core/network.ts';
import { denseInputs, parameterParts } from '../../core/network.ts';
import { normOf } from '../../core/optimizer-step.ts';
import type { LayerLook } from '../../core/training-report.ts';
import type { Batch } from './batch.ts';

interface Place {
  readonly name: string;
  /** Its parameters, flat: [from, to). */
  readonly from: number;
  readonly to: number;
  readonly units: number;
  readonly activation: Activation;
  /** Outputs of the batch, row-major, units innermost. */
  outputs(batch: Batch): Float64Array;
}

/** The first `count` of every `width` values. */
const firstOf = (values: Float64Array, count: number, width: number): Float64Array =>
  values.filter((_, i) => i % width < count);

/** The layers with parameters in their order: embeddings or convolutions, then the dense ones. */
function placesOf(architecture: Architecture): Place[] {
  const { image, bag } = architecture;
  const dense = architecture.layers.map(({ units, activation }, index) => ({
    units,
    activation,
    outputs: (batch: Batch) => batch.dense[index]!.outputs,
  }));
  const convolutions = (image?.layers ?? []).flatMap((layer, index) =>
    layer.kind === 'convolution'
      ? [
          {
            units: layer.filters,
            activation: layer.activation,
            outputs: (batch: Batch) => batch.stem[index]!,
          },
        ]
      : [],
  );
  const embeddings = bag
    ? [
        {
          units: bag.dimensions,
          activation: 'linear' as const,
          // Of what reaches the first dense layer; the other inputs follow behind.
          outputs: (batch: Batch) => firstOf(batch.stem[0]!, bag.dimensions, denseInputs(architecture)),
        },
      ]
    : [];
  const parts = parameterParts(architecture);
  const names = layerNames(architecture);
  return [...embeddings, ...convolutions, ...dense].map((layer, index) => {
    const own = parts.filter((part) => part.layer === index);
    const last = own.at(-1)!;
    return { ...layer, name: names[index]!, from: own[0]!.at, to: last.at + last.size };
  });
}

/** Whether an output says that nothing more is learnt through it: 0 behind a ReLU, at the ends of what bends flat. */
function isStuck(output: number, activation: Activation): boolean {
  if (activation === 'relu') return output === 0;
  if (activation === 'tanh') return Math.abs(output) > 0.99;
  // The same distance from its middle as that of tanh, of which it is a half.
  return activation === 'sigmoid' && Math.abs(2 * output - 1) > 0.99;
}

/** Units that were stuck at every row (and at every place of an image) of the batch. */
function deadUnits(outputs: Float64Array, units: number, activation: Activation): number {
  if (activation !== 'relu' && activation !== 'tanh' && activation !== 'sigmoid') return 0;
  let dead = 0;
  for (let unit = 0; unit < units; unit++) {
    let at = unit;
    while (at < outputs.length && isStuck(outputs[at]!, activation)) at += units;
    if (at >= outputs.length && outputs.length > 0) dead++;
  }
  return dead;
}

export function layerLooks(architecture: Architecture, weights: Float32Array, batch: Batch): LayerLook[] {
  return placesOf(architecture).map(({ name, from, to, units, activation, outputs }) => {
    const activations = outputs(batch);
    const gradient = batch.gradient.subarray(from, to);
    return {
      name,
      gradientNorm: normOf(gradient),
      weightNorm: normOf(weights, from, to),
      weights: histogramOf(weights.subarray(from, to)),
      gradients: histogramOf(gradient),
      activations: histogramOf(activations),
      deadUnits: deadUnits(activations, units, activation),
      units,
    };
  });
}
