// Keras' parameter layout in jax-js' and back: kernels of convolutions [size, size, channels, filters] become [filters,
// channels, size, size], and the first dense kernel behind an image takes its rows by channel first.

import type { Architecture } from '../../core/network.ts';
import { imageShapes, layoutOf } from '../../core/network.ts';

export interface JaxLayout {
  /** Of kernel, bias, kernel, bias … */
  readonly shapes: readonly (readonly number[])[];
  toJax(weights: Float32Array): Float32Array[];
  fromJax(parts: readonly Float32Array[]): Float32Array;
}

export function parametersOf(architecture: Architecture): JaxLayout {
  const { layers, convolutions, size } = layoutOf(architecture);
  const { image } = architecture;
  const sizes = (image?.layers ?? []).flatMap((layer) => (layer.kind === 'convolution' ? [layer.size] : []));
  const shapes: number[][] = [];
  /** For every part, where each of its values lies in the flat parameters. */
  const places: Int32Array[] = [];
  const add = (shape: number[], placeOf: (at: number) => number) => {
    shapes.push(shape);
    const length = shape.reduce((product, n) => product * n, 1);
    places.push(Int32Array.from({ length }, (_, at) => placeOf(at)));
  };
  convolutions.forEach(({ inputs, units, kernelAt, biasAt }, index) => {
    const side = sizes[index] ?? 1;
    const square = side * side;
    const channels = inputs / square;
    add([units, channels, side, side], (at) => {
      const [filter, channel, place] = [
        Math.floor(at / inputs),
        Math.floor(at / square) % channels,
        at % square,
      ];
      return kernelAt + (place * channels + channel) * units + filter;
    });
    add([units], (at) => biasAt + at);
  });
  const flat = image ? (imageShapes(image).at(-1) ?? image) : null;
  layers.forEach(({ inputs, units, kernelAt, biasAt }, index) => {
    add([inputs, units], (at) => {
      if (index > 0 || !flat) return kernelAt + at;
      const [row, unit] = [Math.floor(at / units), at % units];
      const area = flat.height * flat.width;
      return kernelAt + ((row % area) * flat.channels + Math.floor(row / area)) * units + unit;
    });
    add([units], (at) => biasAt + at);
  });
  return {
    shapes,
    toJax: (weights) => places.map((from) => Float32Array.from(from, (place) => weights[place]!)),
    fromJax: (parts) => {
      const weights = new Float32Array(size);
      parts.forEach((part, index) => part.forEach((value, at) => (weights[places[index]![at]!] = value)));
      return weights;
    },
  };
}
