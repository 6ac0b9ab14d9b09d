// One figure as a rule sees it.

import type {
  AlertKind,
  FigureVerdict,
  JudgedWindow,
  SeenFigure,
} from '../../../src/core/alerting/alert-kind.ts';
import { bareFigure, type Figure } from '../../../src/core/monitoring/figure.ts';
import { defaults, type ParamValues } from '../../../src/core/params.ts';

export const seen = (
  value: number | null,
  rest: Partial<Figure> = {},
  more: Partial<Pick<SeenFigure, 'worse' | 'level' | 'key'>> & { was?: readonly number[] } = {},
): SeenFigure => {
  const { was = [], ...others } = more;
  const figures = was.map((one) => bareFigure(one, 100));
  return {
    key: 'drift/psi/a',
    figure: value === null ? null : { ...bareFigure(value, 100), ...rest },
    worse: 'up',
    level: NaN,
    before: (count) => figures.toReversed().slice(0, count),
    first: (count) => figures.slice(0, count),
    ...others,
  };
};

export function judge(
  kind: AlertKind,
  figures: readonly SeenFigure[],
  params: ParamValues = {},
  window: JudgedWindow = { newRows: 100, share: 1 },
): (FigureVerdict['verdict'] | null)[] {
  return kind
    .judge(figures, { ...defaults(kind.params), ...params }, window)
    .map((one) => one?.verdict ?? null);
}
