// What a rule must know of a figure by its key alone.

import { metrics } from '../metrics/index.ts';
import { partsOfKey, type FigureKey } from '../monitoring/figure.ts';
import { faultLabels } from '../quality/fault-labels.ts';

/** Families whose figures wait for the labels of their window. */
const late: ReadonlySet<string> = new Set([
  'performance',
  'slices',
  'target',
  'calibration',
  'detectors',
  'prequential',
]);

/** Whether the figure of a window can only be there once its labels are. */
export const isLate = (key: FigureKey): boolean =>
  late.has(partsOfKey(key).family) || key === 'volume/missing-labels';

/** Families that measure how good answers are: there the metric says which way is worse. */
const ofMetrics: ReadonlySet<string> = new Set(['performance', 'slices', 'estimated', 'prequential']);

/** Whether only one direction is a reason to speak: a model that seems better than it was is nobody's trouble. */
export const isOfMetric = (key: FigureKey): boolean => ofMetrics.has(partsOfKey(key).family);

export function worseOf(key: FigureKey): 'up' | 'down' {
  const { name } = partsOfKey(key);
  if (key === 'volume/rows') return 'down';
  if (!isOfMetric(key)) return 'up';
  // What is measured row by row (kappa, faded accuracy) is a share of right answers.
  return metrics.has(name) && metrics.get(name).better === 'lower' ? 'up' : 'down';
}

/**
 * What an episode is of: the feature, slice or class, and else the family. Two measures of one feature that drifts are one
 * matter, not two. Faults of the data are: a sensor that is stuck is no part of the gaps that it has had for weeks.
 */
export const subjectOf = (key: FigureKey): string => {
  const { family, name, of } = partsOfKey(key);
  return family === 'quality' && of !== null ? `${of}, ${faultLabels[name] ?? name}` : (of ?? family);
};

const patterns = new Map<string, RegExp>();

/** A star stands for any text, strokes included. */
export function keyMatches(pattern: string, key: FigureKey): boolean {
  if (!pattern.includes('*')) return pattern === key;
  let made = patterns.get(pattern);
  if (!made) {
    const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
    patterns.set(pattern, (made = new RegExp(`^${escaped}$`, 's')));
  }
  return made.test(key);
}

/**
 * Keys that a rule looks at among those that there are, and those that it names outright: these may be missing.
 */
export function keysOf(figures: readonly string[], known: readonly FigureKey[]): FigureKey[] {
  const named = figures.filter((pattern) => !pattern.includes('*'));
  const found = known.filter((key) => figures.some((pattern) => keyMatches(pattern, key)));
  return [...new Set([...found, ...named])];
}
