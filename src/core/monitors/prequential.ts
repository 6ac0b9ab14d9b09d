import { answeredAt, newRows } from '../champion-errors.ts';
import { bareFigure, figureKey } from '../monitoring/figure.ts';
import { defineMonitor } from '../monitoring/monitor.ts';
import { PrequentialClasses, PrequentialNumbers } from '../prequential.ts';
import { wilsonInterval } from '../proportion.ts';

/** A row counts half as much some 700 rows later. */
const fading = 0.999;
const latestRows = 1000;

export default defineMonitor({
  id: 'prequential',
  label: 'Row by row',
  about:
    'How good the answers are over the latest rows, counted row by row as labels come, beside what one would get by repeating the last known answer: where that is better, the model is worth nothing, however good it looks.',
  needs: 'labels',
  begin({ task, classes, labelDelayRows = 0 }) {
    const setting = { window: latestRows, fading, lag: labelDelayRows + 1 };
    const fresh = newRows();
    const key = (name: string) => figureKey('prequential', name);
    if (task === 'regression') {
      const errors = new PrequentialNumbers(setting);
      return (window, put) => {
        const { places, truth, scores } = window;
        const rows = fresh(window);
        for (let i = 0; i < rows.length; i++) {
          const at = rows[i]!;
          errors.add(places[at]!, truth[at]!, scores[at]!);
        }
        const { n, error, faded, noChange } = errors.figures;
        if (n === 0) return;
        put(key('mean-error'), bareFigure(error, n));
        put(key('mean-error-faded'), bareFigure(faded, n));
        put(key('mean-error-no-change'), bareFigure(noChange, n));
      };
    }
    const counted = new PrequentialClasses(Math.max(2, classes.length), setting);
    return (window, put) => {
      const { places, truth } = window;
      const rows = fresh(window);
      for (let i = 0; i < rows.length; i++) {
        const at = rows[i]!;
        counted.add(places[at]!, truth[at]!, answeredAt(window, at));
      }
      const { n, accuracy, faded, noChange, majority, kappa, kappaTemporal, kappaM } = counted.figures;
      if (n === 0) return;
      put(key('accuracy'), bareFigure(accuracy, n, wilsonInterval(accuracy * n, n)));
      put(key('faded'), bareFigure(faded, n));
      put(key('no-change'), bareFigure(noChange, n));
      put(key('majority'), bareFigure(majority, n));
      put(key('kappa'), bareFigure(kappa, n));
      put(key('kappa-temporal'), bareFigure(kappaTemporal, n, { threshold: 0 }));
      put(key('kappa-m'), bareFigure(kappaM, n));
    };
  },
});
