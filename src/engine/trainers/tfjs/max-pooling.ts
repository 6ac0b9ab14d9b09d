// Max pooling and its way back. TensorFlow.js' own kernel for the way back takes longer on WebAssembly and in plain JavaScript
// than both convolutions of a small net together, because it searches every window once per pixel. Side by side, windows
// share no pixel, so one walk over them is enough: it is registered here as a kernel for these two backends.

import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

const kernelName = 'MaxPoolingSideBySideBack';
type Shape = [number, number, number, number];
interface Window {
  readonly height: number;
  readonly width: number;
}

/** Gives each window's error to its greatest pixel, the first of equals (row by row) as in TensorFlow. */
function share(
  input: Float32Array,
  greatest: Float32Array,
  error: Float32Array,
  back: Float32Array,
  [rows, height, width, channels]: Shape,
  window: Window,
): void {
  back.fill(0);
  const windowsDown = Math.floor(height / window.height);
  const windowsAcross = Math.floor(width / window.width);
  const last = window.height * window.width - 1;
  // From a window's first pixel to each.
  const steps = Int32Array.from(
    { length: last + 1 },
    (_, i) => (Math.floor(i / window.width) * width + (i % window.width)) * channels,
  );
  let out = 0;
  for (let row = 0; row < rows; row++)
    for (let y = 0; y < windowsDown; y++)
      for (let x = 0; x < windowsAcross; x++) {
        const corner = ((row * height + y * window.height) * width + x * window.width) * channels;
        for (let channel = 0; channel < channels; channel++, out++) {
          const first = corner + channel;
          const most = greatest[out]!;
          // Looking for the known value is a quarter faster than comparing all pixels anew. The last need not be looked at.
          let i = 0;
          while (i < last && input[first + steps[i]!]! !== most) i++;
          back[first + steps[i]!] = error[out]!;
        }
      }
}

const windowIn = (attrs: tf.NamedAttrMap | undefined): Window => ({
  height: attrs?.height as number,
  width: attrs?.width as number,
});

tf.registerKernel({
  kernelName,
  backendName: 'cpu',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const cpu = backend as MathBackendCPU;
    const { input, output, error } = inputs as Record<'input' | 'output' | 'error', tf.TensorInfo>;
    const values = ({ dataId }: tf.TensorInfo) => cpu.data.get(dataId).values as Float32Array;
    const back = new Float32Array(tf.util.sizeFromShape(input.shape));
    share(values(input), values(output), values(error), back, input.shape as Shape, windowIn(attrs));
    return cpu.makeTensorInfo(input.shape, 'float32', back);
  },
});

tf.registerKernel({
  kernelName,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const wasm = backend as BackendWasm;
    const { input, output, error } = inputs as Record<'input' | 'output' | 'error', tf.TensorInfo>;
    // Before the views: it may move the heap.
    const back = wasm.makeOutput(input.shape, 'float32');
    const values = (info: tf.TensorInfo) => wasm.typedArrayFromHeap(info) as Float32Array;
    share(values(input), values(output), values(error), values(back), input.shape as Shape, windowIn(attrs));
    return back;
  },
});

/** Rows × height × width × channels; what does not fill a window is left out. */
export const pooled = (input: tf.Tensor4D, { height, width }: Window): tf.Tensor4D =>
  tf.maxPool(input, [height, width], [height, width], 'valid');

/** The error at the pooled image, brought to the image. */
export function throughPooling(
  error: tf.Tensor4D,
  input: tf.Tensor4D,
  output: tf.Tensor4D,
  { height, width }: Window,
): tf.Tensor4D {
  if (tf.getBackend() !== 'webgpu')
    return tf.engine().runKernel(kernelName, { input, output, error }, { height, width }) as tf.Tensor4D;
  return tf
    .engine()
    .runKernel(
      tf.MaxPoolGrad,
      { dy: error, input, output },
      { filterSize: [height, width], strides: [height, width], pad: 'valid' },
    ) as tf.Tensor4D;
}
