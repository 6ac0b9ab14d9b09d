// Where a training begins: at its first step, at its own checkpoint, or at one of another run.

import { AppError } from '../../core/errors.ts';
import type { CallbackState } from '../../core/callback.ts';
import type { Learning } from '../../core/learning.ts';
import { optimizerSlots } from '../../core/learning.ts';
import type { Checkpoint, EpochRecord } from '../../core/records.ts';
import type { TrainerState } from '../trainers/trainer.ts';

export interface Beginning {
  /** Null: the setup's weights and an empty optimiser. */
  readonly state: TrainerState | null;
  readonly history: readonly EpochRecord[];
  /** Step from which Adam's corrections count. */
  readonly optimizerFrom: number;
  readonly learningRate: number;
  /** Null: callbacks begin afresh. */
  readonly callbacks: readonly CallbackState[] | null;
  /** Σ loss × rows over the batches of the epoch under way; null where it is not known of all of them. */
  readonly lossSum: number | null;
  /** How often callbacks spoke in the epoch under way. */
  readonly spoken: Readonly<Record<string, number>>;
  readonly elapsedMs: number;
}

const other = () => new AppError('bad-input', 'The checkpoint belongs to another run.');

/**
 * Steps and epochs of a checkpoint in a training of so many steps per epoch. One made with another batch size counts its
 * whole epochs; the optimiser has taken as many steps as before.
 */
function placed(
  { epoch, step, history, optimizerFrom = 0, stepsPerEpoch: was }: Checkpoint,
  stepsPerEpoch: number,
): Pick<TrainerState, 'step'> & { optimizerFrom: number; same: boolean } {
  // An old record does not say it; there its last epoch does, unless it was cut short.
  const [before, last] = [history[epoch - 2]?.step ?? 0, history[epoch - 1]?.step];
  const counted = was ?? (last === undefined ? stepsPerEpoch : last - before);
  const same = counted === stepsPerEpoch && Math.floor(step / stepsPerEpoch) === epoch;
  const now = same ? step : epoch * stepsPerEpoch;
  return { step: now, optimizerFrom: now - (step - optimizerFrom), same };
}

/**
 * @param rows training rows. @param size parameters.
 * @throws AppError `bad-input` when the checkpoint can't be gone on from, in words.
 */
export function beginningOf(
  checkpoint: Checkpoint | null,
  runId: string,
  learning: Learning,
  epochs: number,
  rows: number,
  size: number,
): Beginning {
  const { learningRate } = learning;
  if (!checkpoint) {
    const fresh = { optimizerFrom: 0, callbacks: null, lossSum: 0, spoken: {}, elapsedMs: 0 };
    return { ...fresh, state: null, history: [], learningRate };
  }
  if (checkpoint.runId !== runId) throw other();
  const { epoch, weights } = checkpoint;
  if (epoch > epochs)
    throw new AppError(
      'bad-input',
      `The checkpoint comes from after epoch ${epoch}, and only ${epochs} are asked for. Ask for more epochs.`,
    );
  const stepsPerEpoch = Math.ceil(rows / learning.batchSize);
  const { step, optimizerFrom, same } = placed(checkpoint, stepsPerEpoch);
  const history = checkpoint.history.slice(0, epoch);
  // One that a callback asked for behind the last batch of an epoch lacks the record of that epoch.
  const missing = epoch - history.length;
  if (missing > 1 || (missing === 1 && same && step !== epoch * stepsPerEpoch)) throw other();
  const slots = optimizerSlots(learning.optimizer);
  const fresh = checkpoint.optimizer.length === 0 && slots > 0;
  if (!fresh && checkpoint.optimizer.length !== slots * size)
    throw new AppError(
      'bad-input',
      'The checkpoint comes from another optimiser or another model. Go on from its weights only.',
    );
  const optimizer = fresh ? new Float32Array(slots * size) : checkpoint.optimizer;
  return {
    state: { epoch, step, weights, optimizer },
    history,
    optimizerFrom: fresh ? step : optimizerFrom,
    learningRate: checkpoint.learningRate ?? learningRate,
    callbacks: checkpoint.callbacks ?? null,
    // Where no batch was taken yet, there is nothing to know.
    lossSum: step === epoch * stepsPerEpoch ? 0 : (checkpoint.lossSum ?? null),
    spoken: same ? (checkpoint.spoken ?? {}) : {},
    elapsedMs: checkpoint.elapsedMs ?? 0,
  };
}
