// The image layers of the float64 reference: one row at a time, every pixel by itself.

import { activated, slope } from '../../core/activations.ts';
import type {
  Architecture,
  ConvolutionLayer,
  ImageShape,
  LayerLayout,
  PoolingLayer,
} from '../../core/network.ts';
import { imageShapes, layoutOf, windowOf } from '../../core/network.ts';
import { throughBag } from './reference-bag.ts';

/** What a layer made of its input, and its way back. */
interface Passed {
  /** Row-major [height, width, channels]. */
  readonly output: Float64Array;
  /** Brings the error at the output to the input, and adds what it means for the layer's parameters to the gradient. */
  back(error: Float64Array, gradient: Float64Array): Float64Array;
}

/** Pixels that Keras adds above or to the left; one more below or to the right where their number is odd. */
const margin = (
  length: number,
  places: number,
  size: number,
  { stride, padding }: ConvolutionLayer,
): number => (padding === 'same' ? Math.floor(Math.max(0, (places - 1) * stride + size - length) / 2) : 0);

function convolve(
  input: Float64Array,
  from: ImageShape,
  to: ImageShape,
  layer: ConvolutionLayer,
  { kernelAt, biasAt, units }: LayerLayout,
  weights: Float64Array,
): Passed {
  const { stride, activation } = layer;
  const { height, width } = windowOf(layer);
  const top = margin(from.height, to.height, height, layer);
  const left = margin(from.width, to.width, width, layer);
  const places = to.height * to.width;
  /** Calls for every value under the kernel's window: where it lies in the input, and where its weights of all filters begin. */
  const underWindow = (place: number, visit: (inputAt: number, weightsAt: number) => void) => {
    const [y, x] = [Math.floor(place / to.width) * stride - top, (place % to.width) * stride - left];
    for (let down = 0; down < height; down++)
      for (let across = 0; across < width; across++) {
        const [row, column] = [y + down, x + across];
        if (row < 0 || row >= from.height || column < 0 || column >= from.width) continue;
        for (let channel = 0; channel < from.channels; channel++)
          visit(
            (row * from.width + column) * from.channels + channel,
            kernelAt + ((down * width + across) * from.channels + channel) * units,
          );
      }
  };
  const sums = new Float64Array(places * units);
  for (let place = 0; place < places; place++) {
    for (let unit = 0; unit < units; unit++) sums[place * units + unit] = weights[biasAt + unit]!;
    underWindow(place, (inputAt, weightsAt) => {
      for (let unit = 0; unit < units; unit++)
        sums[place * units + unit]! += input[inputAt]! * weights[weightsAt + unit]!;
    });
  }
  const output = sums.map((sum) => activated(sum, activation));
  return {
    output,
    back(error, gradient) {
      const delta = error.map((value, i) => value * slope(sums[i]!, output[i]!, activation));
      const before = new Float64Array(input.length);
      for (let place = 0; place < places; place++) {
        for (let unit = 0; unit < units; unit++) gradient[biasAt + unit]! += delta[place * units + unit]!;
        underWindow(place, (inputAt, weightsAt) => {
          for (let unit = 0; unit < units; unit++) {
            gradient[weightsAt + unit]! += input[inputAt]! * delta[place * units + unit]!;
            before[inputAt]! += delta[place * units + unit]! * weights[weightsAt + unit]!;
          }
        });
      }
      return before;
    },
  };
}

function pool(input: Float64Array, from: ImageShape, to: ImageShape, layer: PoolingLayer): Passed {
  const { channels } = from;
  const { height, width } = windowOf(layer);
  /** Calls for every value of the window that one value of the output stands for. */
  const underWindow = (out: number, visit: (at: number) => void) => {
    const [place, channel] = [Math.floor(out / channels), out % channels];
    const [y, x] = [Math.floor(place / to.width) * height, (place % to.width) * width];
    for (let down = 0; down < height; down++)
      for (let across = 0; across < width; across++)
        visit(((y + down) * from.width + x + across) * channels + channel);
  };
  const count = to.height * to.width * channels;
  if (layer.kind === 'average-pooling') {
    const share = 1 / (height * width);
    const output = new Float64Array(count);
    for (let out = 0; out < count; out++)
      underWindow(out, (at) => {
        output[out]! += share * input[at]!;
      });
    return {
      output,
      back(error) {
        const before = new Float64Array(input.length);
        for (let out = 0; out < count; out++)
          underWindow(out, (at) => {
            before[at] = share * error[out]!;
          });
        return before;
      },
    };
  }
  /** Which value of the input answered for each value of the output: of equals the first, row by row, as in TensorFlow. */
  const chosen = Array.from({ length: count }, (_, out) => {
    let best = -1;
    underWindow(out, (at) => {
      if (best < 0 || input[at]! > input[best]!) best = at;
    });
    return best;
  });
  return {
    output: Float64Array.from(chosen, (at) => input[at]!),
    back(error) {
      const before = new Float64Array(input.length);
      chosen.forEach((at, out) => (before[at]! += error[out]!));
      return before;
    },
  };
}

/**
 * One row through the layers before the dense ones: those of an image, or the embeddings of words.
 * @returns what reaches the first dense layer, and a way to bring the error there to the gradient (flat, core/network.ts,
 * layoutOf), to which it adds.
 */
export function throughImage(
  architecture: Architecture,
  weights: Float64Array,
  row: Float32Array,
): {
  output: Float64Array;
  /** Of every one of these layers, in their order. */
  outputs: readonly Float64Array[];
  back(error: Float64Array, gradient: Float64Array): void;
} {
  const { image, bag } = architecture;
  if (bag) return throughBag(architecture, bag, weights, row);
  const passed: Passed[] = [];
  let output: Float64Array = Float64Array.from(row);
  if (image) {
    const shapes = [image, ...imageShapes(image)];
    const convolutions = layoutOf(architecture).convolutions.values();
    image.layers.forEach((layer, index) => {
      const [from, to] = [shapes[index]!, shapes[index + 1]!];
      const next =
        layer.kind === 'convolution'
          ? convolve(output, from, to, layer, convolutions.next().value!, weights)
          : pool(output, from, to, layer);
      passed.push(next);
      output = next.output;
    });
  }
  return {
    output,
    outputs: passed.map((layer) => layer.output),
    back(error, gradient) {
      passed.reduceRight((delta, layer) => layer.back(delta, gradient), error);
    },
  };
}
