// Metrics and descriptors under one roof: whatever one number of rows, their answers and a model's scores can be.

import type { FigureOf, Metric, Task } from './define.ts';
import { descriptors } from './descriptors/index.ts';
import { AppError } from './errors.ts';
import { metrics } from './metrics/index.ts';

export const hasFigure = (id: string): boolean => metrics.has(id) || descriptors.has(id);

/** @throws AppError `bad-input` when there is no metric or descriptor of that id. */
export function figureOf(id: string): FigureOf {
  if (metrics.has(id)) return metrics.get(id);
  if (descriptors.has(id)) return descriptors.get(id);
  throw new AppError('bad-input', `There is no figure called "${id}".`);
}

/** Metrics first. */
export const figuresFor = (task: Task): readonly FigureOf[] =>
  [...metrics.all, ...descriptors.all].filter(({ tasks }) => tasks.includes(task));

/** Whether it is made of answers that are yes from a threshold on. */
export const isThresholded = ({ tasks, shared }: FigureOf): boolean =>
  tasks.includes('binary') && (shared?.of === 'confusion' || shared?.of === 'matrix');

/** Whether more or less of a figure is better by itself. */
export const isMetric = (figure: FigureOf): figure is Metric => metrics.has(figure.id);
