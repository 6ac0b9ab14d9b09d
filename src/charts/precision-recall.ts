// How pure the highest scores are: precision against recall, over all thresholds.

import { defineChart } from './parts/define.ts';
import { count, csvText, fixed, share } from './parts/format.ts';
import { rankingFigure, rankingHeader, rankingRows, type RankingData } from './parts/ranking-curve.ts';
import { saidModels, standing } from './parts/two-models.ts';

export interface PrecisionRecallData extends RankingData {
  /** Share of positives among the rows: what chance would reach. */
  readonly prevalence: number;
}

const x = 'recall';
const y = 'precision';

function title({ candidate, baseline, positive }: PrecisionRecallData): string {
  const own = candidate.drawn.area;
  if (Number.isNaN(own)) return `No row is ${positive}, so there is nothing to find`;
  if (!baseline) return `${candidate.label} finds ${positive} with an average precision of ${fixed(own)}`;
  const other = baseline.drawn.area;
  switch (standing(own, other, 0.0005)) {
    case 'higher':
      return `${candidate.label} finds ${positive} more purely than ${baseline.label}: average precision ${fixed(own, 3)} against ${fixed(other, 3)}`;
    case 'lower':
      return `${candidate.label} finds ${positive} less purely than ${baseline.label}: average precision ${fixed(own, 3)} against ${fixed(other, 3)}`;
    default:
      return `${candidate.label} and ${baseline.label} find ${positive} alike: average precision ${fixed(own, 3)}`;
  }
}

export default defineChart<PrecisionRecallData>({
  id: 'precision-recall',
  label: 'Precision and recall',
  about: 'How many of the rows called positive are, against how many of the positives are found.',
  title,
  subtitle: (data) =>
    `Right among those called ${data.positive} (${y}) against found of all ${data.positive} (${x}) at every threshold; ` +
    `dotted: chance, ${share(data.prevalence)}. n = ${count(data.n)} rows`,
  describe(data) {
    const areas = saidModels(data).map(({ label, drawn }) => `${label} ${fixed(drawn.area, 3)}`);
    return (
      `${title(data)}. Precision–recall curve. Average precision: ${areas.join(', ')}; ` +
      `by chance ${share(data.prevalence)}. ${count(data.n)} rows.`
    );
  },
  figure: (data, theme) =>
    rankingFigure(data, theme, { x, y, chance: [data.prevalence, data.prevalence], shape: 'linear' }),
  csv: (data) => csvText(rankingHeader(x, y), rankingRows(data)),
});
