// How well the scores rank: false alarms against what is found, over all thresholds.

import { defineChart } from './parts/define.ts';
import { count, csvText, fixed } from './parts/format.ts';
import { rankingFigure, rankingHeader, rankingRows, type RankingData } from './parts/ranking-curve.ts';
import { saidModels, standing } from './parts/two-models.ts';

const x = 'false positive rate';
const y = 'true positive rate';

function title({ candidate, baseline }: RankingData): string {
  const own = candidate.drawn.area;
  if (Number.isNaN(own)) return 'Without rows of both kinds there is no ROC curve';
  if (!baseline)
    return `${candidate.label} ranks a positive above a negative ${fixed(own * 100, 0)} times in 100`;
  const other = baseline.drawn.area;
  switch (standing(own, other, 0.0005)) {
    case 'higher':
      return `${candidate.label} ranks better than ${baseline.label}: area ${fixed(own, 3)} against ${fixed(other, 3)}`;
    case 'lower':
      return `${candidate.label} ranks worse than ${baseline.label}: area ${fixed(own, 3)} against ${fixed(other, 3)}`;
    default:
      return `${candidate.label} and ${baseline.label} rank alike: area ${fixed(own, 3)}`;
  }
}

export default defineChart<RankingData>({
  id: 'roc',
  label: 'ROC curve',
  about: 'Share of positives found against share of false alarms, over all thresholds.',
  title,
  subtitle: (data) =>
    `What is found (${y}) against false alarms (${x}) at every threshold; ${data.positive} counts as positive; ` +
    `dotted: chance. n = ${count(data.n)} rows`,
  describe(data) {
    const areas = saidModels(data).map(({ label, drawn }) => `${label} ${fixed(drawn.area, 3)}`);
    return `${title(data)}. ROC curve. Area: ${areas.join(', ')}. ${count(data.n)} rows.`;
  },
  figure: (data, theme) => rankingFigure(data, theme, { x, y, chance: [0, 1], shape: 'linear' }),
  csv: (data) => csvText(rankingHeader(x, y), rankingRows(data)),
});
