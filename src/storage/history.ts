// A metric history as one typed array. Cloning a million small objects takes seconds, a million-row typed array does not.

import { AppError } from '../core/errors.ts';
import type { EpochRecord } from '../core/records.ts';

const figures = 6;

/** Six numbers an epoch: epoch, loss, validationLoss, metric, validationMetric, step. */
export function packHistory(history: readonly EpochRecord[]): Float64Array {
  const points = new Float64Array(history.length * figures);
  let at = 0;
  for (const record of history) {
    points[at++] = record.epoch;
    points[at++] = record.loss;
    points[at++] = record.validationLoss;
    points[at++] = record.metric;
    points[at++] = record.validationMetric;
    points[at++] = record.step;
  }
  return points;
}

/** @throws AppError 'corrupt' when it does not hold exactly `epochs` epochs. */
export function unpackHistory(points: unknown, epochs: number): EpochRecord[] {
  if (!(points instanceof Float64Array) || points.length !== epochs * figures)
    throw new AppError('corrupt', `A stored history is damaged: ${epochs} epochs were expected.`);
  const history = new Array<EpochRecord>(epochs);
  for (let i = 0, at = 0; i < epochs; i++, at += figures) {
    const epoch = points[at]!;
    const step = points[at + 5]!;
    if (!Number.isInteger(epoch) || !Number.isInteger(step))
      throw new AppError('corrupt', `A stored history is damaged at epoch ${i + 1}.`);
    history[i] = {
      epoch,
      loss: points[at + 1]!,
      validationLoss: points[at + 2]!,
      metric: points[at + 3]!,
      validationMetric: points[at + 4]!,
      step,
    };
  }
  return history;
}
