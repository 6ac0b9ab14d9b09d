import { defineCallback } from '../callback.ts';
import {
  figure,
  minDelta,
  modeParam,
  monitorOf,
  monitorParam,
  monitorProblem,
  sayMissing,
} from '../callback-monitor.ts';
import { scheduledProblem } from '../callback-rate.ts';
import { stateReader } from '../callback-state.ts';
import { numberOf } from '../params.ts';

/** keras.callbacks.ReduceLROnPlateau of 3.15.1, a cooldown of n that skips n − 1 epochs included. */
export default defineCallback({
  id: 'reduce-lr-on-plateau',
  label: 'Lower the rate on a plateau (ReduceLROnPlateau)',
  about: 'Multiplies the learning rate by a factor when a figure has not got better for a while.',
  params: {
    monitor: monitorParam,
    mode: modeParam,
    factor: {
      type: 'number',
      label: 'Factor',
      help: 'The new learning rate is the old one times this; it must be below 1.',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.1,
    },
    patience: {
      type: 'integer',
      label: 'Patience',
      help: 'Epochs without improvement after which the rate is lowered.',
      min: 0,
      max: 100_000,
      default: 10,
    },
    min_delta: minDelta(1e-4),
    cooldown: {
      type: 'integer',
      label: 'Cooldown',
      help: 'Epochs after a reduction until patience counts again; the last of them counts already.',
      min: 0,
      max: 100_000,
      default: 0,
    },
    min_lr: {
      type: 'number',
      label: 'Lowest rate',
      help: 'The rate is never lowered below this.',
      min: 0,
      max: 1e6,
      default: 0,
    },
  },
  problem: (params, context) =>
    scheduledProblem(context) ??
    (numberOf(params, 'factor') >= 1
      ? 'The factor must be below 1, or the learning rate would not get lower.'
      : monitorProblem(params, context)),
  everyBatch: () => false,
  adds: () => ['learning_rate'],
  create(params, context) {
    const { name, improves } = monitorOf(params, context, numberOf(params, 'min_delta'));
    const patience = numberOf(params, 'patience');
    const factor = numberOf(params, 'factor');
    const cooldown = numberOf(params, 'cooldown');
    const lowest = numberOf(params, 'min_lr');
    let wait = 0;
    let resting = 0;
    let best: number | null = null;
    let bestEpoch = 0;
    const standing = (): string =>
      `${resting > 0 ? `cooldown ${resting}` : `patience ${wait} of ${patience}`}, best ${name} ${figure(best)} at epoch ${bestEpoch + 1}`;
    return {
      hooks: {
        'train-begin'() {
          [wait, resting, best, bestEpoch] = [0, 0, null, 0];
        },
        'epoch-end'(epoch, logs, host) {
          const rate = host.learningRate;
          logs.set('learning_rate', rate);
          const current = logs.get(name);
          if (current === undefined) {
            sayMissing(name, logs, host, 'this epoch does not count.');
            return;
          }
          if (resting > 0) {
            resting--;
            wait = 0;
          }
          if (improves(current, best)) {
            best = current;
            bestEpoch = epoch;
            wait = 0;
          } else if (resting === 0) {
            wait++;
            // Keras compares with a float32, and so in float32.
            if (wait >= patience && Math.fround(rate) > Math.fround(lowest)) {
              const lowered = Math.max(rate * factor, lowest);
              host.say(`${standing()}: learning rate ${figure(rate)} → ${figure(lowered)}`, true);
              host.learningRate = lowered;
              resting = cooldown;
              wait = 0;
              return;
            }
          }
          const floor =
            wait >= patience && wait > 0 ? `; the rate ${figure(rate)} is the lowest allowed` : '';
          host.say(standing() + floor, false);
        },
      },
      state: () => ({ wait, resting, best, bestEpoch }),
      restore(state) {
        const read = stateReader(state);
        wait = read.number('wait');
        resting = read.number('resting');
        best = read.numberOrNull('best');
        bestEpoch = read.number('bestEpoch');
      },
    };
  },
});
