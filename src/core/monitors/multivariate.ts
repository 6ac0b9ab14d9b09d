import { bareFigure, figureKey } from '../monitoring/figure.ts';
import { defineMonitor } from '../monitoring/monitor.ts';
import { learnEncoding } from '../multivariate/encoding.ts';
import { domainBand } from '../multivariate/domain-classifier.ts';
import { someOf, watchDomain } from '../multivariate/domain-watch.ts';
import { watchMmd } from '../multivariate/mmd-watch.ts';
import { watchReconstruction } from '../multivariate/reconstruction-watch.ts';
import { Random } from '../random.ts';

/** Rows of a window that are told from the reference's, and as many of those. */
const told = 192;
/** Numbers of the reference that are kept; of wider tables fewer rows. */
const mostCells = 200_000;
const normal95 = 1.959963984540054;

export default defineMonitor({
  id: 'multivariate',
  label: 'All features together',
  about:
    'Whether features still go together as they did: how badly rows are put together again from the main directions of the reference, how well a classifier tells them from it, and how far apart the samples are as a whole.',
  needs: 'rows',
  begin({ features, reference, windowRows, seed }) {
    const width = features.length;
    if (width < 2 || reference.rows < 20) return null;
    const random = new Random(seed).stream('multivariate');
    const most = Math.max(1000, Math.floor(mostCells / width));
    const rows = someOf(reference.rows, most, random).sort();
    const encoding = learnEncoding(reference.table, features, reference.places);
    const z = encoding.encode(
      reference.table,
      rows.map((at) => reference.places[at]!),
    );
    const pca = watchReconstruction(z, width, windowRows, random);
    const domain = watchDomain(z, width, random);
    const mmd = watchMmd(z, width, windowRows, random);
    if (!pca && !domain && !mmd) return null;
    let current: Float64Array | undefined;
    return (window, put) => {
      if (window.rows === 0) return;
      const draw = random.stream(`${window.span.from}–${window.span.to}`);
      current = encoding.encode(window.table, window.places, current);
      if (pca) {
        const { value, error, n, pValue } = pca.of(current);
        const away = normal95 * error;
        put('multivariate/pca', {
          value,
          n,
          low: Math.max(0, value - away),
          high: value + away,
          pValue,
          threshold: pca.band.upper,
        });
      }
      const places = someOf(window.rows, told, draw);
      const found = domain?.(current, places, draw);
      if (found) {
        const away = normal95 * found.error;
        put('multivariate/domain', {
          value: found.area,
          n: places.length,
          low: Math.max(0, found.area - away),
          high: Math.min(1, found.area + away),
          pValue: found.pValue,
          threshold: domainBand.upper,
        });
        features.forEach((feature, j) =>
          put(
            figureKey('multivariate', 'domain-share', feature),
            bareFigure(found.shares[j]!, places.length),
          ),
        );
      }
      if (mmd) {
        const drawn = places.subarray(0, mmd.draws);
        const { value, pValue } = mmd.of(current, drawn);
        put('multivariate/mmd', bareFigure(value, drawn.length, { pValue, threshold: mmd.threshold }));
      }
    };
  },
});
