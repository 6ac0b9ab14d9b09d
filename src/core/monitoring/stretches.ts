// Stretches of the reference as if they were windows.

import { numbersOf } from '../drift-sample.ts';
import { isCategory, columnOf } from '../table.ts';
import { quantileOfSorted } from '../statistics.ts';
import { neighboursAlike, stretchesIn } from './dependence.ts';
import type { WindowView } from './monitor.ts';
import { RowsView } from './view.ts';

/** Each learns it once, whichever monitors ask. */
const kept = new WeakMap<
  WindowView,
  { readonly windowRows: number; readonly views: readonly WindowView[] }
>();

/** The rows of the reference in their order, in overlapping stretches; empty where there are too few (`stretchesIn`). */
export function stretchesOf(reference: WindowView, windowRows: number): readonly WindowView[] {
  const known = kept.get(reference);
  if (known?.windowRows === windowRows) return known.views;
  const plan = stretchesIn(reference.rows, windowRows);
  const views = Array.from({ length: plan?.count ?? 0 }, (_, at) => {
    const from = Math.round(at * plan!.step);
    return partOf(reference, from, from + plan!.rows);
  });
  kept.set(reference, { windowRows, views });
  return views;
}

function partOf(whole: WindowView, from: number, to: number): WindowView {
  const { table, outputs } = whole;
  const places = whole.places.subarray(from, to);
  const span = { from: places[0]!, to: places.at(-1)! + 1 };
  return new RowsView(
    {
      table,
      span,
      places,
      outputs,
      latencies: [],
      scores: () => whole.scores.subarray(from * outputs, to * outputs),
      thresholds: () =>
        typeof whole.thresholds === 'number' ? whole.thresholds : whole.thresholds.slice(from, to),
      truth: () => whole.truth.subarray(from, to),
    },
    true,
  );
}

const alikeIn = new WeakMap<WindowView, Map<string, boolean>>();

/**
 * Whether a feature of these rows resembles that of the row before. Numbers are looked at by the quarter they lie in. Worked out
 * once for the same view, whichever monitors ask.
 */
export function followsItself(rows: WindowView, feature: string): boolean {
  let known = alikeIn.get(rows);
  if (!known) alikeIn.set(rows, (known = new Map<string, boolean>()));
  let found = known.get(feature);
  if (found === undefined) known.set(feature, (found = neighboursAlike(kindsOf(rows, feature))));
  return found;
}

function kindsOf(rows: WindowView, feature: string): Int32Array {
  const { places } = rows;
  const column = columnOf(rows.table, feature);
  const kinds = new Int32Array(places.length);
  if (isCategory(column)) {
    for (let i = 0; i < kinds.length; i++) kinds[i] = column.codes[places[i]!]!;
    return kinds;
  }
  const { sorted } = numbersOf(rows.sample(feature));
  const low = quantileOfSorted(sorted, 0.25);
  const middle = quantileOfSorted(sorted, 0.5);
  const high = quantileOfSorted(sorted, 0.75);
  for (let i = 0; i < kinds.length; i++) {
    const value = column.values[places[i]!]!;
    kinds[i] = Number.isNaN(value) ? -1 : Number(value > low) + Number(value > middle) + Number(value > high);
  }
  return kinds;
}
