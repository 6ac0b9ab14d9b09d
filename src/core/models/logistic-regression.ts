import { defineModel } from '../define.ts';

export default defineModel({
  id: 'logistic-regression',
  label: 'Logistic regression',
  about: 'A weighted sum of the inputs, squeezed into a probability between 0 and 1.',
  tasks: ['binary'],
  params: {},
  architecture: (inputs) => ({ inputs, layers: [{ units: 1, activation: 'sigmoid' }] }),
});
