// The challenger and the champion on the same rows: the only figures of them that can be held side by side.

import type { IntervalSpec, SliceResult } from '../../../core/evaluation.ts';
import { figureOf } from '../../../core/figures.ts';
import { differenceValue, estimateValue } from '../../../core/wording.ts';
import { count } from '../../../ui/format.ts';
import { deployText } from '../../text/rooms.ts';

interface SameRows {
  readonly label: string;
  readonly candidate: string;
  readonly baseline: string;
  readonly difference: string;
  /** The interval of the difference, with how sure it is. */
  readonly interval: string;
  /** How many rows, said. */
  readonly rows: string;
  readonly n: number;
}

/** What is read of an evaluation. */
interface Compared {
  readonly settings: { readonly interval: Pick<IntervalSpec, 'confidence'> };
  readonly slices: readonly Pick<SliceResult, 'key' | 'known' | 'candidate' | 'baseline' | 'difference'>[];
}

/** Null where the evaluation compared with nobody or the metric is not among its figures. */
export function sameRows(
  { slices, settings }: Compared,
  metric: string,
  targetUnit?: string,
): SameRows | null {
  const whole = slices.find(({ key }) => key.length === 0);
  const [mine, theirs] = [whole?.candidate[metric], whole?.baseline?.[metric]];
  const gap = whole?.difference?.[metric];
  if (!whole || !mine || !theirs || !gap) return null;
  const say = (value: number): string => differenceValue(metric, value, targetUnit);
  return {
    label: figureOf(metric).label,
    candidate: estimateValue(metric, mine, targetUnit),
    baseline: estimateValue(metric, theirs, targetUnit),
    difference: say(gap.value),
    interval: deployText.interval(say(gap.low), say(gap.high), settings.interval.confidence),
    rows: count(whole.known),
    n: whole.known,
  };
}
