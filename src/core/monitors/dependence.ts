import { presentRows } from '../drift-sample.ts';
import { independent } from '../monitoring/dependence.ts';
import { featureDependence } from '../monitoring/feature-dependence.ts';
import { bareFigure, figureKey } from '../monitoring/figure.ts';
import { defineMonitor } from '../monitoring/monitor.ts';

/**
 * `dependence/rows/<feature>`: as how many independent rows those of the window count (core/monitoring/dependence.ts), for
 * features whose rows resemble those before them. The others have no such figure.
 */
export default defineMonitor({
  id: 'dependence',
  label: 'Rows that count',
  about:
    'As how many independent rows those of a window count: rows that follow one another resemble each other, so they tell less than as many by lot would.',
  needs: 'rows',
  begin({ features, reference, windowRows }) {
    if (reference.rows === 0) return null;
    const dependent = features.flatMap((feature) => {
      const law = featureDependence(reference, windowRows, feature);
      return law === independent
        ? []
        : [{ feature, key: figureKey('dependence', 'rows', feature), effect: law.effect }];
    });
    if (dependent.length === 0) return null;
    return (window, put) => {
      for (const { feature, key, effect } of dependent) {
        const n = presentRows(window.sample(feature));
        put(key, bareFigure(n / effect, n));
      }
    };
  },
});
