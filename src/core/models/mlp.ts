import { defineModel } from '../define.ts';
import { hiddenActivations } from '../layer-notation.ts';
import type { DenseLayer } from '../network.ts';
import { outputLayer } from '../output-layer.ts';
import { numberOf } from '../params.ts';

export default defineModel({
  id: 'mlp',
  label: 'Multilayer perceptron',
  about:
    'Layers of units between inputs and answer: it can learn curves and interactions, and needs more data.',
  tasks: ['binary', 'multiclass', 'regression'],
  params: {
    layers: {
      type: 'integer',
      label: 'Hidden layers',
      help: 'How many layers lie between inputs and answer.',
      min: 1,
      max: 4,
      default: 1,
    },
    units: {
      type: 'integer',
      label: 'Units per layer',
      help: 'How many units each hidden layer has.',
      min: 2,
      max: 256,
      scale: 'log',
      default: 32,
    },
    activation: {
      type: 'choice',
      label: 'Activation',
      help: 'The bend that each hidden unit puts into its sum.',
      options: [
        { value: 'relu', label: 'ReLU' },
        { value: 'tanh', label: 'tanh' },
        { value: 'leaky-relu', label: 'Leaky ReLU' },
        { value: 'elu', label: 'ELU' },
        { value: 'gelu', label: 'GELU' },
        { value: 'sigmoid', label: 'Sigmoid' },
        { value: 'linear', label: 'None (linear)' },
      ],
      default: 'relu',
    },
  },
  architecture(inputs, outputs, task, params) {
    const activation = hiddenActivations.find((one) => one === params.activation);
    if (!activation)
      throw new RangeError(
        `The activation is one of ${hiddenActivations.join(', ')}, not ${String(params.activation)}.`,
      );
    const hidden: DenseLayer = { units: numberOf(params, 'units'), activation };
    const layers = Array.from({ length: numberOf(params, 'layers') }, () => hidden);
    return { inputs, layers: [...layers, outputLayer(task, outputs)] };
  },
});
