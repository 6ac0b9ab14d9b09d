// What a trainer is given for a request: the one place where a request becomes a setup, for trainings and for looks at one.

import type { Task } from '../../core/define.ts';
import { learningOf, withDropout } from '../../core/learning-plan.ts';
import type { Prepared } from '../preparation.ts';
import type { TrainRequest } from '../protocol.ts';
import type { TrainerSetup } from '../trainers/trainer.ts';

/** What a beginning other than the first step changes. */
interface Begun {
  /** Step from which Adam's corrections count. */
  readonly optimizerFrom: number;
  /** Base rate as it stood there; null: that of the request. */
  readonly learningRate: number | null;
}

export function setupFrom(
  { training, seed }: Pick<TrainRequest, 'training' | 'seed'>,
  task: Task,
  prepared: Prepared,
  begun: Begun = { optimizerFrom: 0, learningRate: null },
): TrainerSetup {
  const learning = learningOf(training, task, prepared.training.rows);
  return {
    architecture: withDropout(prepared.architecture, training.dropout ?? 0),
    learning: {
      ...learning,
      learningRate: begun.learningRate ?? learning.learningRate,
      optimizerFrom: begun.optimizerFrom,
    },
    seed,
    data: prepared.training,
    weights: prepared.weights,
  };
}
