import { defineModel } from '../define.ts';

export default defineModel({
  id: 'linear-regression',
  label: 'Linear regression',
  about: 'A weighted sum of the inputs.',
  tasks: ['regression'],
  params: {},
  architecture: (inputs) => ({ inputs, layers: [{ units: 1, activation: 'linear' }] }),
});
