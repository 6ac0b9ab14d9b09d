import type { Callback } from '../../core/callback.ts';
import { callbackProblems } from '../../core/callback-list.ts';
import { AppError } from '../../core/errors.ts';
import { learningOf } from '../../core/learning-plan.ts';
import { prepare } from '../preparation.ts';
import type { Choice } from '../engines.ts';
import type { TrainRequest, TrainResponse } from '../protocol.ts';
import type { LoadedTrainer } from '../trainer-loading.ts';
import { beginningOf } from '../training/beginning.ts';
import { News } from '../training/news.ts';
import type { Lasting } from '../training/reporter.ts';
import { setupFrom } from '../training/setup.ts';
import { runTraining } from '../training/training.ts';
import { metricFor } from './context.ts';
import type { Job, JobContext } from './context.ts';

/** A graphics device that is lost this often in one training is no passing fault. */
const mostRestarts = 3;

const silence = () => new Promise<null>((resolve) => setTimeout(resolve, 1000, null));

/**
 * Trains one model on the engine that suits it. Stop keeps the weights as they are at that moment. When the graphics
 * device is lost, the training goes on from its last checkpoint on a new one and ends with the same weights.
 */
export const train: Job<'train'> = (request, context) => trainWith(request, context, []);

/** @param extra callbacks that are called before those of the request. */
export async function trainWith(
  request: TrainRequest,
  context: JobContext<'train'>,
  extra: readonly Callback[],
): Promise<TrainResponse> {
  const table = context.tables.get(request.digest);
  const { task } = table;
  const metric = metricFor(table, request.metric);
  const prepared = prepare(request, table);
  const { training, weights } = prepared;
  const plain = learningOf(request.training, task, training.rows);
  const scheduled = plain.schedule.kind !== 'constant';
  const directions = new Map([[metric.id, metric.better]]);
  const problem = callbackProblems(request.callbacks, { directions, scheduled }).find(
    (text) => text !== null,
  );
  if (problem) throw new AppError('bad-input', problem);
  const begin = (checkpoint: TrainRequest['checkpoint']) =>
    beginningOf(checkpoint, request.runId, plain, request.training.epochs, training.rows, weights.length);
  const first = begin(request.checkpoint);
  // The trainer begins with the rate of the request; one that a callback set comes with the beginning.
  const setup = setupFrom(request, task, prepared, {
    optimizerFrom: first.optimizerFrom,
    learningRate: null,
  });
  const lasting: Lasting = {
    checkpoint: request.checkpoint,
    reported: first.history.length,
    files: request.files,
    told: undefined,
    news: new News(),
  };
  const parts = { request, setup, prepared, table, metric, task, context, lasting, extra };
  const attempt = ({ engine, info }: Choice) =>
    runTraining({ ...parts, engine, info, beginning: begin(lasting.checkpoint) });
  const last: { engine: LoadedTrainer | null } = { engine: null };
  for (let restarts = 0; ; restarts++) {
    try {
      return await context.engines.use(
        setup.architecture,
        setup.learning,
        // A choice that is changed meanwhile holds from the next training on.
        lasting.checkpoint?.engine ?? last.engine?.id ?? request.engine ?? null,
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
}
