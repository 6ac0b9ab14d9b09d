import { defineCallback } from '../callback.ts';
import { layerNames } from '../layer-names.ts';
import { parameterParts } from '../network.ts';
import { numberOf } from '../params.ts';

/** What keras.callbacks.TensorBoard of 3.15.1 writes with `histogram_freq`, under the same tags, and the learning rate. */
export default defineCallback({
  id: 'tensorboard-histograms',
  label: 'Histograms of the weights (TensorBoard)',
  about:
    'Records how the weights of each layer are spread, and the learning rate, under the names of TensorBoard.',
  params: {
    histogram_freq: {
      type: 'integer',
      label: 'Every so many epochs',
      help: 'Histograms are made at the first epoch and then every so many; 0 makes none.',
      min: 0,
      max: 100_000,
      default: 1,
    },
  },
  problem: () => null,
  everyBatch: () => false,
  create(params) {
    const every = numberOf(params, 'histogram_freq');
    return {
      hooks: {
        async 'epoch-end'(epoch, _logs, host) {
          host.point('epoch_learning_rate', host.learningRate);
          if (every === 0 || epoch % every !== 0) {
            const wait =
              every === 0
                ? 'no histograms'
                : `histograms again after epoch ${epoch - (epoch % every) + every + 1}`;
            host.say(wait, false);
            return;
          }
          const weights = await host.weights();
          const names = layerNames(host.architecture);
          for (const { kind, layer, at, size } of parameterParts(host.architecture))
            host.histogram(`${names[layer] ?? layer}/${kind}/histogram`, weights.slice(at, at + size));
          host.say(`histograms of ${names.length} layers after epoch ${epoch + 1}`, true);
        },
      },
      state: () => ({}),
      restore() {
        // It remembers nothing.
      },
    };
  },
});
