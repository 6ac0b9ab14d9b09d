// Caveats of the intervals of a table.

import { figureOf } from '../../core/figures.ts';
import type { IntervalSpec, Measured } from '../../core/evaluation.ts';
import { type Caveat, smallSampleCaveat } from '../../core/small-sample.ts';
import { caveatLegend, caveatMark } from '../text/caveats.ts';

export function caveatOf(
  figure: string,
  measured: Measured | null | undefined,
  interval: IntervalSpec,
): Caveat | null {
  return measured ? smallSampleCaveat(figureOf(figure), measured, interval) : null;
}

/** "rests on 9"; empty where there is nothing to say. */
export function markOf(
  figure: string,
  measured: Measured | null | undefined,
  interval: IntervalSpec,
): string {
  const caveat = caveatOf(figure, measured, interval);
  return caveat ? caveatMark(caveat) : '';
}

const order: readonly Caveat['kind'][] = ['none', 'flat', 'few', 'upwards', 'quantile'];

/** What the marks of a table mean, each once. */
export function legendOf(caveats: readonly (Caveat | null)[]): string[] {
  const kinds = new Set(caveats.map((caveat) => caveat?.kind));
  return order.filter((kind) => kinds.has(kind)).map((kind) => caveatLegend[kind]);
}
