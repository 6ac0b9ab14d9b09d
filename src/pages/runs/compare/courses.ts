// Where a run's course comes from: its log, the training of this tab, or what another tab tells of its own.

import type { EpochRecord } from '../../../core/records.ts';
import type { MetricSeries, RunLog } from '../../../core/run-records.ts';
import type { RunItem } from '../../../core/run-item.ts';
import type { ComparedRun } from './curves-data.ts';

export interface CourseSources {
  /** The training of this tab; null: there is none. */
  readonly own: {
    readonly runId: string;
    readonly history: readonly EpochRecord[];
    readonly series: readonly MetricSeries[];
  } | null;
  /** What is heard of another tab's; only its epochs. */
  readonly remote: { readonly runId: string; readonly history: readonly EpochRecord[] } | null;
  /** Begins to read the log when it is first asked for. */
  logState(
    runId: string,
  ): { readonly phase: 'loading' | 'failed' } | { readonly phase: 'ready'; readonly log: RunLog } | null;
}

export type HeldCourse = Pick<ComparedRun, 'course' | 'phase'>;

/** A run under way has no log yet: it is what has been measured so far. */
export function courseOf({ run }: RunItem, { own, remote, logState }: CourseSources): HeldCourse {
  if (run.endedAt === null) {
    if (own?.runId === run.id)
      return { course: { history: own.history, series: own.series }, phase: 'ready' };
    if (remote?.runId === run.id) return { course: { history: remote.history, series: [] }, phase: 'ready' };
    return { course: null, phase: 'ready' };
  }
  const state = logState(run.id);
  return { course: state?.phase === 'ready' ? state.log : null, phase: state?.phase ?? 'loading' };
}
