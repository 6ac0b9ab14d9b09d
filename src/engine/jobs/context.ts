// What every job is given besides its request.

import { AppError } from '../../core/errors.ts';
import type { BootstrapOptions } from '../../core/bootstrap.ts';
import { metrics } from '../../core/metrics/index.ts';
import type { Metric } from '../../core/define.ts';
import type { JobName, Jobs } from '../protocol.ts';
import type { Engines } from '../engines.ts';
import type { Controls } from '../../worker/controls.ts';
import type { LoadedTable, Tables } from '../tables.ts';

export interface JobContext<J extends JobName> {
  readonly tables: Tables;
  /** The part of Engines that jobs use. */
  readonly engines: Pick<Engines, 'prefer' | 'use' | 'probed'>;
  readonly controls: Controls;
  report(progress: Jobs[J]['progress']): void;
}

export type Job<J extends JobName> = (
  request: Jobs[J]['request'],
  context: JobContext<J>,
) => Promise<Jobs[J]['response']>;

/** Intervals of single figures: 95 %, from enough resamples for its ends to be steady in the second digit. */
export const intervalOptions = (seed: number): BootstrapOptions => ({
  resamples: 400,
  confidence: 0.95,
  seed,
});

/** @throws AppError `bad-input` when the metric is unknown or not for this task. */
export function metricFor({ task }: LoadedTable, id: string): Metric {
  if (!metrics.has(id)) throw new AppError('bad-input', `There is no metric called "${id}".`);
  const metric = metrics.get(id);
  if (!metric.tasks.includes(task))
    throw new AppError('bad-input', `${metric.label} is not for ${task} models.`);
  return metric;
}
