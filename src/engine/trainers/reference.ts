// The same training in plain float64: what every trainer is held against before it is trusted. Written for being right, not for
// speed; held itself to Keras 3 and to central differences.

import { optimizerSlots } from '../../core/learning.ts';
import { optimizerStep } from '../../core/optimizer-step.ts';
import { batchOf } from '../looking/batch.ts';
import type { TrainerSetup, TrainerState } from './trainer.ts';

export interface ReferenceState {
  readonly step: number;
  readonly weights: Float64Array;
  /** m of all parameters, then v. */
  readonly optimizer: Float64Array;
}

/** Gradient of the batch of a step: data, then penalties, then clipping. */
export const referenceGradient = (setup: TrainerSetup, weights: Float64Array, step: number): Float64Array =>
  batchOf(setup, weights, step).gradient;

/** State after `steps` optimiser steps, from the start of the setup or from a state (of any step). */
export function referenceTraining(
  setup: TrainerSetup,
  steps: number,
  from?: Pick<TrainerState, 'step'> & Readonly<Record<'weights' | 'optimizer', ArrayLike<number>>>,
): ReferenceState {
  const weights = Float64Array.from(from?.weights ?? setup.weights);
  const slots = optimizerSlots(setup.learning.optimizer);
  const optimizer = Float64Array.from(from?.optimizer ?? new Float64Array(slots * weights.length));
  const first = from?.step ?? 0;
  for (let step = first; step < first + steps; step++)
    optimizerStep(weights, optimizer, referenceGradient(setup, weights, step), setup.learning, step);
  return { step: first + steps, weights, optimizer };
}
