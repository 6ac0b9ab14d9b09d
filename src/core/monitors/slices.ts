import { AppError } from '../errors.ts';
import { answerCells, type AnswerCells } from '../estimating/answer-cells.ts';
import { countCells, judgedShare, shareOfAnswers, type Judged } from '../estimating/judged-shares.ts';
import { hasChance, judgeAgainst, knownOf, shareIn, type JudgedRows } from '../estimating/judged.ts';
import { stableSlicer, type Slicer } from '../estimating/stable-slices.ts';
import { metrics } from '../metrics/index.ts';
import { bareFigure, figureKey } from '../monitoring/figure.ts';
import { defineMonitor, type WindowMonitor, type WindowView } from '../monitoring/monitor.ts';
import { slicesAtMost } from '../monitoring/plan.ts';
import type { Partition, SliceSpec } from '../slice.ts';
import { sliceLabel } from '../slices/slice-label.ts';

const labelsOf = new WeakMap<Partition['keys'], readonly string[]>();

/** Most slicers give the same keys every time. */
function labelled(keys: Partition['keys']): readonly string[] {
  let labels = labelsOf.get(keys);
  if (!labels) labelsOf.set(keys, (labels = keys.map(sliceLabel)));
  return labels;
}

/** Places of every slice's rows, by the slice's name. */
function placesIn(slicers: readonly Slicer[], rows: WindowView): Map<string, Int32Array> {
  const found = new Map<string, Int32Array>();
  for (const slicer of slicers) {
    const { codes, keys } = slicer(rows);
    const next = new Int32Array(keys.length + 1);
    for (let place = 0; place < codes.length; place++) if (codes[place]! >= 0) next[codes[place]! + 1]!++;
    for (let code = 1; code < next.length; code++) next[code]! += next[code - 1]!;
    const places = new Int32Array(codes.length);
    for (let place = 0; place < codes.length; place++)
      if (codes[place]! >= 0) places[next[codes[place]!]!++] = place;
    // Each slice ends where the next one begins, which is where its own filling stopped.
    const labels = labelled(keys);
    for (let code = 0, from = 0; code < labels.length; from = next[code++]!)
      if (next[code]! > from && !found.has(labels[code]!))
        found.set(labels[code]!, places.subarray(from, next[code]!));
  }
  return found;
}

function rowsAt({ truth, scores, outputs, thresholds }: WindowView, places: Int32Array): JudgedRows {
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

/** The cells of all rows, counted slice by slice where that is all it takes; null where a label or a score is missing. */
function soundCells(window: WindowView): AnswerCells | null {
  const known = knownOf(window);
  return known.isSound && known.truth.length === window.rows ? answerCells(known) : null;
}

/** Rows of every slice in each cell, by the slice's name. */
function cellsIn(slicers: readonly Slicer[], rows: WindowView, all: AnswerCells): Map<string, Float64Array> {
  const width = all.counts.length;
  const found = new Map<string, Float64Array>();
  for (const slicer of slicers) {
    const { codes, keys } = slicer(rows);
    const counts = new Float64Array(keys.length * width);
    for (let place = 0; place < codes.length; place++)
      if (codes[place]! >= 0) counts[codes[place]! * width + all.cells[place]!]!++;
    labelled(keys).forEach((label, code) => {
      const own = counts.subarray(code * width, (code + 1) * width);
      if (rowsOf(own) > 0 && !found.has(label)) found.set(label, own);
    });
  }
  return found;
}

function rowsOf(counts: Float64Array): number {
  let rows = 0;
  for (let cell = 0; cell < counts.length; cell++) rows += counts[cell]!;
  return rows;
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
    const share = shareOfAnswers(figure);
    const judgesOf = (rows: WindowView, labels?: ReadonlySet<string>) =>
      new Map(
        [...placesIn(slicers, rows)]
          .filter(([label]) => labels?.has(label) ?? true)
          .sort(([, a], [, b]) => b.length - a.length)
          .slice(0, slicesAtMost)
          .map(([label, places]) => {
            const reference = rowsAt(rows, places);
            const usual = share && shareIn(figure, reference);
            const judge = judgeAgainst([figure], reference, seed);
            return [label, { key: figureKey('slices', id, label), usual, judge }];
          }),
      );
    const lookBy =
      (judges: ReturnType<typeof judgesOf>): WindowMonitor =>
      (window, put) => {
        const show = (key: string, { estimate, pValue }: Judged): void => {
          const { value, n, low, high } = estimate;
          put(key, bareFigure(value, n, { low, high, pValue }));
        };
        const all = share && soundCells(window);
        if (share && all) {
          for (const [label, counts] of cellsIn(slicers, window, all)) {
            const known = judges.get(label);
            if (!known) continue;
            const found = countCells(share, counts, all.classes);
            show(known.key, judgedShare(found, rowsOf(counts), known.usual));
          }
          return;
        }
        for (const [label, places] of placesIn(slicers, window)) {
          const known = judges.get(label);
          const [judged] = known?.judge(rowsAt(window, places)) ?? [];
          if (known && judged) show(known.key, judged);
        }
      };
    const judges = judgesOf(unseen);
    return Object.assign(lookBy(judges), {
      against: (rows: WindowView) =>
        hasChance(figure) ? lookBy(judgesOf(rows, new Set(judges.keys()))) : null,
    });
  },
});
