import { hasChance, judgeAgainst } from '../estimating/judged.ts';
import { usualLimits } from '../estimating/usual-limits.ts';
import { metrics } from '../metrics/index.ts';
import { bareFigure, figureKey } from '../monitoring/figure.ts';
import { defineMonitor, type WindowMonitor, type WindowView } from '../monitoring/monitor.ts';

/**
 * Figures of the labelled rows against the level on rows that the model had not learnt from. Plain shares have Wilson's interval and
 * Fisher's exact test; means a permutation test by its saddlepoint; all others the jackknife's interval and no p-value.
 */
export default defineMonitor({
  id: 'performance',
  label: 'Performance',
  about: 'How good the answers were, once the labels are known.',
  needs: 'labels',
  independentRows: true,
  begin({ task, metrics: ids, unseen, windowRows, seed }) {
    const figures = ids
      .filter((id) => metrics.has(id))
      .map((id) => metrics.get(id))
      .filter(({ tasks }) => tasks.includes(task));
    if (figures.length === 0) return null;
    const judge = judgeAgainst(figures, unseen, seed);
    const thresholds = usualLimits(figures, unseen, windowRows, seed);
    const keys = figures.map((figure) => figureKey('performance', figure.id));
    const look: WindowMonitor = (window, put) => {
      judge(window).forEach(({ estimate: { value, n, low, high }, pValue }, at) =>
        put(keys[at]!, bareFigure(value, n, { low, high, pValue, threshold: thresholds[at]! })),
      );
    };
    return Object.assign(look, {
      against(rows: WindowView): WindowMonitor {
        const tested = figures.filter(hasChance);
        const judged = judgeAgainst(tested, rows, seed);
        return (window, put) => {
          judged(window).forEach(({ estimate: { value, n }, pValue }, at) =>
            put(figureKey('performance', tested[at]!.id), bareFigure(value, n, { pValue })),
          );
        };
      },
    });
  },
});
