// A run as the notebook shows, sorts, groups and searches it.

import type { Run } from './records.ts';
import { runParams } from './run-params.ts';
import type { MetricSummary, RunNote } from './run-records.ts';

/** How many colours there are for runs (`--run-0` and on). */
export const runColours = 8;

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

/** @param note what a person wrote about the run; null: nothing yet. */
export function runItem(run: Run, note: RunNote | null): RunItem {
  return {
    run,
    note,
    name: note?.name ?? run.name,
    colour: note?.colour ?? (run.number - 1) % runColours,
    tags: note?.tags ?? {},
    params: runParams(run),
    metrics: run.summary,
  };
}
