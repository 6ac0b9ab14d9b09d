// Which of the kept parameters are offered first.

import { describe, expect, it } from 'vitest';
import type { EpochRecord } from '../../../src/core/records.ts';
import type { KeptPlace } from '../../../src/core/run-records.ts';
import { placesOf } from '../../../src/pages/inspector/run/places.ts';

const place = (epoch: number, changes: Partial<KeptPlace> = {}): KeptPlace => ({
  v: 1,
  runId: 'r',
  projectId: 'p',
  name: `epoch ${epoch}`,
  epoch,
  step: 10 * epoch,
  learningRate: 0.01,
  engine: null,
  keptAt: 0,
  bare: false,
  ...changes,
});
const record = (epoch: number, loss: number, validationLoss: number): EpochRecord => ({
  epoch,
  step: 10 * epoch,
  loss,
  validationLoss,
  metric: 0,
  validationMetric: 0,
});
const history = [record(1, 4, 0.5), record(2, 3, 0.2), record(3, 2, 0.3), record(4, 1, NaN)];

describe('places to go on from', () => {
  it('best on rows kept aside first, then the newest, then the others from the newest on', () => {
    const places = placesOf(
      [1, 2, 3, 4].map((epoch) => place(epoch)),
      history,
      true,
    );
    expect(places.map(({ epoch, loss, isBest, isNewest }) => [epoch, loss, isBest, isNewest])).toEqual([
      [2, 0.2, true, false],
      [4, null, false, true],
      [3, 0.3, false, false],
      [1, 0.5, false, false],
    ]);
  });

  it('goes by the training loss without rows kept aside; one place may be both', () => {
    const places = placesOf([place(3), place(4, { bare: true })], history, false);
    expect(places[0]).toMatchObject({ epoch: 4, loss: 1, isBest: true, isNewest: true, bare: true });
  });

  it('without measured losses there is no best one', () => {
    expect(placesOf([place(1), place(9)], [], true).map(({ isBest }) => isBest)).toEqual([false, false]);
    expect(placesOf([], history, true)).toEqual([]);
  });
});
