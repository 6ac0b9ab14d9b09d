// One figure of the monitors as the chart of its course wants it.

import type { FigureCourseData } from '../../charts/figure-course.ts';
import { worseOf } from '../../core/alerting/figure-facts.ts';
import { figureLabel } from '../../core/alerting/words.ts';
import type { FigureKey } from '../../core/monitoring/figure.ts';
import type { FigureTable } from '../../core/monitoring/figure-table.ts';
import { figureText } from '../text/monitor-figure.ts';
import { definitionOf } from './definitions.ts';
import type { Places } from './places.ts';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** @param index of the window that is looked at. */
export function figureCourse(
  table: FigureTable,
  { x, labels }: Places,
  key: FigureKey,
  index?: number,
): FigureCourseData {
  const place = table.windows.findIndex((window) => window.index === index);
  return {
    label: figureText.labels[key] ?? capital(figureLabel(key)),
    definition: definitionOf(key).short,
    x,
    labels,
    values: table.series(key),
    low: table.series(key, 'low'),
    high: table.series(key, 'high'),
    thresholds: table.series(key, 'threshold'),
    n: table.series(key, 'n'),
    worse: worseOf(key) === 'up' ? 'higher' : 'lower',
    ...(place >= 0 && { selected: place }),
  };
}
