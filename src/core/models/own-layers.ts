import { defineModel } from '../define.ts';
import { parseLayers } from '../layer-notation.ts';
import { buildLayers } from '../layer-plan.ts';
import { outputLayer } from '../output-layer.ts';

export default defineModel({
  id: 'own-layers',
  label: 'Own layers',
  about:
    'Layers that you put together: dense ones, convolutions and pooling over an image or a series, or a bag of words.',
  tasks: ['binary', 'multiclass', 'regression'],
  params: {
    layers: {
      type: 'text',
      label: 'Layers',
      help: 'One after another between bars, without the output layer: conv 8 3x3 relu | pool 2 | dense 32 relu dropout 0.2.',
      maxLength: 2000,
      default: 'dense 32 relu | dense 16 relu',
    },
  },
  architecture(inputs, outputs, task, params) {
    const text = String(params.layers);
    const { plan, problems } = parseLayers(text);
    const [unreadable] = problems;
    if (unreadable)
      throw new RangeError(`In "${text.slice(unreadable.from, unreadable.to)}": ${unreadable.text}`);
    if (!plan) throw new RangeError('There are no layers.');
    const built = buildLayers(plan, inputs, outputLayer(task, outputs));
    if (built.architecture) return built.architecture;
    const [{ layer, text: why } = { layer: -1, text: 'The layers do not fit.' }] = built.problems;
    throw new RangeError(layer < 0 ? why : `Layer ${layer + 1}: ${why}`);
  },
});
