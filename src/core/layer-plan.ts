// A person's own layers, as a form holds them and as core/layer-notation.ts writes them, and the network that they make of so
// many inputs. Whatever does not fit is said at the layer where it does not, and never thrown.

import { countText } from './wording.ts';
import type {
  Architecture,
  BagStem,
  ConvolutionLayer,
  DenseLayer,
  ImageLayer,
  ImageShape,
  ImageStem,
} from './network.ts';
import { denseInputs, layoutOf, shapeBehind, windowOf } from './network.ts';
import { pictureOf } from './picture.ts';

export type HiddenActivation = ConvolutionLayer['activation'];

/** Over a series the height is 1. */
export interface Window {
  readonly height: number;
  readonly width: number;
}

export type PlannedLayer =
  | {
      readonly kind: 'convolution';
      readonly filters: number;
      readonly window: Window;
      readonly stride: number;
      readonly padding: 'valid' | 'same';
      readonly activation: HiddenActivation;
    }
  /** Without a window: of all that is left of the image. */
  | { readonly kind: 'pooling'; readonly window: Window | null; readonly by: 'max' | 'average' }
  /** Without a dropout: that of the training. */
  | {
      readonly kind: 'dense';
      readonly units: number;
      readonly activation: HiddenActivation;
      readonly dropout: number | null;
    };

/** What the inputs are taken for. */
export type PlannedInput =
  | { readonly kind: 'numbers' }
  /** Without a shape: the square that they make, grey or in colour. */
  | { readonly kind: 'image'; readonly shape: ImageShape | null }
  /** Step after step, each with all its channels. Without a shape: every input is a step. */
  | { readonly kind: 'series'; readonly shape: { readonly steps: number; readonly channels: number } | null }
  /** Counts of words, the other inputs behind them. Without `words`: all inputs are. */
  | {
      readonly kind: 'bag';
      readonly words: number | null;
      readonly dimensions: number;
      readonly mode: BagStem['mode'];
    };

export interface LayerPlan {
  readonly input: PlannedInput;
  /** The hidden ones, in their order. */
  readonly layers: readonly PlannedLayer[];
}

/** The least and most of every number, by its name. */
export const limits = {
  filters: [1, 512],
  window: [1, 512],
  stride: [1, 16],
  units: [1, 4096],
  dimensions: [1, 512],
  channels: [1, 512],
  dropout: [0, 0.9],
} as const;
export const mostLayers = 24;
/** 100 MB of 32 bits each. */
const mostParameters = 25_000_000;

export interface PlanProblem {
  /** Place in the plan's layers; −1: the input; as many as there are: the output layer. */
  readonly layer: number;
  readonly text: string;
}

export type Built =
  | { readonly architecture: Architecture; readonly problems: readonly [] }
  | { readonly architecture: null; readonly problems: readonly PlanProblem[] };

const sides = ({ height, width }: Window) => (height === 1 ? `1 × ${width}` : `${height} × ${width}`);

/** Null, or why the numbers of a layer can't be. */
function numberProblem(layer: PlannedLayer): string | null {
  const whole = (name: keyof typeof limits, words: string, value: number) => {
    const [least, most] = limits[name];
    return Number.isInteger(value) && value >= least && value <= most
      ? null
      : `${words} must be a whole number from ${least} to ${most}.`;
  };
  const window = (of: Window) =>
    whole('window', 'The height of the window', of.height) ??
    whole('window', 'The width of the window', of.width);
  switch (layer.kind) {
    case 'convolution':
      return (
        whole('filters', 'The number of filters', layer.filters) ??
        window(layer.window) ??
        whole('stride', 'The stride', layer.stride)
      );
    case 'pooling':
      return layer.window && window(layer.window);
    case 'dense': {
      const [least, most] = limits.dropout;
      if (layer.dropout !== null && !(layer.dropout >= least && layer.dropout <= most))
        return `The dropout must lie between ${least} and ${most}.`;
      return whole('units', 'The number of units', layer.units);
    }
  }
}

/** The image, or the series as one of height 1; or why the inputs make none. */
function stemShape(input: PlannedInput, inputs: number): ImageShape | string {
  if (input.kind === 'series') {
    const shape = input.shape ?? { steps: inputs, channels: 1 };
    const { steps, channels } = shape;
    if (steps * channels !== inputs)
      return `${steps} steps × ${channels} channels are ${countText(steps * channels)} values, and there are ${countText(inputs)} inputs.`;
    return { height: 1, width: steps, channels };
  }
  const shape = input.kind === 'image' ? input.shape : null;
  if (shape) {
    const { height, width, channels } = shape;
    return height * width * channels === inputs
      ? shape
      : `An image of ${height} × ${width} × ${channels} has ${countText(height * width * channels)} values, and there are ${countText(inputs)} inputs.`;
  }
  const picture = pictureOf(inputs);
  return picture
    ? { height: picture.side, width: picture.side, channels: picture.channels }
    : `${countText(inputs)} inputs make no square image (64 would be 8 × 8, and 192 the same in colour). Say its height and width, or take other inputs.`;
}

const windowed = ({ height, width }: Window) => ({ size: width, ...(height === width ? {} : { height }) });

function imageLayer(layer: Exclude<PlannedLayer, { kind: 'dense' }>, from: ImageShape): ImageLayer {
  if (layer.kind === 'pooling')
    return {
      kind: layer.by === 'max' ? 'max-pooling' : 'average-pooling',
      ...windowed(layer.window ?? from),
    };
  const { filters, window, stride, padding, activation } = layer;
  return { kind: 'convolution', filters, ...windowed(window), stride, padding, activation };
}

/** Why an image layer can't stand here, in words; null when it can. */
function imageProblem(layer: ImageLayer, from: ImageShape, isSeries: boolean): string | null {
  const window = windowOf(layer);
  if (isSeries && window.height !== 1) return 'A series has one row: its windows are 1 high.';
  const { height, width } = shapeBehind(from, layer);
  if (height >= 1 && width >= 1) return null;
  return isSeries
    ? `The series is ${from.width} long here, a window of ${window.width} does not fit.`
    : `The image is ${from.height} × ${from.width} here, a ${sides(window)} window does not fit.`;
}

/** Layers before the dense ones. */
function stemOf(
  { input, layers }: LayerPlan,
  inputs: number,
): { image?: ImageStem; bag?: BagStem; problems: PlanProblem[] } {
  const problems: PlanProblem[] = [];
  const lastImage = layers.findLastIndex(({ kind }) => kind !== 'dense');
  layers.forEach(({ kind }, layer) => {
    if (kind === 'dense' && layer < lastImage)
      problems.push({
        layer: layers.findIndex((other, at) => at > layer && other.kind !== 'dense'),
        text: 'A dense layer stands before this one, and behind it there is no image any more. Put convolutions and pooling first.',
      });
  });
  if (problems.length > 0) return { problems: problems.slice(0, 1) };
  if (input.kind === 'numbers' || input.kind === 'bag') {
    if (lastImage >= 0)
      return {
        problems: [
          {
            layer: layers.findIndex(({ kind }) => kind !== 'dense'),
            text: 'Convolutions and pooling need inputs that are an image or a series.',
          },
        ],
      };
    if (input.kind === 'numbers') return { problems };
    const { words, dimensions, mode } = input;
    const count = words ?? inputs;
    const [least, most] = limits.dimensions;
    if (!(Number.isInteger(dimensions) && dimensions >= least && dimensions <= most))
      return { problems: [{ layer: -1, text: `An embedding has ${least} to ${most} dimensions.` }] };
    if (!(Number.isInteger(count) && count >= 1 && count <= inputs))
      return {
        problems: [
          { layer: -1, text: `${countText(count)} words are not among ${countText(inputs)} inputs.` },
        ],
      };
    return { bag: { words: count, dimensions, mode }, problems };
  }
  const shape = stemShape(input, inputs);
  if (typeof shape === 'string') return { problems: [{ layer: -1, text: shape }] };
  let from = shape;
  const image: ImageLayer[] = [];
  for (const [at, layer] of layers.entries()) {
    if (layer.kind === 'dense') break;
    const made = imageLayer(layer, from);
    const problem = imageProblem(made, from, input.kind === 'series');
    if (problem) return { problems: [{ layer: at, text: problem }] };
    image.push(made);
    from = shapeBehind(from, made);
  }
  return { image: { ...shape, layers: image }, problems };
}

/**
 * The network of a plan, or what is wrong with it, layer by layer.
 * @param inputs width of a prepared row. @param output the task's own last layer.
 */
export function buildLayers(plan: LayerPlan, inputs: number, output: DenseLayer): Built {
  const { layers } = plan;
  const problems: PlanProblem[] = layers.flatMap((layer, at) => {
    const text = numberProblem(layer);
    return text === null ? [] : [{ layer: at, text }];
  });
  if (layers.length > mostLayers)
    problems.push({ layer: mostLayers, text: `${mostLayers} layers are the most.` });
  if (inputs < 1) problems.push({ layer: -1, text: 'There are no inputs.' });
  if (problems.length > 0) return { architecture: null, problems };
  const { image, bag, problems: found } = stemOf(plan, inputs);
  if (found.length > 0) return { architecture: null, problems: found };
  const dense = layers.flatMap((layer): DenseLayer[] => {
    if (layer.kind !== 'dense') return [];
    const { units, activation, dropout } = layer;
    return [{ units, activation, ...(dropout === null ? {} : { dropout }) }];
  });
  const architecture = {
    inputs,
    ...(image ? { image } : {}),
    ...(bag ? { bag } : {}),
    layers: [...dense, output],
  };
  const { size, layers: places } = layoutOf(architecture);
  if (size <= mostParameters) return { architecture, problems: [] };
  // The layer with the most parameters is the one to make smaller.
  const sizes = places.map(({ inputs: fanIn, units }) => fanIn * units);
  const widest = sizes.indexOf(Math.max(...sizes));
  const first = layers.length - dense.length;
  const text =
    `The network would have ${countText(size)} parameters; ${countText(mostParameters)} are the most. ` +
    `${countText(denseInputs(architecture))} values reach the first dense layer.`;
  return { architecture: null, problems: [{ layer: first + widest, text }] };
}

/** The plan that makes this architecture of its inputs; its output layer is left out. */
export function planOf({ inputs, image, bag, layers }: Architecture): LayerPlan {
  const dense = layers.slice(0, -1).map((layer): PlannedLayer => {
    const { units, activation, dropout = null } = layer;
    return { kind: 'dense', units, activation: activation === 'softmax' ? 'linear' : activation, dropout };
  });
  if (bag) {
    const { words, dimensions, mode } = bag;
    return {
      input: { kind: 'bag', words: words === inputs ? null : words, dimensions, mode },
      layers: dense,
    };
  }
  if (!image) return { input: { kind: 'numbers' }, layers: dense };
  const stem = image.layers.map((layer): PlannedLayer => {
    const window = windowOf(layer);
    if (layer.kind !== 'convolution')
      return { kind: 'pooling', window, by: layer.kind === 'max-pooling' ? 'max' : 'average' };
    const { filters, stride, padding, activation } = layer;
    return { kind: 'convolution', filters, window, stride, padding, activation };
  });
  const { height, width, channels } = image;
  const picture = pictureOf(inputs);
  const isSquare = picture?.side === height && height === width && picture.channels === channels;
  const input: PlannedInput =
    height === 1 && image.layers.every((layer) => windowOf(layer).height === 1)
      ? { kind: 'series', shape: channels === 1 ? null : { steps: width, channels } }
      : { kind: 'image', shape: isSquare ? null : { height, width, channels } };
  return { input, layers: [...stem, ...dense] };
}
