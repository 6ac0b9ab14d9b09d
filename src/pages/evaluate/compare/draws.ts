// In how many of the rows' resamples the candidate came out better.

import type { Measured } from '../../../core/evaluation.ts';
import { figureOf, isMetric } from '../../../core/figures.ts';
import { compareText } from '../../text/evaluate.ts';

/** "better in 97 of 100 draws"; null where nothing was drawn, and for figures that are neither better nor worse. */
export function drawsText(id: string, { aboveZero }: Measured): string | null {
  const figure = figureOf(id);
  if (aboveZero === undefined || Number.isNaN(aboveZero) || !isMetric(figure)) return null;
  const better = figure.better === 'higher' ? aboveZero : 1 - aboveZero;
  // All and none are said of no less than all and none.
  const of100 = better > 0 && better < 1 ? Math.min(99, Math.max(1, Math.round(100 * better))) : 100 * better;
  return compareText.draws(of100);
}
