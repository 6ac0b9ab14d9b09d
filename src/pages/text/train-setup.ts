// Words of the Train room's frame and of its settings.

import { figure } from '../../ui/figure.ts';
import { count } from '../../ui/format.ts';

export const trainRoomText = {
  label: 'Parts of the train room',
  sections: {
    train: 'Train',
    model: 'Model and settings',
    hood: 'Under the hood',
  },
  inUse: 'In use',
  /** Own layers are named by how they are written. */
  model: (label: string, layers: unknown) =>
    typeof layers === 'string' ? `${label} (${layers === '' ? 'no hidden layers' : layers})` : label,
  change: 'Change model and settings',
  callbacks: (labels: readonly string[]) =>
    labels.length === 0 ? 'no callbacks' : `callbacks: ${labels.join(', ')}`,
  callbackProblem: 'A callback can’t be used as it is set. Mend it under “Model and settings”, or remove it.',
  goOn: 'Go on from the last good weights with a tenth of the learning rate',
  goOnDetail: (from: number, to: number) =>
    `A new run begins where this one was still sound, at a learning rate of ${figure(to)} instead of ${figure(from)}.`,
};

export const setupText = {
  kind: 'Kind of model',
  misfit: 'Not in use: this model does not fit the inputs',
  misfitDetail: (standing: string) => `“${standing}” stays in use until this is mended.`,
  takeBack: 'Take it back',
  knobs: 'How it learns',
  knobsSubtitle: 'Every setting is used from the next training on',
  groups: {
    optimizer: 'Optimiser',
    rate: 'Learning rate over time',
    batches: 'Batches and epochs',
    loss: 'Loss and class weights',
    penalties: 'Penalties and dropout',
    gradients: 'Gradients',
    beginnings: 'Starting weights and seed',
    other: 'Further settings',
  },
  unchanged: 'as usual',
  changed: (n: number) => (n === 1 ? '1 changed' : `${count(n)} changed`),
  rateTitle: 'Learning rate over the training',
  rateWords: (first: number, highest: number, last: number, steps: number) =>
    first === last && highest === last
      ? `${figure(first)} in all of ${count(steps)} steps.`
      : `Begins at ${figure(first)}, is ${figure(highest)} at the highest and ends at ${figure(last)} after ${count(steps)} steps.`,
  rate: 'learning rate',
};
