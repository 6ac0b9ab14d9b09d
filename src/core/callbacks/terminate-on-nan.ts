import { defineCallback } from '../callback.ts';
import { figure } from '../callback-monitor.ts';
import { AppError } from '../errors.ts';

/** keras.callbacks.TerminateOnNaN of 3.15.1: also for ±Infinity. */
export default defineCallback({
  id: 'terminate-on-nan',
  label: 'Stop when the loss breaks (TerminateOnNaN)',
  about: 'Ends the training at the first batch whose loss is no finite number.',
  params: {
    raise_error: {
      type: 'boolean',
      label: 'Fail at once',
      help: 'The run fails there and then, without the end of the epoch; off: it ends in good order.',
      default: false,
    },
  },
  problem: () => null,
  everyBatch: () => true,
  needsBatchLoss: () => true,
  create(params) {
    const raises = params['raise_error'] === true;
    return {
      hooks: {
        'train-batch-end'(batch, logs, host) {
          const loss = logs.get('loss');
          if (loss === undefined || Number.isFinite(loss)) return;
          const what = `the loss is ${figure(loss)} at batch ${batch + 1}`;
          if (raises) throw new AppError('diverged', `The training was ended: ${what}.`);
          host.stopTraining = true;
          host.say(`${what}: training stops`, true);
        },
        'epoch-end'(_epoch, logs, host) {
          const loss = logs.get('loss');
          if (loss === undefined || Number.isFinite(loss))
            host.say('the loss was finite at every batch', false);
        },
      },
      state: () => ({}),
      restore() {
        // It remembers nothing.
      },
    };
  },
});
