// Everything that core/network.ts can describe, on the current backend of TensorFlow.js: cpu, wasm or webgpu.

import type { Learning } from '../../../core/learning.ts';
import { denseInputs } from '../../../core/network.ts';
import type { Architecture } from '../../../core/network.ts';
import { unsupportedAnywhere } from '../trainer.ts';
import type { TrainerKind } from '../trainer.ts';
import { TfjsTrainer } from './trainer.ts';

function supports(architecture: Architecture, learning: Learning): string | null {
  try {
    denseInputs(architecture);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
  return unsupportedAnywhere(architecture, learning);
}

export const tfjs: TrainerKind = {
  supports,
  prepare: (setup) => Promise.resolve().then(() => new TfjsTrainer(setup)),
};
