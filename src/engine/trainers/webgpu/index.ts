// Training on a graphics card, for dense nets: one model, or many side by side.

import { AppError } from '../../../core/errors.ts';
import type { Learning } from '../../../core/learning.ts';
import type { Architecture } from '../../../core/network.ts';
import type { FleetKind, TrainerKind, TrainerSetup } from '../trainer.ts';
import { isDense, unsupportedAnywhere } from '../trainer.ts';
import { prepareFleet } from './fleet.ts';
import type { Ways } from './fused-plan.ts';
import { Gpu } from './gpu.ts';
import { prepareTrainer } from './single.ts';

function supports(architecture: Architecture, learning: Learning): string | null {
  if (!isDense(architecture)) return 'Images and embeddings are not trained by the WebGPU trainer.';
  return unsupportedAnywhere(architecture, learning);
}

function assertSupported({ architecture, learning }: Pick<TrainerSetup, 'architecture' | 'learning'>): void {
  const problem = supports(architecture, learning);
  if (problem !== null) throw new AppError('bad-input', problem);
}

/**
 * Trainers on a device. It stays its owner's: nothing here destroys it, and all trainers of one device share its compiled
 * shaders.
 */
export function webgpuTrainers(
  device: GPUDevice,
  ways: Ways = {},
): { trainer: TrainerKind; fleet: FleetKind } {
  const gpu = Gpu.of(device);
  return {
    trainer: {
      supports,
      async prepare(setup) {
        assertSupported(setup);
        return prepareTrainer(gpu, setup, ways);
      },
    },
    fleet: {
      supports,
      async prepare(setup) {
        assertSupported(setup);
        return prepareFleet(gpu, setup, ways);
      },
    },
  };
}
