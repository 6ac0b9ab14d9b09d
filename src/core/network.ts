// A network as data, and where its parameters lie. A trainer, a layers model of TensorFlow.js and the live stream all
// read this one description.

export const activations = [
  'linear',
  'relu',
  'leaky-relu',
  'elu',
  'gelu',
  'tanh',
  'sigmoid',
  'softmax',
] as const;
export type Activation = (typeof activations)[number];

export interface DenseLayer {
  readonly units: number;
  readonly activation: Activation;
  /** Share of this layer's outputs that training leaves out at random (inverted dropout); 0 when absent. */
  readonly dropout?: number;
}

/** What slides over an image or lies on it. Read it with windowOf. */
interface Windowed {
  /** Columns of the window, and its rows too where `height` is absent. */
  readonly size: number;
  /** Rows of a window that is no square: 1 over a series. */
  readonly height?: number;
}

/** A convolution, its kernel laid out [window's height, window's width, channels, filters] as in Keras. */
export interface ConvolutionLayer extends Windowed {
  readonly kind: 'convolution';
  readonly filters: number;
  /** Columns, and rows, from one place of the window to the next. */
  readonly stride: number;
  readonly padding: 'valid' | 'same';
  readonly activation: Exclude<Activation, 'softmax'>;
}

interface MaxPooling extends Windowed {
  readonly kind: 'max-pooling';
}

interface AveragePooling extends Windowed {
  readonly kind: 'average-pooling';
}

/** The largest or the mean of every window, side by side, without padding; what fills no window is left out. */
export type PoolingLayer = MaxPooling | AveragePooling;

export type ImageLayer = ConvolutionLayer | PoolingLayer;

/**
 * What stands before the dense layers when a row is an image: its values are row-major [height, width, channels]. A series
 * is an image of height 1, [1, steps, channels]; its kernels are then those of Keras' Conv1D, [size, channels, filters].
 */
export interface ImageStem {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly layers: readonly ImageLayer[];
}

/**
 * What stands before the dense layers when the first `words` inputs of a row count words, n₁ … : Σ n e of the words'
 * embeddings e, of `mean` divided by Σ |n|, zeros where no word occurs. That is Keras' Embedding and a pooling over the words
 * of a text, for the order of words means nothing to it. The other inputs follow behind as they are.
 */
export interface BagStem {
  readonly words: number;
  readonly dimensions: number;
  readonly mode: 'mean' | 'sum';
}

/** At most one of `image` and `bag`. */
export interface Architecture {
  readonly inputs: number;
  readonly image?: ImageStem;
  readonly bag?: BagStem;
  /** Hidden dense layers, then the output layer. */
  readonly layers: readonly DenseLayer[];
}

/** Where one layer's kernel ([inputs, units], row-major, as in Keras) and bias lie in the flat parameters. */
export interface LayerLayout {
  /** Values behind one sum: of a convolution its window × channels. */
  readonly inputs: number;
  readonly units: number;
  readonly kernelAt: number;
  readonly biasAt: number;
}

export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export const windowOf = ({ size, height = size }: Windowed): { height: number; width: number } => ({
  height,
  width: size,
});

/** What one layer makes of an image; below 1 high or wide when its window does not fit. */
export function shapeBehind(from: ImageShape, layer: ImageLayer): ImageShape {
  const after = (length: number, size: number) => {
    if (layer.kind !== 'convolution') return Math.floor(length / size);
    return layer.padding === 'same'
      ? Math.ceil(length / layer.stride)
      : Math.floor((length - size) / layer.stride) + 1;
  };
  const window = windowOf(layer);
  return {
    height: after(from.height, window.height),
    width: after(from.width, window.width),
    channels: layer.kind === 'convolution' ? layer.filters : from.channels,
  };
}

/** Height, width and channels behind each layer of the stem. @throws RangeError when nothing is left of the image. */
export function imageShapes(stem: ImageStem): ImageShape[] {
  let shape: ImageShape = stem;
  return stem.layers.map((layer) => {
    shape = shapeBehind(shape, layer);
    if (shape.height < 1 || shape.width < 1) throw new RangeError('The image is too small for these layers.');
    return shape;
  });
}

/** Values that reach the first dense layer. @throws RangeError when image or words do not fit the inputs. */
export function denseInputs({ inputs, image, bag }: Architecture): number {
  if (bag) {
    if (image) throw new RangeError('A row is an image or words, not both.');
    if (!(bag.words >= 1 && bag.words <= inputs))
      throw new RangeError(`${bag.words} words are not among ${inputs} inputs.`);
    return bag.dimensions + inputs - bag.words;
  }
  if (!image) return inputs;
  if (image.height * image.width * image.channels !== inputs)
    throw new RangeError(
      `An image of ${image.height} × ${image.width} × ${image.channels} does not have ${inputs} values.`,
    );
  const { height, width, channels } = imageShapes(image).at(-1) ?? image;
  return height * width * channels;
}

/** Where the embeddings lie: [words, dimensions], row-major, as in Keras. */
export interface EmbeddingLayout {
  readonly words: number;
  readonly dimensions: number;
  readonly at: number;
}

export interface Layout {
  readonly embedding: EmbeddingLayout | null;
  readonly convolutions: readonly LayerLayout[];
  /** The dense ones. */
  readonly layers: readonly LayerLayout[];
  readonly size: number;
}

/**
 * The flat parameters: kernel, bias, kernel, bias …, embeddings or convolutions first, exactly the order of a layers model's
 * weights.
 */
export function layoutOf(architecture: Architecture): Layout {
  const { image, bag } = architecture;
  const embedding = bag ? { words: bag.words, dimensions: bag.dimensions, at: 0 } : null;
  let at = embedding ? embedding.words * embedding.dimensions : 0;
  const place = (inputs: number, units: number): LayerLayout => {
    const kernelAt = at;
    at += inputs * units + units;
    return { inputs, units, kernelAt, biasAt: kernelAt + inputs * units };
  };
  let channels = image?.channels ?? 0;
  const convolutions: LayerLayout[] = [];
  for (const layer of image?.layers ?? []) {
    if (layer.kind !== 'convolution') continue;
    const { height, width } = windowOf(layer);
    convolutions.push(place(height * width * channels, layer.filters));
    channels = layer.filters;
  }
  let inputs = denseInputs(architecture);
  const layers = architecture.layers.map(({ units }) => {
    const layer = place(inputs, units);
    inputs = units;
    return layer;
  });
  return { embedding, convolutions, layers, size: at };
}

/** One weight of a layers model: `size` values from `at` on, row-major. Penalties pull at all but biases. */
export interface ParameterPart {
  readonly kind: 'embeddings' | 'kernel' | 'bias';
  /** Of the layers with parameters, from 0. */
  readonly layer: number;
  readonly shape: readonly number[];
  readonly at: number;
  readonly size: number;
}

/** The flat parameters in parts, in their order. @throws RangeError like denseInputs. */
export function parameterParts(architecture: Architecture): ParameterPart[] {
  const { embedding, convolutions, layers } = layoutOf(architecture);
  const parts: ParameterPart[] = [];
  if (embedding) {
    const { words, dimensions, at } = embedding;
    parts.push({ kind: 'embeddings', layer: 0, shape: [words, dimensions], at, size: words * dimensions });
  }
  const windows = (architecture.image?.layers ?? []).flatMap((layer) =>
    layer.kind === 'convolution' ? [windowOf(layer)] : [],
  );
  for (const [index, { inputs, units, kernelAt, biasAt }] of [...convolutions, ...layers].entries()) {
    const layer = index + (embedding ? 1 : 0);
    const window = windows[index];
    const shape = window
      ? [window.height, window.width, inputs / (window.height * window.width), units]
      : [inputs, units];
    parts.push(
      { kind: 'kernel', layer, shape, at: kernelAt, size: biasAt - kernelAt },
      { kind: 'bias', layer, shape: [units], at: biasAt, size: units },
    );
  }
  return parts;
}
