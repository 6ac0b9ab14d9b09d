import { defineCallback, type TrainingHost } from '../callback.ts';
import { stateReader } from '../callback-state.ts';
import { numberOf } from '../params.ts';

/**
 * keras.callbacks.SwapEMAWeights of 3.15.1, together with the average that Keras' optimisers keep (use_ema, ema_momentum).
 *
 * After each step average = momentum × average + (1 − momentum) × weights, all in float32; after the first the average is the
 * weights themselves. When the training has ended, Keras' optimiser writes what it holds as the average over the weights. With
 * `swap_on_epoch` and a training that was stopped early, that is the plain weights, for both had changed places.
 */
export default defineCallback({
  id: 'swap-ema-weights',
  label: 'Average the weights (SwapEMAWeights)',
  about: 'Keeps a moving average of the weights, validates with it, and ends with it.',
  params: {
    ema_momentum: {
      type: 'number',
      label: 'Momentum',
      help: 'Share of the old average that is kept at each step; near 1 averages over many steps.',
      min: 0,
      max: 1,
      step: 0.001,
      default: 0.99,
    },
    swap_on_epoch: {
      type: 'boolean',
      label: 'Also for callbacks behind it',
      help: 'The average is in the model also at the end of each epoch, so that checkpoints behind this one keep it.',
      default: false,
    },
  },
  problem: () => null,
  everyBatch: () => true,
  create(params) {
    const momentum = Math.fround(numberOf(params, 'ema_momentum'));
    const share = Math.fround(1 - momentum);
    const onEpoch = params['swap_on_epoch'] === true;
    let average: Float32Array | null = null;
    let inModel = false;
    let steps = 0;
    /** Whether both hold the average, as Keras sees to at the end of the last epoch. */
    let settled = false;

    const swap = async (host: TrainingHost): Promise<void> => {
      // Before the first step there is no average yet, and so nothing to put in.
      if (!average) return;
      const weights = await host.weights();
      await host.setWeights(average);
      average = weights;
      inModel = !inModel;
    };
    return {
      hooks: {
        'train-begin'() {
          [average, inModel, steps, settled] = [null, false, 0, false];
        },
        async 'epoch-begin'(_epoch, _logs, host) {
          if (onEpoch && inModel) {
            await swap(host);
            host.say('put the plain weights back to train on', true);
          }
        },
        async 'train-batch-end'(_batch, _logs, host) {
          const weights = await host.weights();
          steps++;
          if (!average) average = weights;
          else
            for (let i = 0; i < weights.length; i++)
              average[i] = Math.fround(momentum * average[i]!) + Math.fround(share * weights[i]!);
        },
        async 'test-begin'(_at, _logs, host) {
          if (!inModel) await swap(host);
          if (inModel) host.say(`put the average of ${steps} steps in to validate`, true);
        },
        async 'test-end'(_at, _logs, host) {
          if (!inModel) return;
          await swap(host);
          host.say('put the plain weights back', true);
        },
        async 'epoch-end'(epoch, _logs, host) {
          if (average && onEpoch && !inModel) {
            await swap(host);
            if (epoch === host.epochs - 1) {
              average = await host.weights();
              settled = true;
            }
            host.say(`put the average of ${steps} steps in for the callbacks behind`, true);
          } else host.say(`average of ${steps} steps`, false);
        },
      },
      async finish(host) {
        if (!average) return;
        await host.setWeights(average.slice());
        host.say(
          inModel && !settled
            ? 'the model ends with the plain weights, for it was stopped while both had changed places'
            : `the model ends with the average of ${steps} steps`,
          true,
        );
      },
      state: () => ({ average: average && average.slice(), inModel, steps, settled }),
      restore(state) {
        const read = stateReader(state);
        average = read.weightsOrNull('average');
        inModel = read.boolean('inModel');
        steps = read.number('steps');
        settled = read.boolean('settled');
      },
    };
  },
});
