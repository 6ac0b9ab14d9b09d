// An ended run with what it measured.

import type { SeriesTotal } from '../core/metric-series.ts';
import type { Run } from '../core/records.ts';
import type { RunLog } from '../core/run-records.ts';
import { summaryOf } from '../core/run-summary.ts';
import type { Engine } from '../engine/engine.ts';

export interface Measuring {
  readonly run: Run;
  readonly log: RunLog;
  readonly totals: ReadonlyMap<string, SeriesTotal>;
}

export function measuredRun({ run, log, totals }: Measuring, engine: Engine, endedAt: number): Run {
  const { history, series } = log;
  const { metric, trainedOn } = run;
  return {
    ...run,
    machine: engine.probed?.machine ?? '',
    epochs: history.length,
    summary: summaryOf({ metric, validationRows: trainedOn.validationRows, history, series, totals }),
    endedAt,
  };
}
