// A part of the flat parameters. To slice, the WebAssembly backend first copies the whole tensor out of its memory, once per
// kernel and bias: for 85,000 parameters that was more than half of a training step. Its own kernel copies the part alone.

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

const kernelName = 'PartOfVector';

tf.registerKernel({
  kernelName,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const wasm = backend as BackendWasm;
    const { at, size } = attrs as Record<'at' | 'size', number>;
    // Before the views: it may move the heap.
    const part = wasm.makeOutput([size], 'float32');
    const values = wasm.typedArrayFromHeap(inputs.vector as tf.TensorInfo);
    wasm.typedArrayFromHeap(part).set(values.subarray(at, at + size));
    return part;
  },
});

/** `size` values from `at` on. */
export const part = (vector: tf.Tensor1D, at: number, size: number): tf.Tensor1D =>
  tf.getBackend() === 'wasm'
    ? (tf.engine().runKernel(kernelName, { vector }, { at, size }) as tf.Tensor1D)
    : tf.slice(vector, at, size);
