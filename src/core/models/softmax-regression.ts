import { defineModel } from '../define.ts';

export default defineModel({
  id: 'softmax-regression',
  label: 'Softmax regression',
  about: 'A weighted sum of the inputs for each class, turned into probabilities that add up to 1.',
  tasks: ['multiclass'],
  params: {},
  architecture: (inputs, outputs) => ({ inputs, layers: [{ units: outputs, activation: 'softmax' }] }),
});
