import { AppError } from '../errors.ts';
import { judgeAgainst, type JudgedRows } from '../estimating/judged.ts';
import { stableSlicer, type Slicer } from '../estimating/stable-slices.ts';
import { metrics } from '../metrics/index.ts';
import { bareFigure, figureKey } from '../monitoring/figure.ts';
import { defineMonitor, type WindowView } from '../monitoring/monitor.ts';
import { slicesAtMost } from '../monitoring/plan.ts';
import type { SliceSpec } from '../slice.ts';
import { sliceLabel } from '../slices/slice-label.ts';

/** Places of every slice's rows, by the slice's name. */
function placesIn(slicers: readonly Slicer[], rows: WindowView): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const slicer of slicers) {
    const { codes, keys } = slicer(rows);
    const lists = keys.map((): number[] => []);
    for (let place = 0; place < codes.length; place++)
      if (codes[place]! >= 0) lists[codes[place]!]!.push(place);
    keys.forEach((key, code) => {
      const label = sliceLabel(key);
      if (lists[code]!.length > 0 && !found.has(label)) found.set(label, lists[code]!);
    });
  }
  return found;
}

function rowsAt({ truth, scores, outputs, thresholds }: WindowView, places: readonly number[]): JudgedRows {
  const n = places.length;
  const taken = new Float32Array(n * outputs);
  const known = new Float64Array(n);
  const from = typeof thresholds === 'number' ? thresholds : new Float64Array(n);
  for (let i = 0, at = 0; i < n; i++) {
    const row = places[i]!;
    known[i] = truth[row]!;
    for (let u = 0; u < outputs; u++) taken[at++] = scores[row * outputs + u]!;
    if (typeof from !== 'number' && typeof thresholds !== 'number') from[i] = thresholds[row]!;
  }
  return { truth: known, scores: taken, outputs, thresholds: from };
}

function slicerOf(spec: SliceSpec, known: WindowView): Slicer | null {
  try {
    const slicer = stableSlicer(spec, known);
    slicer?.(known);
    return slicer;
  } catch (error) {
    // A column that is no longer there has no slices; the plan's page says so.
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** The project's metric in the largest slices of the plan, each against the same slice of rows that the model had not learnt from. */
export default defineMonitor({
  id: 'slices',
  label: 'Slices',
  about: 'How good the answers were in parts of the rows, each against the same part before.',
  needs: 'labels',
  independentRows: true,
  begin({ plan, task, metrics: ids, unseen, seed }) {
    const id = ids.find((one) => metrics.has(one) && metrics.get(one).tasks.includes(task));
    const slicers = plan.slices.map((spec) => slicerOf(spec, unseen)).filter((slicer) => slicer !== null);
    if (id === undefined || slicers.length === 0) return null;
    const figure = metrics.get(id);
    const largest = [...placesIn(slicers, unseen)]
      .sort(([, a], [, b]) => b.length - a.length)
      .slice(0, slicesAtMost);
    const judges = new Map(
      largest.map(([label, places]) => [label, judgeAgainst([figure], rowsAt(unseen, places), seed)]),
    );
    return (window, put) => {
      for (const [label, places] of placesIn(slicers, window)) {
        const judge = judges.get(label);
        if (!judge) continue;
        const [{ estimate, pValue } = { estimate: null, pValue: NaN }] = judge(rowsAt(window, places));
        if (!estimate) continue;
        const { value, n, low, high } = estimate;
        put(figureKey('slices', id, label), bareFigure(value, n, { low, high, pValue }));
      }
    };
  },
});
