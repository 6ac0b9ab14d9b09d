// The backend that a training began on. TensorFlow.js moves tensors to whatever backend is current without a word: a training
// would go on elsewhere, with other roundings and another speed, and nobody would know.

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { AppError } from '../../../core/errors.ts';

/** Devices that were lost. Shared, so that a device that outlives many trainings holds on to none of them. */
const lost = new WeakSet<GPUDevice>();
const watched = new WeakSet<GPUDevice>();

function watch(device: GPUDevice): void {
  if (watched.has(device)) return;
  watched.add(device);
  void device.lost.then(() => lost.add(device));
}

/** A failed read may be told of before the loss that made it fail. */
const patience = 1000;

export class OwnBackend {
  readonly #backend = tf.backend();
  readonly #name = tf.getBackend();
  readonly #device: GPUDevice | null;

  /** Remembers the current backend. */
  constructor() {
    this.#device = this.#name === 'webgpu' ? (this.#backend as WebGPUBackend).device : null;
    if (this.#device) watch(this.#device);
  }

  /** @throws AppError `engine-lost` when its device is gone, `unknown` when another backend is the current one. */
  check(): void {
    if (this.#device && lost.has(this.#device)) throw this.#gone();
    const current = tf.getBackend();
    // A new backend may have the name of an old one. Without any, `tf.backend` would start one.
    if (current === this.#name && tf.backend() === this.#backend) return;
    throw new AppError(
      'unknown',
      `This training runs on TensorFlow.js' backend ${this.#name}, but ` +
        (current === this.#name
          ? 'that was started anew since.'
          : `${current || 'none'} is the current one.`),
    );
  }

  /** What a failed read means: `engine-lost` when the device is gone, otherwise the failure in its own words. */
  async failure(cause: unknown): Promise<AppError> {
    if (this.#device && !lost.has(this.#device)) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const waited = new Promise<void>((resolve) => (timer = setTimeout(resolve, patience)));
      await Promise.race([this.#device.lost, waited]);
      clearTimeout(timer);
    }
    return this.#device && lost.has(this.#device) ? this.#gone(cause) : AppError.from(cause);
  }

  #gone(cause?: unknown): AppError {
    return new AppError('engine-lost', 'The device that trains this model has gone away.', { cause });
  }
}
