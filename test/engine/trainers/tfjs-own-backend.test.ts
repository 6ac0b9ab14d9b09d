// A training stays on the backend that it began on, and says what really went wrong.

import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { tfjs } from '../../../src/engine/trainers/tfjs/index.ts';
import { everyCase, sameBits, takeSteps } from './parity.ts';

const { setup } = everyCase()[0]!;

beforeEach(async () => {
  await tf.setBackend('cpu');
});

afterEach(() => {
  vi.restoreAllMocks();
  if (tf.findBackendFactory('other')) tf.removeBackend('other');
});

it('refuses to do anything while another backend is the current one, and goes on afterwards', async () => {
  const undisturbed = await tfjs.prepare(setup);
  await takeSteps(undisturbed, 2 * undisturbed.stepsPerEpoch);
  const trainer = await tfjs.prepare(setup);
  await takeSteps(trainer, trainer.stepsPerEpoch);
  const state = await trainer.checkpoint();
  tf.registerBackend('other', () => new MathBackendCPU(), 0);
  await tf.setBackend('other');
  const refusal = {
    code: 'unknown',
    message: "This training runs on TensorFlow.js' backend cpu, but other is the current one.",
  };
  await expect(trainer.advance(1)).rejects.toMatchObject(refusal);
  await expect(trainer.weights()).rejects.toMatchObject(refusal);
  await expect(trainer.checkpoint()).rejects.toMatchObject(refusal);
  await expect(trainer.outputs(setup.data.inputs)).rejects.toMatchObject(refusal);
  expect(() => trainer.restore(state)).toThrow(refusal.message);
  expect(trainer.step).toBe(trainer.stepsPerEpoch);
  await tf.setBackend('cpu');
  await takeSteps(trainer, trainer.stepsPerEpoch);
  sameBits('the weights', await trainer.weights(), await undisturbed.weights());
  trainer.dispose();
  undisturbed.dispose();
});

it('can be given up while another backend is the current one', async () => {
  const before = tf.memory().numTensors;
  const trainer = await tfjs.prepare(setup);
  await trainer.advance(1);
  tf.registerBackend('other', () => new MathBackendCPU(), 0);
  await tf.setBackend('other');
  trainer.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it('refuses a backend of the same name that is another one', async () => {
  tf.registerBackend('other', () => new MathBackendCPU(), 0);
  await tf.setBackend('other');
  const trainer = await tfjs.prepare(setup);
  tf.removeBackend('other');
  tf.registerBackend('other', () => new MathBackendCPU(), 0);
  await tf.setBackend('other');
  await expect(trainer.advance(1)).rejects.toThrow('started anew');
  trainer.dispose();
});

it('hands on why a read failed, in its own words', async () => {
  const trainer = await tfjs.prepare(setup);
  const cause = new Error('There is no memory left for that.');
  vi.spyOn(tf.backend(), 'read').mockRejectedValue(cause);
  await expect(trainer.weights()).rejects.toMatchObject({ code: 'unknown', message: cause.message, cause });
  await expect(trainer.outputs(setup.data.inputs)).rejects.toMatchObject({ code: 'unknown', cause });
  vi.spyOn(tf.backend(), 'read').mockRejectedValue(new AppError('aborted', 'Stopped.'));
  await expect(trainer.checkpoint()).rejects.toMatchObject({ code: 'aborted' });
  vi.restoreAllMocks();
  expect(await trainer.weights()).toEqual(setup.weights);
  trainer.dispose();
});
