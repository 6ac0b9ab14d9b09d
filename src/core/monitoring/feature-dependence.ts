// How much one feature depends on its values before, whatever is asked of it.

import { measuringOf } from '../drifting/measuring.ts';
import { learnDependence, type Dependence } from './dependence.ts';
import type { MeasureSetting } from './plan.ts';
import type { WindowView } from './monitor.ts';
import { followsItself, stretchesOf } from './stretches.ts';

/** One test for numbers, one for words. */
const tests: readonly MeasureSetting[] = [
  { id: 'kolmogorov-smirnov', params: { p: 'limit' } },
  { id: 'chi-square', params: {} },
];

const kept = new WeakMap<WindowView, Map<string, Dependence>>();

/** By the Kolmogorov–Smirnov or the chi-square test of stretches of the reference that are as long as a window. */
export function featureDependence(reference: WindowView, windowRows: number, feature: string): Dependence {
  const own = kept.get(reference) ?? new Map<string, Dependence>();
  kept.set(reference, own);
  const key = `${windowRows} ${feature}`;
  const known = own.get(key);
  if (known) return known;
  const [test] = measuringOf(tests, reference.sample(feature));
  const pValues = test
    ? stretchesOf(reference, windowRows).map(
        (stretch) => test.measure(stretch.sample(feature))?.pValue ?? NaN,
      )
    : [];
  const learnt = learnDependence(pValues, reference.rows, windowRows, followsItself(reference, feature));
  own.set(key, learnt);
  return learnt;
}
