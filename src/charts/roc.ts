// How well the scores rank: false alarms against what is found, over all thresholds.

import { defineChart } from './parts/define.ts';
import { count, csvText, fixed } from './parts/format.ts';
import {
  areasTitle,
  rankingFigure,
  rankingHeader,
  rankingRows,
  rankingRowsText,
  type RankingData,
} from './parts/ranking-curve.ts';
import { saidModels } from './parts/two-models.ts';

const x = 'false positive rate';
const y = 'true positive rate';

function title(data: RankingData): string {
  const { candidate, baseline, positive } = data;
  const own = candidate.drawn.area;
  if (Number.isNaN(own)) return 'Without rows of both kinds there is no ROC curve';
  const clear = (better: boolean, areas: string): string =>
    `${candidate.label} ranks ${positive} ${better ? 'better' : 'worse'} than ${baseline?.label ?? ''}: ${areas}`;
  return (
    areasTitle(data, 'area', clear, `rank ${positive} alike`) ??
    `${candidate.label} ranks ${positive} above the rest ${fixed(own * 100, 0)} times in 100`
  );
}

export default defineChart<RankingData>({
  id: 'roc',
  label: 'ROC curve',
  about: 'Share of positives found against share of false alarms, over all thresholds.',
  title,
  subtitle: (data) =>
    `What is found (${y}) against false alarms (${x}) at every threshold; ${data.positive} counts as positive; ` +
    `dotted: chance. ${rankingRowsText(data)}`,
  describe(data) {
    const areas = saidModels(data).map(({ label, drawn }) => `${label} ${fixed(drawn.area, 3)}`);
    return `${title(data)}. ROC curve. Area: ${areas.join(', ')}. ${count(data.n)} rows.`;
  },
  figure: (data, theme) => rankingFigure(data, theme, { x, y, chance: [0, 1], shape: 'linear' }),
  csv: (data) => csvText(rankingHeader(x, y), rankingRows(data)),
});
