// Where a training can go on, the most promising first.

import type { EpochRecord } from '../../../core/records.ts';
import type { KeptPlace } from '../../../core/run-records.ts';

export interface Place {
  readonly name: string;
  readonly epoch: number;
  readonly step: number;
  readonly bare: boolean;
  /** On rows kept aside or, without such rows, on training rows, at the end of the epoch; null: not measured. */
  readonly loss: number | null;
  readonly isBest: boolean;
  readonly isNewest: boolean;
}

/** @param validated whether the loss is that of rows kept aside. Best first, then newest, then the others from the newest on. */
export function placesOf(
  kept: readonly KeptPlace[],
  history: readonly EpochRecord[],
  validated: boolean,
): Place[] {
  const losses = new Map(
    history.map((record) => [record.epoch, validated ? record.validationLoss : record.loss]),
  );
  const measured = kept.map((place) => {
    const loss = losses.get(place.epoch);
    return { place, loss: loss === undefined || Number.isNaN(loss) ? null : loss };
  });
  const least = measured.reduce((best, { loss }) => Math.min(best, loss ?? Infinity), Infinity);
  const latest = measured.reduce((step, { place }) => Math.max(step, place.step), -1);
  const best = measured.find(({ loss }) => loss === least)?.place;
  const newest = measured.findLast(({ place }) => place.step === latest)?.place;
  return measured
    .map(({ place: { name, epoch, step, bare }, loss }) => ({
      name,
      epoch,
      step,
      bare,
      loss,
      isBest: name === best?.name,
      isNewest: name === newest?.name,
    }))
    .toSorted(
      (a, b) =>
        Number(b.isBest) - Number(a.isBest) || Number(b.isNewest) - Number(a.isNewest) || b.step - a.step,
    );
}
