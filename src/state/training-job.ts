// How the training under way, or the last one, stands.

import type { AppError } from '../core/errors.ts';
import type { Checkpoint, Run } from '../core/records.ts';
import type { TrainProgress } from '../engine/protocol.ts';

/** How far a training has come. */
export type Standing = Pick<TrainProgress, 'epoch' | 'epochs' | 'step' | 'steps' | 'stepsPerSecond'>;

export type TrainingJob =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      readonly run: Run;
      /** From the checkpoint that it goes on from, until the engine reports; null before that is read. */
      readonly at: Standing | null;
      /** The engine's last report; null before the first. */
      readonly progress: TrainProgress | null;
      readonly paused: boolean;
    }
  | { readonly phase: 'failed'; readonly run: Run; readonly error: AppError }
  | { readonly phase: 'done'; readonly run: Run };

/** @param checkpoint where it goes on from; null: it begins. */
export function standingOf({ training, trainedOn }: Run, checkpoint: Checkpoint | null): Standing {
  const { epochs, batchSize } = training;
  const stepsPerEpoch = checkpoint?.stepsPerEpoch ?? Math.ceil(trainedOn.rows / batchSize);
  const { epoch, step } = checkpoint ?? { epoch: 0, step: 0 };
  return { epoch, epochs, step, steps: epochs * stepsPerEpoch, stepsPerSecond: 0 };
}
