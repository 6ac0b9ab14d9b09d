// The settings of a training in groups; what no group names comes last, so that none is ever lost.

import type { Task, TrainingConfig } from '../../../core/define.ts';
import type { Params, ParamValues } from '../../../core/params.ts';
import { defaults } from '../../../core/params.ts';
import { furtherParamsFor, trainingParams } from '../../../core/training-params.ts';

const groupOf = {
  optimizer: 'optimizer',
  learningRate: 'optimizer',
  momentum: 'optimizer',
  weightDecay: 'optimizer',
  rateCourse: 'rate',
  stepEpochs: 'rate',
  stepFactor: 'rate',
  rateEnd: 'rate',
  ratePower: 'rate',
  warmUpShare: 'rate',
  batchSize: 'batches',
  epochs: 'batches',
  validationShare: 'batches',
  loss: 'loss',
  classWeights: 'loss',
  l1: 'penalties',
  l2: 'penalties',
  dropout: 'penalties',
  clipNorm: 'gradients',
  clipBy: 'gradients',
  initializer: 'beginnings',
  seed: 'beginnings',
} as const;

export const groupIds = [
  'optimizer',
  'rate',
  'batches',
  'loss',
  'penalties',
  'gradients',
  'beginnings',
  'other',
] as const;
export type GroupId = (typeof groupIds)[number];

const isGrouped = (name: string): name is keyof typeof groupOf => Object.hasOwn(groupOf, name);
const groupNamed = (name: string): GroupId => (isGrouped(name) ? groupOf[name] : 'other');

export interface KnobGroup {
  readonly id: GroupId;
  readonly params: Params;
  /** Settings that differ from what is usual. */
  readonly changed: number;
}

/** All settings that mean something for this task and config. */
export const paramsFor = (task: Task, config: TrainingConfig): Params => ({
  ...trainingParams,
  ...furtherParamsFor(task, config),
});

/** What the form shows: the config, and the usual value where it says nothing. */
export const valuesOf = (params: Params, config: TrainingConfig): ParamValues => ({
  ...defaults(params),
  ...config,
});

/** Groups without a setting are left out. */
export function knobGroups(task: Task, config: TrainingConfig): KnobGroup[] {
  const params = paramsFor(task, config);
  const values = valuesOf(params, config);
  return groupIds.flatMap((id) => {
    const own = Object.entries(params).filter(([name]) => groupNamed(name) === id);
    if (own.length === 0) return [];
    const changed = own.filter(([name, param]) => values[name] !== param.default).length;
    return [{ id, params: Object.fromEntries(own), changed }];
  });
}
