// Encoding levels by the answers of their rows, and the folds that keep a row's own answer out of it.

import type { FittedData, Task, TrainingKnowledge } from '../../define.ts';
import { Random } from '../../random.ts';
import type { CategoryColumn, NumberColumn } from '../../table.ts';
import { figuresOf, numberByLevel, textsOf } from './level-cells.ts';

/** How much the mean of all answers counts beside those of a level: as so many rows, or by how much the answers vary. */
export type Smoothing = number | 'auto';

const outputsOf = (task: Task, classes: number): number => (task === 'multiclass' ? classes : 1);

/**
 * scikit-learn's TargetEncoder, fitted: (rows · mean of the level + smoothing · mean of all) / (rows + smoothing), or with
 * 'auto' the empirical Bayes weight of Micci-Barreca (2001), λ = rows · variance / (rows · variance + variance within).
 * Missing cells are a level of their own. Rows without an answer do not count.
 * @param counted which rows to learn from; all when left out.
 * @returns null when none of them has an answer.
 */
export function learnEncoding(
  column: CategoryColumn,
  { truth, task, classes }: Pick<TrainingKnowledge, 'truth' | 'task' | 'classes'>,
  smoothing: Smoothing,
  counted: (row: number) => boolean = () => true,
): FittedData | null {
  const outputs = outputsOf(task, classes);
  const gap = column.levels.length;
  const rows: number[] = [];
  for (let row = 0; row < truth.length; row++) if (counted(row) && !Number.isNaN(truth[row]!)) rows.push(row);
  if (rows.length === 0) return null;
  const codeOf = (row: number): number => (column.codes[row]! < 0 ? gap : column.codes[row]!);
  const counts = new Float64Array(gap + 1);
  for (const row of rows) counts[codeOf(row)]!++;
  const present = [...counts.keys()].filter((code) => counts[code]! > 0);
  // By name, so that the order of the dictionary, which other rows have a part in, does not show.
  const known = present
    .filter((code) => code < gap)
    .sort((a, b) => (column.levels[a]! < column.levels[b]! ? -1 : 1));
  const encodings = new Float64Array((gap + 1) * outputs);
  const means: number[] = [];
  for (let output = 0; output < outputs; output++) {
    const answer = (row: number): number =>
      task === 'multiclass' ? (truth[row] === output ? 1 : 0) : truth[row]!;
    const sums = new Float64Array(gap + 1);
    let total = 0;
    for (const row of rows) {
      sums[codeOf(row)]! += answer(row);
      total += answer(row);
    }
    const mean = total / rows.length;
    means.push(mean);
    const within = new Float64Array(gap + 1);
    let variance = 0;
    if (smoothing === 'auto')
      for (const row of rows) {
        const code = codeOf(row);
        within[code]! += (answer(row) - sums[code]! / counts[code]!) ** 2;
        variance += (answer(row) - mean) ** 2 / rows.length;
      }
    for (const code of present) {
      const count = counts[code]!;
      const own = sums[code]! / count;
      if (smoothing === 'auto') {
        const weight = (variance * count) / (variance * count + within[code]! / count);
        encodings[code * outputs + output] = Number.isNaN(weight) ? mean : weight * own + (1 - weight) * mean;
      } else encodings[code * outputs + output] = (sums[code]! + smoothing * mean) / (count + smoothing);
    }
  }
  const of = (code: number): number[] => [...encodings.subarray(code * outputs, (code + 1) * outputs)];
  return {
    levels: known.map((code) => column.levels[code]!),
    encodings: known.flatMap(of),
    means,
    missing: counts[gap]! > 0 ? of(gap) : means,
  };
}

/** The encoded columns: one, or one per class. A level that was not learnt becomes the mean of all answers. */
export function encode(column: CategoryColumn, fitted: FittedData): NumberColumn[] {
  const means = figuresOf(fitted.means);
  const missing = figuresOf(fitted.missing);
  const levels = textsOf(fitted.levels);
  const encodings = figuresOf(fitted.encodings);
  return means.map((mean, output) => ({
    name: means.length === 1 ? column.name : `${column.name} → class ${output}`,
    kind: 'number',
    values: numberByLevel(
      column,
      levels,
      (place) => encodings[place * means.length + output]!,
      mean,
      missing[output]!,
    ),
  }));
}

/** A fold for each row, as even as possible. Drawn by place, never by answer: a stratified fold would tell of it. */
export function drawFolds(rows: number, folds: number, seed: number): Int32Array {
  const order = new Random(seed).stream('target-encode').permutation(rows);
  const fold = new Int32Array(rows);
  order.forEach((row, place) => (fold[row] = place % folds));
  return fold;
}

/** Each row encoded by what the other folds tell (TargetEncoder.fit_transform); NaN where they have no answer at all. */
export function encodeOutOfFold(
  column: CategoryColumn,
  known: Pick<TrainingKnowledge, 'truth' | 'task' | 'classes'>,
  smoothing: Smoothing,
  folds: Int32Array,
): NumberColumn[] {
  const outputs = outputsOf(known.task, known.classes);
  const columns = Array.from({ length: outputs }, (_, output): NumberColumn => ({
    name: outputs === 1 ? column.name : `${column.name} → class ${output}`,
    kind: 'number',
    values: new Float64Array(column.codes.length).fill(NaN),
  }));
  const last = folds.reduce((most, fold) => Math.max(most, fold), 0);
  for (let fold = 0; fold <= last; fold++) {
    const fitted = learnEncoding(column, known, smoothing, (row) => folds[row] !== fold);
    if (!fitted) continue;
    encode(column, fitted).forEach(({ values }, output) => {
      const to = columns[output]!.values;
      for (let row = 0; row < to.length; row++) if (folds[row] === fold) to[row] = values[row]!;
    });
  }
  return columns;
}
