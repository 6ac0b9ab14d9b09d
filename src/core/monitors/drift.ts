import { presentRows } from '../drift-sample.ts';
import { measuringOf, primaryOf } from '../drifting/measuring.ts';
import { allowFor } from '../monitoring/dependence.ts';
import { featureDependence } from '../monitoring/feature-dependence.ts';
import { bareFigure, figureKey } from '../monitoring/figure.ts';
import { defineMonitor } from '../monitoring/monitor.ts';
import { adjusted } from '../multiple-testing.ts';

/** Of more features than this only the quick measures are taken: eight of each would take longer than the answers. */
const allMeasuresAtMost = 40;
const quick = ['kolmogorov-smirnov', 'chi-square', 'psi'];

/** Evidently: a table has drifted when half of its columns have. */
const shareThreshold = 0.5;
/** Of Holm's adjusted p-values. */
const significance = 0.05;

/**
 * Every measure of the plan on every feature that it is for, against the reference: `drift/<measure>/<feature>`, with p and with
 * the threshold that is in force for so many rows. `drift/share` is the share of features that have drifted by the plan's
 * Kolmogorov–Smirnov or chi-square test (else its last measure), as large as its setting asks and with Holm's p below
 * 0.05; its p is that of the surest feature.
 */
export default defineMonitor({
  id: 'drift',
  label: 'Drift of features',
  about:
    'How far each feature is from its reference rows, by every measure that is watched, and how many features have drifted. Of more than 40 features only Kolmogorov–Smirnov, chi-square and the stability index are taken.',
  needs: 'rows',
  independentRows: true,
  begin({ plan, features, reference, windowRows }) {
    if (reference.rows === 0) return null;
    const settings =
      features.length > allMeasuresAtMost
        ? plan.measures.filter(({ id }) => quick.includes(id))
        : plan.measures;
    const watched = features
      .map((feature) => {
        const measures = measuringOf(settings, reference.sample(feature));
        const primary = primaryOf(measures);
        return {
          feature,
          primary,
          measures,
          rows: featureDependence(reference, windowRows, feature),
          keys: measures.map(({ id }) => figureKey('drift', id, feature)),
        };
      })
      .filter(({ measures }) => measures.length > 0);
    if (watched.length === 0) return null;
    return (window, put) => {
      const pValues: number[] = [];
      const large: boolean[] = [];
      for (const { feature, primary, measures, keys, rows } of watched) {
        const sample = window.sample(feature);
        const n = presentRows(sample);
        measures.forEach(({ measure }, at) => {
          const found = measure(sample);
          if (!found) return;
          const { statistic, pValue, threshold, drifted } = found;
          put(keys[at]!, bareFigure(statistic, n, { pValue, threshold }));
          if (at !== primary) return;
          pValues.push(allowFor(rows, pValue));
          large.push(drifted);
        });
      }
      const certain = adjusted(pValues);
      const drifted = certain.filter((p, at) => p < significance && large[at]).length;
      const surest = certain.reduce((a, b) => (b < a || Number.isNaN(a) ? b : a), NaN);
      const value = pValues.length > 0 ? drifted / pValues.length : NaN;
      put('drift/share', bareFigure(value, window.rows, { pValue: surest, threshold: shareThreshold }));
    };
  },
});
