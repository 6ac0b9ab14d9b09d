// Every point of a run as one table for other programs: one line a point, NaN and infinities in words.

import { csvText } from '../../../charts/parts/format.ts';
import type { RunItem } from '../../../core/run-item.ts';
import type { RunLog } from '../../../core/run-records.ts';

const valueText = (value: number): string =>
  Number.isNaN(value) ? 'NaN' : value === Infinity ? 'inf' : value === -Infinity ? '-inf' : String(value);

/** Columns series, epoch, step, milliseconds (since the run began), value; empty where a point has none. */
export function pointsCsv({ run }: RunItem, { history, series }: RunLog): string {
  const validated = run.trainedOn.validationRows > 0;
  const byEpoch = [
    ['loss', 'loss'],
    [run.metric, 'metric'],
    ...(validated
      ? ([
          ['val_loss', 'validationLoss'],
          [`val_${run.metric}`, 'validationMetric'],
        ] as const)
      : []),
  ] as const;
  const rows: string[][] = [];
  for (const [name, field] of byEpoch)
    for (const record of history)
      rows.push([name, String(record.epoch), String(record.step), '', valueText(record[field])]);
  for (const { name, steps, times, values } of series)
    values.forEach((value, i) =>
      rows.push([name, '', String(steps[i] ?? ''), String(Math.round(times[i] ?? 0)), valueText(value)]),
    );
  return csvText(['series', 'epoch', 'step', 'milliseconds', 'value'], rows);
}
