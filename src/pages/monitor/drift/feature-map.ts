// What the heat maps show of all figures there are: measures to choose from, rows, their order, and how many fit.

import { driftMeasures } from '../../../core/drift/index.ts';
import { figureLabel } from '../../../core/alerting/words.ts';
import { figureKey, partsOfKey } from '../../../core/monitoring/figure.ts';
import { byChange, courses, type Course } from './courses.ts';
import type { FiguresNow } from './figures-now.ts';

export type Order = 'change' | 'weight' | 'table';

export const isOrder = (value: string): value is Order => ['change', 'weight', 'table'].includes(value);

const bestKnown = 'psi';

/** More rows than these are not drawn, but named. */
const mostRows = 30;

/** Measures that any window has a figure of: the best known first, then those that look at every kind of column. */
export function measuresOf({ table }: FiguresNow): { readonly value: string; readonly label: string }[] {
  const found = new Set(
    table.keys.map(partsOfKey).flatMap(({ family, name }) => (family === 'drift' ? [name] : [])),
  );
  return driftMeasures.all
    .filter(({ id }) => found.has(id))
    .toSorted(
      (a, b) => Number(b.id === bestKnown) - Number(a.id === bestKnown) || b.kinds.length - a.kinds.length,
    )
    .map(({ id, label }) => ({ value: id, label }));
}

/** Features that the measure does not apply to have no row. */
export function driftCourses({ table }: FiguresNow, measure: string, features: readonly string[]): Course[] {
  const known = new Set(table.keys);
  const keys = features
    .map((feature) => figureKey('drift', measure, feature))
    .filter((key) => known.has(key));
  return courses(table, keys, (key) => partsOfKey(key).of ?? key);
}

/** Checks of the data. A column that was always nearly constant is told by its chance, not by its share. */
export function qualityCourses({ table }: FiguresNow): Course[] {
  const keys = table.keys.filter((key) => partsOfKey(key).family === 'quality');
  return courses(table, keys, figureLabel);
}

/** @param byWeight names of the features, the one that tells most about the answer first. */
export function shownRows(
  rows: readonly Course[],
  order: Order,
  byWeight: readonly string[] = [],
): { readonly rows: readonly Course[]; readonly others: readonly string[] } {
  const ranked = byChange(rows);
  const kept = new Set(ranked.slice(0, mostRows));
  const placeOf = ({ label }: Course): number => byWeight.indexOf(label);
  const inOrder = {
    change: () => ranked.slice(0, mostRows),
    table: () => rows.filter((row) => kept.has(row)),
    weight: () => [...kept].sort((a, b) => placeOf(a) - placeOf(b)),
  };
  return { rows: inOrder[order](), others: ranked.slice(mostRows).map(({ label }) => label) };
}

/** Of checks only those that ever found something, and of these as many as fit. */
export function shownChecks(rows: readonly Course[]) {
  const spoken = rows.filter(({ changed }) => changed >= 0);
  return { ...shownRows(spoken, 'change'), sound: rows.length - spoken.length };
}
