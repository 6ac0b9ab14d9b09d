import { defineModel } from '../define.ts';
import type { Task } from '../define.ts';
import type { Activation, DenseLayer } from '../network.ts';
import { numberOf } from '../params.ts';

const outputActivation: Readonly<Record<Task, Activation>> = {
  binary: 'sigmoid',
  multiclass: 'softmax',
  regression: 'linear',
};

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
      ],
      default: 'relu',
    },
  },
  architecture(inputs, outputs, task, params) {
    const { activation } = params;
    if (activation !== 'relu' && activation !== 'tanh')
      throw new RangeError(`The activation is relu or tanh, not ${String(activation)}.`);
    const hidden: DenseLayer = { units: numberOf(params, 'units'), activation };
    const layers = Array.from({ length: numberOf(params, 'layers') }, () => hidden);
    const units = task === 'multiclass' ? outputs : 1;
    return { inputs, layers: [...layers, { units, activation: outputActivation[task] }] };
  },
});
