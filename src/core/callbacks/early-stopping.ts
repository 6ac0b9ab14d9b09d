import { defineCallback } from '../callback.ts';
import {
  figure,
  minDelta,
  modeParam,
  monitorOf,
  monitorParam,
  monitorProblem,
  optionalNumber,
  optionalNumberOf,
  optionalNumberProblem,
  sayMissing,
} from '../callback-monitor.ts';
import { stateReader } from '../callback-state.ts';
import { numberOf } from '../params.ts';

/** keras.callbacks.EarlyStopping of 3.15.1. */
export default defineCallback({
  id: 'early-stopping',
  label: 'Stop early (EarlyStopping)',
  about: 'Ends the training when a figure has not got better for a while.',
  params: {
    monitor: monitorParam,
    mode: modeParam,
    min_delta: minDelta(0),
    patience: {
      type: 'integer',
      label: 'Patience',
      help: 'Epochs without improvement after which training stops. 0 and 1 both stop at the first.',
      min: 0,
      max: 100_000,
      default: 5,
    },
    baseline: optionalNumber(
      'Baseline',
      'Patience only begins anew with values that beat this one by the least improvement.',
    ),
    restore_best_weights: {
      type: 'boolean',
      label: 'Go back to the best weights',
      help: 'At the end, however it came, the weights of the best epoch are put back.',
      default: false,
    },
    start_from_epoch: {
      type: 'integer',
      label: 'Epochs to wait first',
      help: 'So many epochs are not looked at at all.',
      min: 0,
      max: 100_000,
      default: 0,
    },
  },
  problem: (params, context) =>
    monitorProblem(params, context) ?? optionalNumberProblem(params, 'baseline', 'Baseline'),
  everyBatch: () => false,
  create(params, context) {
    const { name, improves } = monitorOf(params, context, numberOf(params, 'min_delta'));
    const patience = numberOf(params, 'patience');
    const baseline = optionalNumberOf(params, 'baseline');
    const startFrom = numberOf(params, 'start_from_epoch');
    const restores = params['restore_best_weights'] === true;
    let wait = 0;
    let best: number | null = null;
    let bestEpoch = 0;
    let bestWeights: Float32Array | null = null;
    const standing = (): string =>
      `patience ${wait} of ${patience}, best ${name} ${figure(best)} at epoch ${bestEpoch + 1}`;
    return {
      hooks: {
        'train-begin'() {
          [wait, best, bestEpoch, bestWeights] = [0, null, 0, null];
        },
        async 'epoch-end'(epoch, logs, host) {
          const current = logs.get(name);
          if (current === undefined) {
            sayMissing(name, logs, host, 'this epoch does not count.');
            return;
          }
          if (epoch < startFrom) {
            host.say(`not counting before epoch ${startFrom + 1}`, false);
            return;
          }
          wait++;
          if (improves(current, best)) {
            best = current;
            bestEpoch = epoch;
            if (restores) bestWeights = await host.weights();
            if (baseline === null || improves(current, baseline)) wait = 0;
            const against = baseline !== null && wait > 0 ? `, baseline ${figure(baseline)} not beaten` : '';
            host.say(standing() + against, false);
            return;
          }
          const stops = wait >= patience && epoch > 0;
          if (stops) host.stopTraining = true;
          host.say(stops ? `${standing()}: training stops after epoch ${epoch + 1}` : standing(), stops);
        },
        async 'train-end'(_at, _logs, host) {
          if (!bestWeights) return;
          await host.setWeights(bestWeights.slice());
          host.say(`went back to the weights of epoch ${bestEpoch + 1}, ${name} ${figure(best)}`, true);
        },
      },
      state: () => ({ wait, best, bestEpoch, bestWeights: bestWeights && bestWeights.slice() }),
      restore(state) {
        const read = stateReader(state);
        wait = read.number('wait');
        best = read.numberOrNull('best');
        bestEpoch = read.number('bestEpoch');
        bestWeights = read.weightsOrNull('bestWeights');
      },
    };
  },
});
