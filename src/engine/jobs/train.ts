import { AppError } from '../../core/errors.ts';
import { learningOf, withDropout } from '../../core/learning-plan.ts';
import { prepare } from '../preparation.ts';
import type { Choice } from '../engines.ts';
import type { LoadedTrainer } from '../trainer-loading.ts';
import { Training } from '../training/training.ts';
import type { TrainerSetup } from '../trainers/trainer.ts';
import { metricFor } from './context.ts';
import type { Job } from './context.ts';

/** A graphics device that is lost this often in one training is no passing fault. */
const mostRestarts = 3;

const silence = () => new Promise<null>((resolve) => setTimeout(resolve, 1000, null));

/**
 * Trains one model on the engine that suits it. Stop keeps the weights as they are at that moment. When the graphics
 * device is lost, the training goes on from its last checkpoint on a new one and ends with the same weights.
 */
export const train: Job<'train'> = async (request, context) => {
  const loaded = context.tables.get(request.digest);
  const metric = metricFor(loaded, request.metric);
  const prepared = prepare(request, loaded);
  const { checkpoint } = request;
  if (checkpoint && (checkpoint.runId !== request.runId || checkpoint.history.length !== checkpoint.epoch))
    throw new AppError('bad-input', 'The checkpoint belongs to another run.');
  const setup: TrainerSetup = {
    architecture: withDropout(prepared.architecture, request.training.dropout ?? 0),
    learning: learningOf(request.training, loaded.task, prepared.training.rows),
    seed: request.seed,
    data: prepared.training,
    weights: prepared.weights,
  };
  const state = { checkpoint, reported: checkpoint?.history.length ?? 0 };
  const attempt = ({ engine, info }: Choice) =>
    new Training({ request, setup, prepared, metric, task: loaded.task, engine, info, context, state }).run();
  const last: { engine: LoadedTrainer | null } = { engine: null };
  for (let restarts = 0; ; restarts++) {
    try {
      return await context.engines.use(
        setup.architecture,
        setup.learning,
        // A choice that is changed meanwhile holds from the next training on.
        state.checkpoint?.engine ?? last.engine?.id ?? null,
        (choice) => {
          last.engine = choice.engine;
          return attempt(choice);
        },
      );
    } catch (thrown) {
      const lost = last.engine?.lost;
      if (AppError.from(thrown).code !== 'engine-lost' || restarts >= mostRestarts || !lost) throw thrown;
      // The device says so itself; where it does not, something else went wrong and the page decides.
      if (!(await Promise.race([lost, silence()]))) throw thrown;
      await context.controls.obey();
    }
  }
};
