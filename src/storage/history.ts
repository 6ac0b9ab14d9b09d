// The epochs of a run as one typed array (columns.ts).

import type { EpochRecord } from '../core/records.ts';
import { damaged, packColumns, unpackColumns } from './columns.ts';

const fields = ['epoch', 'loss', 'validationLoss', 'metric', 'validationMetric', 'step'] as const;

export function packHistory(history: readonly EpochRecord[]): Float64Array {
  return packColumns(fields.map((field) => history.map((record) => record[field])));
}

/** @throws AppError 'corrupt' when it does not hold exactly `epochs` epochs. */
export function unpackHistory(points: unknown, epochs: number): EpochRecord[] {
  const [epoch, loss, validationLoss, metric, validationMetric, step] = unpackColumns(
    points,
    epochs,
    fields,
    'history',
  );
  if (!epoch || !loss || !validationLoss || !metric || !validationMetric || !step)
    throw damaged('history', 'columns are missing');
  const history = new Array<EpochRecord>(epochs);
  for (let i = 0; i < epochs; i++) {
    if (!Number.isInteger(epoch[i]) || !Number.isInteger(step[i]))
      throw damaged('history', `at epoch ${i + 1}`);
    history[i] = {
      epoch: epoch[i]!,
      loss: loss[i]!,
      validationLoss: validationLoss[i]!,
      metric: metric[i]!,
      validationMetric: validationMetric[i]!,
      step: step[i]!,
    };
  }
  return history;
}
