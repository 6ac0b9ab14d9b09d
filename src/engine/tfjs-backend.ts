// TensorFlow.js' backends: fetched only when one is asked for, one current at a time, the WebGPU one made anew after its
// device was lost (TensorFlow.js 4.22 has no handling of that).

import * as tf from '@tensorflow/tfjs-core';
import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { AppError } from '../core/errors.ts';

export type TfjsBackend = 'webgpu' | 'wasm' | 'cpu';

async function register(backend: TfjsBackend): Promise<void> {
  if (backend === 'webgpu') {
    await import('@tensorflow/tfjs-backend-webgpu');
    // Small operations would move between CPU and GPU with where their inputs lie, and round differently there: a
    // resumed training would not equal an unbroken one.
    tf.env().set('WEBGPU_CPU_FORWARD', false);
  } else if (backend === 'wasm') {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plainWasm,
      'tfjs-backend-wasm-simd.wasm': simdWasm,
      'tfjs-backend-wasm-threaded-simd.wasm': threadedWasm,
    });
  } else {
    await import('@tensorflow/tfjs-backend-cpu');
  }
}

/** Makes a backend the current one. @throws AppError `unknown` when it does not start. */
export async function activate(backend: TfjsBackend): Promise<void> {
  if (tf.getBackend() === backend) return;
  await register(backend);
  if (!(await tf.setBackend(backend)))
    throw new AppError('unknown', `TensorFlow.js could not start its ${backend} backend.`);
  await tf.ready();
}

/** The device of TensorFlow.js' WebGPU backend, which becomes the current backend. */
export async function tfjsDevice(): Promise<GPUDevice> {
  await activate('webgpu');
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend))
    throw new AppError('unknown', 'TensorFlow.js has no WebGPU backend here.');
  return backend.device;
}

/** Forgets the WebGPU backend, so that the next use gets a new device. */
export function dropWebgpu(): void {
  const factory = tf.findBackendFactory('webgpu');
  if (!factory) return;
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', factory, 3);
}
