import { expect, test } from 'vitest';
import { RunningMean } from '../../src/core/running-mean.ts';

test('is the mean of what was added, and can be copied and cleared', () => {
  const mean = new RunningMean();
  for (const x of [3, 5, 10]) mean.add(x);
  expect([mean.n, mean.mean]).toEqual([3, 6]);
  const other = new RunningMean();
  other.copy(mean);
  mean.clear();
  expect([mean.n, mean.mean, other.n, other.mean]).toEqual([0, 0, 3, 6]);
});
