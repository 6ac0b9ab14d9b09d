import {
  BatchCount,
  saveFrequencyOf,
  saveFrequencyParam,
  saveFrequencyProblem,
} from '../callback-batches.ts';
import { defineCallback, type Callback, type TrainingHost } from '../callback.ts';
import { stateReader } from '../callback-state.ts';

/**
 * keras.callbacks.BackupAndRestore of 3.15.1. Going on is the training's own work: it takes up the back-up with epoch, batch,
 * optimiser and, other than in Keras, what every callback remembers. `double_checkpoint` is missing, for a back-up is kept in
 * one transaction and so is never half written.
 */
export default defineCallback({
  id: 'backup-and-restore',
  label: 'Back up an unfinished training (BackupAndRestore)',
  about: 'Keeps everything that a training needs to go on after the tab was closed or the machine stopped.',
  params: {
    save_freq: saveFrequencyParam,
    delete_checkpoint: {
      type: 'boolean',
      label: 'Discard at the end',
      help: 'A finished training needs no back-up. Off: each one also stays as the checkpoint “latest.keras”.',
      default: true,
    },
  },
  problem: saveFrequencyProblem,
  everyBatch: (params) => saveFrequencyOf(params) !== null,
  create(params) {
    const every = saveFrequencyOf(params);
    const batches = new BatchCount(every);
    const stays = params['delete_checkpoint'] === false;
    const save = async (host: TrainingHost, upTo: string): Promise<void> => {
      await host.backUp();
      if (stays) await host.keep('latest.keras', false);
      host.say(`backed up, ${upTo}`, true);
    };
    let currentEpoch = 0;
    const inBatches: Callback['hooks'] = {
      async 'train-batch-end'(batch, _logs, host) {
        if (batches.due(batch)) await save(host, `batch ${batch + 1} of epoch ${currentEpoch + 1} included`);
      },
    };
    return {
      hooks: {
        // Not even listened to otherwise, for then training need not go one step at a time.
        ...(every === null ? {} : inBatches),
        async 'epoch-end'(epoch, _logs, host) {
          currentEpoch = epoch + 1;
          if (every === null) await save(host, `epoch ${epoch + 1} included`);
          else host.say(`${batches.since} of ${every} batches until the next back-up`, false);
        },
      },
      state: () => ({ currentEpoch, ...batches.state() }),
      restore(state) {
        currentEpoch = stateReader(state).number('currentEpoch');
        batches.restore(state);
      },
    };
  },
});
