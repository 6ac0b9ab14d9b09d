import { defineCallback } from '../callback.ts';
import { layoutOf, type Architecture, type LayerLayout } from '../network.ts';
import { numberOf } from '../params.ts';

/** Layers with parameters by name, in the order of their parameters. */
function namedLayers(architecture: Architecture): [string, LayerLayout][] {
  const { convolutions, layers } = layoutOf(architecture);
  return [
    ...convolutions.map((layer, i): [string, LayerLayout] => [`conv_${i + 1}`, layer]),
    ...layers.map((layer, i): [string, LayerLayout] => [
      i === layers.length - 1 ? 'output' : `dense_${i + 1}`,
      layer,
    ]),
  ];
}

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
              every === 0 ? 'no histograms' : `histograms again in ${every - (epoch % every)} epochs`;
            host.say(wait, false);
            return;
          }
          const weights = await host.weights();
          const layers = namedLayers(host.architecture);
          for (const [name, { kernelAt, biasAt, units }] of layers) {
            host.histogram(`${name}/kernel/histogram`, weights.slice(kernelAt, biasAt));
            host.histogram(`${name}/bias/histogram`, weights.slice(biasAt, biasAt + units));
          }
          host.say(`histograms of ${layers.length} layers after epoch ${epoch + 1}`, true);
        },
      },
      state: () => ({}),
      restore() {
        // It remembers nothing.
      },
    };
  },
});
