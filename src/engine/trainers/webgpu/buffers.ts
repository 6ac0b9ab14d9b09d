// What training shaders read and write, whichever way they compute.

import type { FleetSetup } from '../trainer.ts';
import type { Gpu } from './gpu.ts';
import { readBackBytes } from './gpu.ts';
import { modelSettings, runWords } from './settings.ts';

/** Steps whose factors are on the card at a time. */
export const mostSteps = 4096;

export interface PopulationBuffers {
  readonly run: GPUBuffer;
  readonly models: GPUBuffer;
  /** Of each model: parameters, the optimiser's state, and the gradient where it needs a place. */
  readonly state: GPUBuffer;
  readonly inputs: GPUBuffer;
  /** All targets, then all sample weights. */
  readonly targets: GPUBuffer;
  readonly rowLists: GPUBuffer;
  readonly factors: GPUBuffer;
}

/** In the order of their bindings (arithmetic.ts). */
export const sharedBuffers = (buffers: PopulationBuffers): GPUBuffer[] => {
  const { run, models, state, inputs, targets, rowLists, factors } = buffers;
  return [run, models, state, inputs, targets, rowLists, factors];
};

/** @param stride floats of one model's state. @throws AppError `bad-input`, `engine-lost`, `gpu-out-of-memory`. */
export async function makeBuffers(gpu: Gpu, setup: FleetSetup, stride: number): Promise<PopulationBuffers> {
  const { data, models } = setup;
  const { settings, rowLists } = modelSettings(setup);
  const targets = new Float32Array(data.targets.length + (data.weights?.length ?? 0));
  targets.set(data.targets);
  if (data.weights) targets.set(data.weights, data.targets.length);
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
  // Whole blocks may read a few floats beyond the last model's parameters.
  const stateBytes = 4 * (models.length * stride + 8);
  // All are looked at before the first is made.
  gpu.assertFits(settings.byteLength, STORAGE, 'The settings of the models');
  gpu.assertFits(stateBytes, STORAGE, 'The models');
  gpu.assertFits(stateBytes + readBackBytes, COPY_DST, 'The models on their way back');
  gpu.assertFits(data.inputs.byteLength, STORAGE, 'The inputs');
  gpu.assertFits(targets.byteLength, STORAGE, 'The targets');
  gpu.assertFits(rowLists.byteLength, STORAGE, 'The folds');
  const made: GPUBuffer[] = [];
  const keep = (buffer: GPUBuffer) => {
    made.push(buffer);
    return buffer;
  };
  try {
    return await gpu.checked(() => ({
      run: keep(gpu.buffer(4 * runWords, UNIFORM | COPY_DST, 'The settings of the run')),
      models: keep(gpu.filled(settings, 'The settings of the models')),
      state: keep(gpu.buffer(stateBytes, STORAGE | COPY_DST | COPY_SRC, 'The models')),
      inputs: keep(gpu.filled(data.inputs, 'The inputs')),
      targets: keep(gpu.filled(targets, 'The targets')),
      rowLists: keep(gpu.filled(rowLists, 'The folds')),
      factors: keep(gpu.buffer(8 * mostSteps, STORAGE | COPY_DST, 'The factors of the steps')),
    }));
  } catch (thrown) {
    gpu.free(...made);
    throw thrown;
  }
}
