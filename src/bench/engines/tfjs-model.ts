// What both ways of using TensorFlow.js share: flat parameters to tensors and back, rows to tensors.

import * as tf from '@tensorflow/tfjs-core';
import { layoutOf } from '../../core/network.ts';
import type { Architecture } from '../../core/network.ts';
import type { Script } from '../material.ts';

export interface TfjsModel {
  /** Takes the steps, queued or done. */
  advance(steps: number): Promise<void>;
  weights(): Promise<Float32Array>;
  dispose(): void;
}

/** Shapes of kernel, bias, kernel, bias …, convolutions [size, size, channels, filters] first. */
function parameterShapes(architecture: Architecture): number[][] {
  const { layers, convolutions } = layoutOf(architecture);
  const sizes = (architecture.image?.layers ?? []).flatMap((layer) =>
    layer.kind === 'convolution' ? [layer.size] : [],
  );
  return [
    ...convolutions.flatMap(({ inputs, units }, index) => {
      const size = sizes[index] ?? 1;
      return [[size, size, inputs / (size * size), units], [units]];
    }),
    ...layers.flatMap(({ inputs, units }) => [[inputs, units], [units]]),
  ];
}

export function toTensors(architecture: Architecture, weights: Float32Array): tf.Tensor[] {
  let at = 0;
  return parameterShapes(architecture).map((shape) => {
    const size = tf.util.sizeFromShape(shape);
    at += size;
    return tf.tensor(weights.slice(at - size, at), shape);
  });
}

/** Reads tensors one after another into one array. */
export async function toFlat(tensors: readonly tf.Tensor[]): Promise<Float32Array> {
  const parts = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
  const flat = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    flat.set(part, at);
    at += part.length;
  }
  return flat;
}

/** Rows of a script, as images where the net takes images. */
export function scriptTensors(
  { image, inputs: width }: Architecture,
  { rows, inputs, targets }: Script,
): { x: tf.Tensor; y: tf.Tensor2D } {
  const shape = image ? [image.height, image.width, image.channels] : [width];
  return { x: tf.tensor(inputs, [rows, ...shape]), y: tf.tensor2d(targets, [rows, targets.length / rows]) };
}
