// How the training under way, or the last one, stands.

import type { AppError } from '../core/errors.ts';
import type { Run } from '../core/records.ts';
import type { TrainProgress } from '../engine/protocol.ts';

export type TrainingJob =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      readonly run: Run;
      readonly progress: TrainProgress | null;
      readonly paused: boolean;
    }
  | { readonly phase: 'failed'; readonly run: Run; readonly error: AppError }
  | { readonly phase: 'done'; readonly run: Run };
