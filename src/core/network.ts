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

/** A square convolution, its kernel laid out [size, size, channels, filters] as in Keras. */
export interface ConvolutionLayer {
  readonly kind: 'convolution';
  readonly filters: number;
  readonly size: number;
  readonly stride: number;
  readonly padding: 'valid' | 'same';
  readonly activation: Exclude<Activation, 'softmax'>;
}

/** The largest of every `size` × `size` square, side by side, without padding. */
export interface PoolingLayer {
  readonly kind: 'max-pooling';
  readonly size: number;
}

export type ImageLayer = ConvolutionLayer | PoolingLayer;

/** What stands before the dense layers when a row is an image: its values are row-major [height, width, channels]. */
export interface ImageStem {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly layers: readonly ImageLayer[];
}

export interface Architecture {
  readonly inputs: number;
  readonly image?: ImageStem;
  /** Hidden dense layers, then the output layer. */
  readonly layers: readonly DenseLayer[];
}

/** Where one layer's kernel ([inputs, units], row-major, as in Keras) and bias lie in the flat parameters. */
export interface LayerLayout {
  /** Values behind one sum: of a convolution size × size × channels. */
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

/** Height, width and channels behind each layer of the stem. @throws RangeError when nothing is left of the image. */
export function imageShapes(stem: ImageStem): ImageShape[] {
  let { height, width, channels } = stem;
  return stem.layers.map((layer) => {
    const after = (length: number) => {
      if (layer.kind === 'max-pooling') return Math.floor(length / layer.size);
      return layer.padding === 'same'
        ? Math.ceil(length / layer.stride)
        : Math.floor((length - layer.size) / layer.stride) + 1;
    };
    height = after(height);
    width = after(width);
    if (layer.kind === 'convolution') channels = layer.filters;
    if (height < 1 || width < 1) throw new RangeError('The image is too small for these layers.');
    return { height, width, channels };
  });
}

/** Values that reach the first dense layer. @throws RangeError when the image does not fit the inputs. */
export function denseInputs({ inputs, image }: Architecture): number {
  if (!image) return inputs;
  if (image.height * image.width * image.channels !== inputs)
    throw new RangeError(
      `An image of ${image.height} × ${image.width} × ${image.channels} does not have ${inputs} values.`,
    );
  const { height, width, channels } = imageShapes(image).at(-1) ?? image;
  return height * width * channels;
}

/**
 * The flat parameters: kernel, bias, kernel, bias …, convolutions first, exactly the order of a layers model's weights.
 * `layers` are the dense ones.
 */
export function layoutOf(architecture: Architecture): {
  layers: LayerLayout[];
  convolutions: LayerLayout[];
  size: number;
} {
  let at = 0;
  const place = (inputs: number, units: number): LayerLayout => {
    const kernelAt = at;
    at += inputs * units + units;
    return { inputs, units, kernelAt, biasAt: kernelAt + inputs * units };
  };
  const { image } = architecture;
  let channels = image?.channels ?? 0;
  const convolutions: LayerLayout[] = [];
  for (const layer of image?.layers ?? []) {
    if (layer.kind !== 'convolution') continue;
    convolutions.push(place(layer.size * layer.size * channels, layer.filters));
    channels = layer.filters;
  }
  let inputs = denseInputs(architecture);
  const layers = architecture.layers.map(({ units }) => {
    const layer = place(inputs, units);
    inputs = units;
    return layer;
  });
  return { layers, convolutions, size: at };
}
