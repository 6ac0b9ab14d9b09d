// How far apart training rows and rows kept aside are, and what that says.

import type { EpochRecord } from '../../../core/records.ts';
import { isRising } from '../../../core/trend.ts';
import { gapText } from '../../text/train-live.ts';

export interface Gap {
  readonly train: number;
  readonly aside: number;
  /** Loss kept aside minus loss on training rows; NaN without rows kept aside. */
  readonly gap: number;
  readonly words: string;
  readonly tone: 'plain' | 'good' | 'alarm';
}

/** Share of the training loss from which on a gap is more than noise, and from which on it is large. */
const moderate = 0.15;
const large = 0.6;

/** Null before the first epoch has ended. */
export function gapOf(history: readonly EpochRecord[]): Gap | null {
  const last = history.at(-1);
  if (!last) return null;
  const { loss: train, validationLoss: aside } = last;
  const gap = aside - train;
  const found = (words: string, tone: Gap['tone']): Gap => ({ train, aside, gap, words, tone });
  if (!Number.isFinite(train) || (Number.isNaN(aside) && hasValidation(history)))
    return found(gapText.notFinite, 'alarm');
  if (Number.isNaN(aside)) return found(gapText.none, 'plain');
  const best = history.reduce((least, one) => (one.validationLoss < least.validationLoss ? one : least));
  const later = history.slice(history.indexOf(best)).map(({ validationLoss }) => validationLoss);
  const above = aside > best.validationLoss + 0.02 * Math.abs(best.validationLoss);
  if (above && isRising(later, 0.01)) return found(gapText.rising(best.epoch), 'alarm');
  // A loss near 0 makes any gap look large beside it: it is measured against where the training began.
  const scale = Math.max(Math.abs(train), Math.abs(history[0]!.loss) / 20, Number.MIN_VALUE);
  if (gap < -moderate * scale) return found(gapText.below, 'plain');
  if (gap < moderate * scale) return found(gapText.small, 'good');
  return gap < large * scale ? found(gapText.moderate, 'plain') : found(gapText.large, 'alarm');
}

const hasValidation = (history: readonly EpochRecord[]): boolean =>
  history.some(({ validationLoss }) => !Number.isNaN(validationLoss));
