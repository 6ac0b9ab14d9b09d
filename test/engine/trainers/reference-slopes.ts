// What a step minimises, written from the definitions, and central differences of it: they hold the float64 reference.

import { expect } from 'vitest';
import { activated } from '../../../src/core/activations.ts';
import type { Learning } from '../../../src/core/learning.ts';
import type { Architecture } from '../../../src/core/network.ts';
import { layoutOf } from '../../../src/core/network.ts';
import { dropoutKey, dropoutThreshold, epochOrder, isDropped } from '../../../src/core/training-hash.ts';
import { referenceGradient } from '../../../src/engine/trainers/reference.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { furthest } from './parity.ts';

const softmax = (sums: number[]): number[] => {
  const total = sums.reduce((sum, z) => sum + Math.exp(z), 0);
  return sums.map((z) => Math.exp(z) / total);
};

/** Of one row, from the outputs as the loss reads them: written from the definitions, with probabilities and logarithms. */
function lossOf({ loss }: Learning, sums: number[], outputs: number[], targets: number[]): number {
  const mean = (of: (unit: number) => number) =>
    targets.reduce((sum, _, unit) => sum + of(unit), 0) / targets.length;
  switch (loss) {
    case 'mean-squared-error':
      return mean((u) => (outputs[u]! - targets[u]!) ** 2);
    case 'mean-absolute-error':
      return mean((u) => Math.abs(outputs[u]! - targets[u]!));
    case 'huber':
      return mean((u) => {
        const error = Math.abs(outputs[u]! - targets[u]!);
        return error <= 1 ? 0.5 * error * error : error - 0.5;
      });
    case 'binary-crossentropy':
      return mean((u) => {
        const p = 1 / (1 + Math.exp(-sums[u]!));
        return -targets[u]! * Math.log(p) - (1 - targets[u]!) * Math.log(1 - p);
      });
    case 'categorical-crossentropy':
      return softmax(sums).reduce((sum, p, u) => sum - targets[u]! * Math.log(p), 0);
  }
}

/** Channel planes of an image. */
type Planes = number[][][];

/** With so many zeros around; one more below and right than above and left where their number is odd. */
function padded(plane: number[][], down: number, across: number): number[][] {
  const margin = (total: number) => [Math.floor(total / 2), Math.ceil(total / 2)] as const;
  const [top, bottom] = margin(down);
  const [left, right] = margin(across);
  const width = plane[0]!.length + across;
  const blank = () => new Array<number>(width).fill(0);
  return [
    ...Array.from({ length: top }, blank),
    ...plane.map((line) => [
      ...new Array<number>(left).fill(0),
      ...line,
      ...new Array<number>(right).fill(0),
    ]),
    ...Array.from({ length: bottom }, blank),
  ];
}

/** The layers before the dense ones of one row, from the definitions: planes, padded for real, and a window at every place. */
function stemOf({ image, bag }: Architecture, weights: Float64Array, row: number[]): number[] {
  if (bag) {
    const counts = row.slice(0, bag.words);
    const total = counts.reduce((sum, count) => sum + Math.abs(count), 0);
    const found = Array.from({ length: bag.dimensions }, (_, d) =>
      counts.reduce((sum, count, word) => sum + count * weights[word * bag.dimensions + d]!, 0),
    );
    const mean = bag.mode === 'mean' && total > 0 ? found.map((value) => value / total) : found;
    return [...mean, ...row.slice(bag.words)];
  }
  if (!image) return row;
  const { height, width, channels } = image;
  let planes: Planes = Array.from({ length: channels }, (_, c) =>
    Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (_, x) => row[(y * width + x) * channels + c]!),
    ),
  );
  let at = 0;
  for (const layer of image.layers) {
    const [rows, columns] = [planes[0]!.length, planes[0]![0]!.length];
    const { size: across, height: down = across } = layer;
    const [strideDown, strideAcross] =
      layer.kind === 'convolution' ? [layer.stride, layer.stride] : [down, across];
    const missing = (length: number, size: number, stride: number) =>
      layer.kind === 'convolution' && layer.padding === 'same'
        ? Math.max(0, (Math.ceil(length / stride) - 1) * stride + size - length)
        : 0;
    const wide = planes.map((plane) =>
      padded(plane, missing(rows, down, strideDown), missing(columns, across, strideAcross)),
    );
    const places = (length: number, size: number, stride: number) => Math.floor((length - size) / stride) + 1;
    /** A value for every place of the window, from its squares (one a channel, each row by row). */
    const slide = (of: (squares: number[][]) => number) =>
      Array.from({ length: places(wide[0]!.length, down, strideDown) }, (_, y) =>
        Array.from({ length: places(wide[0]![0]!.length, across, strideAcross) }, (_, x) =>
          of(
            wide.map((plane) =>
              plane
                .slice(y * strideDown, y * strideDown + down)
                .flatMap((line) => line.slice(x * strideAcross, x * strideAcross + across)),
            ),
          ),
        ),
      );
    if (layer.kind === 'max-pooling')
      planes = planes.map((_, c) => slide((squares) => Math.max(...squares[c]!)));
    else if (layer.kind === 'average-pooling')
      planes = planes.map((_, c) =>
        slide((squares) => squares[c]!.reduce((sum, value) => sum + value, 0) / squares[c]!.length),
      );
    else {
      const { filters, activation } = layer;
      const depth = planes.length;
      const kernel = weights.subarray(at, at + down * across * depth * filters);
      const biases = weights.subarray(at + kernel.length, at + kernel.length + filters);
      at += kernel.length + filters;
      planes = Array.from({ length: filters }, (_, filter) =>
        slide((squares) => {
          let sum = biases[filter]!;
          squares.forEach((square, c) =>
            square.forEach(
              (value, place) => (sum += value * kernel[(place * depth + c) * filters + filter]!),
            ),
          );
          return activated(sum, activation);
        }),
      );
    }
  }
  return planes[0]!.flatMap((line, y) => line.flatMap((_, x) => planes.map((plane) => plane[y]![x]!)));
}

/** What a step minimises: the weighted mean loss of its batch, and the penalties. */
export function objective(setup: TrainerSetup, weights: Float64Array, step: number): number {
  const { architecture, data, learning, seed } = setup;
  const { layers, convolutions, embedding } = layoutOf(architecture);
  const { batchSize, l1, l2 } = learning;
  const stepsPerEpoch = Math.ceil(data.rows / batchSize);
  const order = [...epochOrder(seed, Math.floor(step / stepsPerEpoch), data.rows)];
  const batch = order.slice((step % stepsPerEpoch) * batchSize).slice(0, batchSize);
  const part = (values: Float32Array, row: number, width: number) => [
    ...values.subarray(row * width, (row + 1) * width),
  ];
  let total = 0;
  for (const [place, row] of batch.entries()) {
    let values = stemOf(architecture, weights, part(data.inputs, row, architecture.inputs));
    let [sums, outputs]: [number[], number[]] = [[], []];
    for (const [index, { units, kernelAt, biasAt }] of layers.entries()) {
      const { activation, dropout = 0 } = architecture.layers[index]!;
      const before = values;
      sums = Array.from({ length: units }, (_, u) =>
        before.reduce(
          (sum, value, i) => sum + value * weights[kernelAt + i * units + u]!,
          weights[biasAt + u]!,
        ),
      );
      outputs = activation === 'softmax' ? softmax(sums) : sums.map((z) => activated(z, activation));
      const key = dropoutKey(seed, index, step);
      values = outputs.map((value, u) =>
        isDropped(key, place * units + u, dropoutThreshold(dropout)) ? 0 : value / (1 - dropout),
      );
    }
    const loss = lossOf(learning, sums, outputs, part(data.targets, row, sums.length));
    total += ((data.weights?.[row] ?? 1) * loss) / batch.length;
  }
  const table = embedding
    ? [{ kernelAt: embedding.at, biasAt: embedding.at + embedding.words * embedding.dimensions }]
    : [];
  for (const { kernelAt, biasAt } of [...table, ...convolutions, ...layers])
    for (const weight of weights.subarray(kernelAt, biasAt))
      total += l1 * Math.abs(weight) + l2 * weight ** 2;
  return total;
}

/**
 * Holds the reference's gradient of a step, before clipping, to central differences of what the step minimises: of all
 * parameters, or of every so many, from another one on with each step.
 */
export function expectSlopes(setup: TrainerSetup, step: number, every = 1): void {
  const free = { ...setup, learning: { ...setup.learning, clip: null } };
  const weights = Float64Array.from(setup.weights);
  const gradient = referenceGradient(free, weights, step);
  const width = 1e-6;
  const differences = gradient.map((value, i) => {
    if (i % every !== step % every) return value;
    const moved = (by: number) =>
      objective(free, Float64Array.from(weights).fill(weights[i]! + by, i, i + 1), step);
    return (moved(width) - moved(-width)) / (2 * width);
  });
  expect(furthest(gradient, differences)).toBeLessThan(2e-8);
  expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(1e-3);
}
