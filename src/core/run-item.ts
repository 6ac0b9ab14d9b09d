// A run as the notebook shows, sorts, groups and searches it.

import type { Run } from './records.ts';
import type { MetricSummary, RunNote } from './run-records.ts';

export interface RunItem {
  readonly run: Run;
  readonly note: RunNote | null;
  /** The person's, or the run's own. */
  readonly name: string;
  /** Number of one of the run colours, from 0. */
  readonly colour: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Every setting by a flat name ("optimizer", "learning_rate", "model.units", "callbacks.early-stopping.patience" …) as text. */
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, MetricSummary>>;
}
