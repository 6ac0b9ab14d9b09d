// How pure the highest scores are: precision against recall, over all thresholds.

import { defineChart } from './parts/define.ts';
import { count, csvText, fixed, share } from './parts/format.ts';
import {
  areasTitle,
  rankingFigure,
  rankingHeader,
  rankingRows,
  rankingRowsText,
  type RankingData,
} from './parts/ranking-curve.ts';
import { saidModels } from './parts/two-models.ts';

export interface PrecisionRecallData extends RankingData {
  /** Share of positives among the rows: what chance would reach. */
  readonly prevalence: number;
}

const x = 'recall';
const y = 'precision';

function title(data: PrecisionRecallData): string {
  const { candidate, baseline, positive } = data;
  const own = candidate.drawn.area;
  if (Number.isNaN(own)) return `No row is ${positive}, so there is nothing to find`;
  const clear = (better: boolean, areas: string): string =>
    `${candidate.label} finds ${positive} ${better ? 'more' : 'less'} purely than ${baseline?.label ?? ''}: ${areas}`;
  return (
    areasTitle(data, 'average precision', clear, `find ${positive} alike`) ??
    `${candidate.label} finds ${positive} with an average precision of ${fixed(own)}`
  );
}

export default defineChart<PrecisionRecallData>({
  id: 'precision-recall',
  label: 'Precision and recall',
  about: 'How many of the rows called positive are, against how many of the positives are found.',
  title,
  subtitle: (data) =>
    `Right among those called ${data.positive} (${y}) against found of all ${data.positive} (${x}) at every threshold; ` +
    `dotted: chance, ${share(data.prevalence)}. ${rankingRowsText(data)}`,
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
