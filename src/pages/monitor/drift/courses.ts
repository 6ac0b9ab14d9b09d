// Each feature or check along the windows: its figure, how surprising it is among all of them, and since when it has changed.

import { heatAlpha, type HeatRow } from '../../../charts/parts/heat-cells.ts';
import { benjaminiHochberg } from '../../../core/benjamini-hochberg.ts';
import { worseOf } from '../../../core/alerting/figure-facts.ts';
import type { FigureKey } from '../../../core/monitoring/figure.ts';
import type { FigureTable } from '../../../core/monitoring/figure-table.ts';
import { since } from '../stretch.ts';

export interface Course extends HeatRow {
  readonly key: FigureKey;
  /** Place of the latest window that it was measured in; −1: never. */
  readonly latest: number;
  /** Place of the latest window that shows a change; −1: none. */
  readonly changed: number;
  /** Place at which the change began that goes on; null: none does. */
  readonly since: number | null;
}

/**
 * p-values of each window after Benjamini's and Hochberg's control over all keys that have one there. Windows do not change
 * once they have passed, so what was worked out is kept with the table.
 */
const kept = new WeakMap<FigureTable, Map<string, Map<number, readonly number[]>>>();

function adjusted(table: FigureTable, keys: readonly FigureKey[]): Float64Array[] {
  const name = keys.join('\n');
  const known = kept.get(table) ?? new Map<string, Map<number, readonly number[]>>();
  kept.set(table, known);
  const before = known.get(name);
  const after = new Map<number, readonly number[]>();
  const raw = keys.map((key) => table.series(key, 'pValue'));
  const columns = table.windows.map(({ index }, place) => {
    const p = raw.map((series) => series[place] ?? NaN);
    const some = p.flatMap((value, row) => (Number.isNaN(value) ? [] : [row]));
    const old = before?.get(index);
    // As many figures as when it was worked out: nothing came since.
    if (old && old.filter((value) => !Number.isNaN(value)).length === some.length) {
      after.set(index, old);
      return old;
    }
    const controlled = benjaminiHochberg(some.map((row) => p[row] ?? NaN));
    const column = new Array<number>(keys.length).fill(NaN);
    some.forEach((row, at) => (column[row] = controlled[at] ?? NaN));
    after.set(index, column);
    return column;
  });
  known.clear();
  known.set(name, after);
  return keys.map((_, row) => Float64Array.from(columns, (column) => column[row] ?? NaN));
}

/**
 * @param keys what is looked at together: the more, the more surprising a single one has to be. Of each, a window shows a change
 * where the figure reaches its threshold and chance is below 0.05 after the control; one of the two is enough where the other
 * is not known.
 */
export function courses(
  table: FigureTable,
  keys: readonly FigureKey[],
  labelOf: (key: FigureKey) => string,
): Course[] {
  const controlled = adjusted(table, keys);
  return keys.map((key, row): Course => {
    const values = table.series(key);
    const thresholds = table.series(key, 'threshold');
    const p = controlled[row] ?? new Float64Array(values.length);
    const up = worseOf(key) === 'up';
    const found = Uint8Array.from(values, (value, place) => {
      const [limit, chance] = [thresholds[place] ?? NaN, p[place] ?? NaN];
      if (Number.isNaN(value) || (Number.isNaN(limit) && Number.isNaN(chance))) return 0;
      const far = Number.isNaN(limit) || (up ? value >= limit : value <= limit);
      return far && (Number.isNaN(chance) || chance < heatAlpha) ? 1 : 0;
    });
    const measured = Array.from(values.keys()).filter((place) => !Number.isNaN(values[place] ?? NaN));
    return {
      key,
      label: labelOf(key),
      values,
      n: table.series(key, 'n'),
      p,
      thresholds,
      found,
      latest: measured.at(-1) ?? -1,
      changed: found.lastIndexOf(1),
      since: since(found, measured),
    };
  });
}

/** What goes on first, the longest-standing of it on top; then what changed last; then by how far it is from its threshold. */
export function byChange(rows: readonly Course[]): Course[] {
  const far = ({ values, thresholds, latest }: Course): number => {
    const part = (values[latest] ?? NaN) / (thresholds[latest] ?? NaN);
    return Number.isFinite(part) ? part : -1;
  };
  return rows.toSorted(
    (a, b) =>
      Number(b.since !== null) - Number(a.since !== null) ||
      (a.since ?? 0) - (b.since ?? 0) ||
      b.changed - a.changed ||
      far(b) - far(a),
  );
}
