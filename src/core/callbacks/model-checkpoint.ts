import {
  BatchCount,
  saveFrequencyOf,
  saveFrequencyParam,
  saveFrequencyProblem,
} from '../callback-batches.ts';
import {
  defineCallback,
  type Callback,
  type CallbackContext,
  type Logs,
  type TrainingHost,
} from '../callback.ts';
import {
  figure,
  modeParam,
  monitorOf,
  monitorParam,
  monitorProblem,
  optionalNumber,
  optionalNumberOf,
  optionalNumberProblem,
  sayMissing,
  textOf,
} from '../callback-monitor.ts';
import { batchNames, epochNames } from '../callback-names.ts';
import { stateReader } from '../callback-state.ts';
import { AppError } from '../errors.ts';
import type { ParamValues } from '../params.ts';
import { namesIn, pythonFormat, type NamedNumber } from '../python-text.ts';

function fileProblem(params: ParamValues, context: CallbackContext): string | null {
  const path = textOf(params, 'filepath');
  if (params['save_weights_only'] === true) {
    if (!path.endsWith('.weights.h5')) return 'With weights only, the name must end in .weights.h5.';
  } else if (!path.endsWith('.keras') && !path.endsWith('.h5')) return 'The name must end in .keras or .h5.';
  try {
    const inBatches = saveFrequencyOf(params) !== null;
    const known = new Set([
      'epoch',
      ...(inBatches ? ['batch', ...batchNames(context)] : epochNames(context)),
    ]);
    const odd = namesIn(path).find((name) => !known.has(name));
    return odd === undefined
      ? null
      : `The name asks for {${odd}}, which is not known when it is kept; known are ${[...known].join(', ')}.`;
  } catch (error) {
    return AppError.from(error).message;
  }
}

/**
 * keras.callbacks.ModelCheckpoint of 3.15.1. It differs where Keras breaks: with a number of batches and best only, Keras knows
 * the direction not before the first epoch has ended and raises a TypeError at the second comparison; here it is known.
 */
export default defineCallback({
  id: 'model-checkpoint',
  label: 'Keep checkpoints (ModelCheckpoint)',
  about: 'Keeps the weights after epochs or batches: each time, or only when a figure is better than ever.',
  params: {
    filepath: {
      type: 'text',
      label: 'Name',
      help: 'May hold {epoch:02d}, {batch} and figures such as {val_loss:.4f}. The same name replaces what had it.',
      maxLength: 200,
      default: 'epoch-{epoch:02d}.keras',
    },
    monitor: monitorParam,
    mode: modeParam,
    save_best_only: {
      type: 'boolean',
      label: 'Only the best',
      help: 'Keeps only when the figure is better than at every time before.',
      default: false,
    },
    save_weights_only: {
      type: 'boolean',
      label: 'Weights only',
      help: 'Leaves out what the optimiser remembers. The name must then end in .weights.h5.',
      default: false,
    },
    save_freq: saveFrequencyParam,
    initial_value_threshold: optionalNumber(
      'To beat first',
      'With “only the best”, the first must be better than this.',
    ),
  },
  problem: (params, context) =>
    saveFrequencyProblem(params) ??
    optionalNumberProblem(params, 'initial_value_threshold', 'To beat first') ??
    monitorProblem(params, context) ??
    fileProblem(params, context),
  everyBatch: (params) => saveFrequencyOf(params) !== null,
  needsBatchLoss: (params) =>
    saveFrequencyOf(params) !== null &&
    (params['save_best_only'] === true || textOf(params, 'filepath').includes('{loss')),
  create(params, context) {
    const { name, improves } = monitorOf(params, context, 0);
    const every = saveFrequencyOf(params);
    const batches = new BatchCount(every);
    const path = textOf(params, 'filepath');
    const bestOnly = params['save_best_only'] === true;
    const weightsOnly = params['save_weights_only'] === true;
    let best = optionalNumberOf(params, 'initial_value_threshold');
    let currentEpoch = 0;

    /** Why it is kept, or null. */
    const reason = (file: string, logs: Logs, host: TrainingHost): string | null => {
      if (!bestOnly) return `keeping ${file}`;
      const current = logs.get(name);
      if (current === undefined) {
        sayMissing(name, logs, host, `nobody can tell whether this is the best, and it is kept.`);
        return `keeping ${file}`;
      }
      if (!improves(current, best)) {
        host.say(`${name} ${figure(current)} is not better than ${figure(best)}, nothing is kept`, false);
        return null;
      }
      const before = best === null ? 'the first' : `better than ${figure(best)}`;
      best = current;
      return `${name} ${figure(current)} is ${before}: keeping ${file}`;
    };
    const save = async (
      epoch: number,
      batch: number | null,
      logs: Logs,
      host: TrainingHost,
    ): Promise<void> => {
      const values = new Map<string, NamedNumber>([['epoch', { value: epoch + 1, whole: true }]]);
      if (batch !== null) values.set('batch', { value: batch + 1, whole: true });
      for (const [key, value] of logs) if (key !== 'epoch') values.set(key, { value, whole: false });
      const file = pythonFormat(path, values);
      const why = reason(file, logs, host);
      if (why === null) return;
      host.say(why, true);
      await host.keep(file, weightsOnly);
    };
    // Not even listened to otherwise, for then training need not go one step at a time.
    const inBatches: Callback['hooks'] = {
      async 'train-batch-end'(batch, logs, host) {
        if (batches.due(batch)) await save(currentEpoch, batch, logs, host);
      },
    };
    return {
      hooks: {
        ...(every === null ? {} : inBatches),
        'epoch-begin'(epoch) {
          currentEpoch = epoch;
        },
        async 'epoch-end'(epoch, logs, host) {
          if (every === null) await save(epoch, null, logs, host);
          else host.say(`${batches.since} of ${every} batches until the next checkpoint`, false);
        },
      },
      state: () => ({ best, currentEpoch, ...batches.state() }),
      restore(state) {
        const read = stateReader(state);
        best = read.numberOrNull('best');
        currentEpoch = read.number('currentEpoch');
        batches.restore(state);
      },
    };
  },
});
