import { optimizerSlots } from '../../core/learning.ts';
import { optimizerStep } from '../../core/optimizer-step.ts';
import { AppError } from '../../core/errors.ts';
import { walkthroughOf } from '../../core/walkthrough.ts';
import { batchOf } from '../looking/batch.ts';
import { Pacer } from '../pacing.ts';
import { prepare } from '../preparation.ts';
import type { Prepared } from '../preparation.ts';
import type { TrainFrom, TrainRequest } from '../protocol.ts';
import type { LoadedTable } from '../tables.ts';
import { setupFrom } from '../training/setup.ts';
import type { TrainerSetup } from '../trainers/trainer.ts';
import type { Job } from './context.ts';

/** What a trainer would be given for this request, going on from there. */
export const setupGoneOn = (
  request: TrainRequest,
  { task }: LoadedTable,
  prepared: Prepared,
  from: TrainFrom | null,
): TrainerSetup =>
  setupFrom(
    request,
    task,
    prepared,
    from
      ? {
          // A fresh optimiser begins here.
          optimizerFrom: from.optimizer.length > 0 ? from.optimizerFrom : from.step,
          learningRate: from.learningRate,
        }
      : undefined,
  );

/**
 * Where a look at a training begins, in float64; without a state of the optimiser it is a fresh one.
 * @throws AppError `bad-input` when parameters or state are those of another model.
 */
export function stateFrom(
  setup: TrainerSetup,
  from: TrainFrom | null,
): { weights: Float64Array; optimizer: Float64Array; step: number } {
  const slots = optimizerSlots(setup.learning.optimizer);
  const weights = Float64Array.from(from?.weights ?? setup.weights);
  const given = from?.optimizer.length ? from.optimizer : new Float32Array(slots * weights.length);
  if (weights.length !== setup.weights.length || given.length !== slots * weights.length)
    throw new AppError('bad-input', 'These weights are those of another model. Choose another beginning.');
  return { weights, optimizer: Float64Array.from(given), step: from?.step ?? 0 };
}

/** Takes the first `ahead` steps and walks through the one after them. */
export const walk: Job<'walk'> = async ({ digest, training, from, ahead }, context) => {
  const loaded = context.tables.get(digest);
  const prepared = prepare(training, loaded);
  const setup = setupGoneOn(training, loaded, prepared, from);
  const { weights, optimizer, step: first } = stateFrom(setup, from);
  const pacer = new Pacer();
  const step = first + ahead;
  for (let taken = first; taken < step; taken++) {
    await pacer.breathe();
    await context.controls.obey();
    optimizerStep(weights, optimizer, batchOf(setup, weights, taken).gradient, setup.learning, taken);
  }
  const batch = batchOf(setup, weights, step);
  return walkthroughOf({
    architecture: setup.architecture,
    learning: setup.learning,
    step,
    stepsPerEpoch: Math.ceil(setup.data.rows / setup.learning.batchSize),
    weights,
    optimizer,
    batch,
    rows: batch.rows.map((row) => prepared.training.tableRows[row]!),
    inputNames: prepared.recipe.outputs,
    classes: loaded.classes,
  });
};
