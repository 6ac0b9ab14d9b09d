// What the parts of the settings form share.

import type { Task } from '../../../core/define.ts';
import type { EvaluationSettings } from '../../../core/evaluation.ts';
import { figuresFor, isMetric } from '../../../core/figures.ts';
import type { Params } from '../../../core/params.ts';

export interface AskedPart {
  readonly settings: EvaluationSettings;
  /** Another tab writes: everything can be read and nothing changed. */
  readonly locked: boolean;
  readonly onChange: (part: Partial<EvaluationSettings>) => void;
}

/** A list with one place replaced, or without it. */
export const replaced = <T>(list: readonly T[], at: number, item: T): T[] =>
  list.map((other, place) => (place === at ? item : other));
export const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, place) => place !== at);

/**
 * Parameters of a test as a model of the task can be asked them: where a metric is chosen, only those of the task, and among these
 * first those that are measured.
 */
export function paramsFor(params: Params, task: Task, figures: readonly string[]): Params {
  const { figure } = params;
  if (figure?.type !== 'choice') return params;
  const ids = figuresFor(task)
    .filter(isMetric)
    .map(({ id }) => id);
  const usable = figure.options.filter(({ value }) => ids.includes(value));
  const options = [
    ...usable.filter(({ value }) => figures.includes(value)),
    ...usable.filter(({ value }) => !figures.includes(value)),
  ];
  const own = options.find(({ value }) => value === figure.default) ?? options[0];
  return { ...params, figure: { ...figure, options, default: own?.value ?? figure.default } };
}
