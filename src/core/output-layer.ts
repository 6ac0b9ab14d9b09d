// The last layer of every model kind: what the task needs, and nothing to choose.

import type { Task } from './define.ts';
import type { Activation, DenseLayer } from './network.ts';

const activationOf: Readonly<Record<Task, Activation>> = {
  binary: 'sigmoid',
  multiclass: 'softmax',
  regression: 'linear',
};

/** @param outputs number of classes; counts for `multiclass` only. */
export const outputLayer = (task: Task, outputs: number): DenseLayer => ({
  units: task === 'multiclass' ? outputs : 1,
  activation: activationOf[task],
});
