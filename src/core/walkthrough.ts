// One optimiser step with every number on its way, so that a person can walk through it: forwards, loss, backwards, update.

import type { DenseBatch } from './backprop.ts';
import type { Learning } from './learning.ts';
import { optimizerSlots, stepFactors } from './learning.ts';
import { layerNames, layerTitles } from './layer-names.ts';
import type { Activation, Architecture } from './network.ts';
import { layoutOf } from './network.ts';
import { optimizerStep } from './optimizer-step.ts';

/** Rows of a batch that are shown one by one; loss, gradient and update are always those of the whole batch. */
const mostRows = 64;

/** A dense layer with the shown rows in it; arrays are row-major, rows × units or rows × inputs. */
export interface WalkLayer {
  /** As people read it: "Dense 1" …, "Output". */
  readonly title: string;
  readonly activation: Activation;
  readonly dropout: number;
  readonly fanIn: number;
  readonly units: number;
  /** Where kernel (row-major fanIn × units) and biases lie in the walkthrough's flat arrays. */
  readonly kernelAt: number;
  readonly biasAt: number;
  readonly inputs: Float64Array;
  readonly sums: Float64Array;
  readonly outputs: Float64Array;
  /** What dropout multiplied the outputs by: 0 or 1 / (1 − rate); null without dropout. */
  readonly kept: Float64Array | null;
  /** Derivative of the batch's loss by each sum. */
  readonly deltas: Float64Array;
}

export interface Walkthrough {
  /** Steps taken before this one, and the epoch (from 0) it belongs to. */
  readonly step: number;
  readonly epoch: number;
  readonly stepsPerEpoch: number;
  readonly learning: Learning;
  /** What a step multiplies by: the base rate times the schedule; with Adam's bias corrections. */
  readonly scheduledRate: number;
  readonly rate: number;
  /** What stands before the dense layers and is not walked through. */
  readonly before: 'image' | 'bag' | null;
  /** Names of what reaches the first dense layer. */
  readonly inputNames: readonly string[];
  /** What each unit of the output layer stands for; empty where it has one unit. */
  readonly classes: readonly string[];
  /** Rows of the whole batch. */
  readonly batchRows: number;
  /** Rows of the table that are shown. */
  readonly rows: Int32Array;
  readonly targets: Float32Array;
  readonly outputs: number;
  readonly shares: Float64Array;
  readonly losses: Float64Array;
  readonly loss: number;
  readonly penalty: number;
  readonly layers: readonly WalkLayer[];
  /** Where the dense layers begin among all parameters. */
  readonly offset: number;
  /** Of the dense layers, flat. The optimiser's state is m of all, then v, as many as it has. */
  readonly weights: Float64Array;
  readonly unclipped: Float64Array;
  readonly gradient: Float64Array;
  readonly optimizer: Float64Array;
  readonly nextWeights: Float64Array;
  readonly nextOptimizer: Float64Array;
}

export interface WalkParts {
  readonly architecture: Architecture;
  readonly learning: Learning;
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly weights: Float64Array;
  /** m of all parameters, then v, as many as the optimiser has. */
  readonly optimizer: Float64Array;
  readonly batch: DenseBatch;
  /** Rows of the table, in their order in the batch. */
  readonly rows: Int32Array;
  /** Names of the model's inputs. */
  readonly inputNames: readonly string[];
  /** Of the units of the output layer, where there are several. */
  readonly classes: readonly string[];
}

/** What reaches the first dense layer: the inputs themselves, or what the layers before made of them. */
function namesBehind({ image, bag }: Architecture, fanIn: number, names: readonly string[]): string[] {
  if (image) return Array.from({ length: fanIn }, (_, i) => `image feature ${i + 1}`);
  if (!bag) return [...names];
  return [
    ...Array.from({ length: bag.dimensions }, (_, i) => `embedding ${i + 1}`),
    ...names.slice(bag.words),
  ];
}

/** Takes the step that the batch asks for, and keeps everything on the way. Changes nothing that it is given. */
export function walkthroughOf(parts: WalkParts): Walkthrough {
  const { architecture, learning, step, stepsPerEpoch, batch } = parts;
  const { layers } = layoutOf(architecture);
  const start = layers[0]!.kernelAt;
  const size = parts.weights.length;
  const nextWeights = parts.weights.slice();
  const nextOptimizer = parts.optimizer.slice();
  optimizerStep(nextWeights, nextOptimizer, batch.gradient, learning, step);
  const head = (values: Float64Array) => values.slice(start);
  const slots = optimizerSlots(learning.optimizer);
  const headState = (state: Float64Array) => {
    const own = new Float64Array(slots * (size - start));
    for (let slot = 0; slot < slots; slot++)
      own.set(state.subarray(slot * size + start, (slot + 1) * size), slot * (size - start));
    return own;
  };
  const shown = Math.min(mostRows, parts.rows.length);
  const { units: outputs, inputs: fanIn } = { ...layers[0]!, units: layers.at(-1)!.units };
  const factors = stepFactors(learning, step);
  const titles = layerTitles(layerNames(architecture)).slice(-layers.length);
  return {
    step,
    epoch: Math.floor(step / stepsPerEpoch),
    stepsPerEpoch,
    learning,
    scheduledRate: learning.learningRate * factors.plain,
    rate: learning.learningRate * factors.rate,
    before: architecture.image ? 'image' : architecture.bag ? 'bag' : null,
    inputNames: namesBehind(architecture, fanIn, parts.inputNames),
    classes: outputs > 1 ? parts.classes : [],
    batchRows: parts.rows.length,
    rows: parts.rows.slice(0, shown),
    targets: batch.targets.slice(0, shown * outputs),
    outputs,
    shares: batch.shares.slice(0, shown),
    losses: batch.losses.slice(0, shown),
    loss: batch.loss,
    penalty: batch.penalty,
    layers: layers.map(({ inputs, units, kernelAt, biasAt }, index) => {
      const pass = batch.dense[index]!;
      const { activation, dropout = 0 } = architecture.layers[index]!;
      const cut = (values: Float64Array, width: number) => values.slice(0, shown * width);
      return {
        title: titles[index]!,
        activation,
        dropout,
        fanIn: inputs,
        units,
        kernelAt: kernelAt - start,
        biasAt: biasAt - start,
        inputs: cut(pass.inputs, inputs),
        sums: cut(pass.sums, units),
        outputs: cut(pass.outputs, units),
        kept: pass.kept && cut(pass.kept, units),
        deltas: cut(batch.deltas[index]!, units),
      };
    }),
    offset: start,
    weights: head(parts.weights),
    unclipped: head(batch.unclipped),
    gradient: head(batch.gradient),
    optimizer: headState(parts.optimizer),
    nextWeights: head(nextWeights),
    nextOptimizer: headState(nextOptimizer),
  };
}

export type WalkStep =
  | { readonly kind: 'input' }
  | { readonly kind: 'forward'; readonly layer: number }
  | { readonly kind: 'loss' }
  | { readonly kind: 'backward'; readonly layer: number }
  | { readonly kind: 'clip' }
  | { readonly kind: 'update' };

/** What a stepper walks, in order. Clipping is a step of its own where it shortened something. */
export function walkSteps({ layers, unclipped, gradient }: Walkthrough): WalkStep[] {
  const places = layers.map((_, layer) => layer);
  const clipped = gradient.some((value, i) => value !== unclipped[i]);
  return [
    { kind: 'input' },
    ...places.map((layer) => ({ kind: 'forward' as const, layer })),
    { kind: 'loss' },
    ...places.toReversed().map((layer) => ({ kind: 'backward' as const, layer })),
    ...(clipped ? [{ kind: 'clip' as const }] : []),
    { kind: 'update' },
  ];
}
