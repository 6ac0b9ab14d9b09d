import { bareFigure } from '../monitoring/figure.ts';
import { defineMonitor } from '../monitoring/monitor.ts';
import { wilsonInterval } from '../proportion.ts';

/** So few of the usual rows are too few (Evidently's default lets 10 % pass, which a quiet day exceeds). */
const tooFew = 0.5;

/** Where a count stands among those of earlier periods, both ends counted: exact if periods come in no particular order. */
function rankChance(rows: number, earlier: readonly number[]): number {
  const atMost = earlier.filter((count) => count <= rows).length;
  const atLeast = earlier.filter((count) => count >= rows).length;
  return Math.min(1, (2 * (1 + Math.min(atMost, atLeast))) / (earlier.length + 1));
}

export default defineMonitor({
  id: 'volume',
  label: 'Volume',
  about:
    'How many rows came, and for which share of them the true answer is still missing when labels have arrived.',
  needs: 'both',
  begin({ windowRows, plan, periods = [] }) {
    const byTime = plan.window.by === 'time';
    return ({ rows, truth }, put, labelled) => {
      if (!labelled) {
        const pValue = byTime && periods.length > 0 ? rankChance(rows, periods) : NaN;
        put('volume/rows', bareFigure(rows, rows, byTime ? { pValue, threshold: tooFew * windowRows } : {}));
        return;
      }
      let missing = 0;
      for (let row = 0; row < truth.length; row++) if (Number.isNaN(truth[row]!)) missing++;
      put('volume/missing-labels', bareFigure(missing / rows, rows, wilsonInterval(missing, rows)));
    };
  },
});
