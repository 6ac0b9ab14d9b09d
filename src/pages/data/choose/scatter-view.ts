// A few rows of a generator before they are asked for: the first two columns of numbers, by class.

import type { Dataset, DriftEvent } from '../../../core/define.ts';
import type { ParamValues } from '../../../core/params.ts';
import { Random } from '../../../core/random.ts';
import { cellText, columnOf, isCategory, type Table } from '../../../core/table.ts';
import { looks, type Place } from './marks.ts';

/** Rows that are made to look at, at most; drawn are fewer. */
export const mostMade = 20_000;
const mostDrawn = 250;

export interface Scatter {
  /** Names of the columns along x and y. */
  readonly x: string;
  readonly y: string;
  /** Places in 0…1, y upwards, by class. */
  readonly classes: readonly { readonly name: string; readonly places: readonly Place[] }[];
  readonly from: number;
  readonly to: number;
}

export function generated(
  dataset: Dataset,
  params: ParamValues,
  rows: number,
  seed: number,
  drift: readonly DriftEvent[],
): Table | null {
  if (dataset.content.from !== 'generator') return null;
  return dataset.content.make(Math.min(rows, mostMade), new Random(seed).stream('generate'), params, drift);
}

function rangeOf(values: Float64Array): (value: number) => number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return (value) => (high > low ? (value - low) / (high - low) : 0.5);
}

/** The beginning and the end of the rows, in the same scale; null where there are no two columns of numbers. */
export function scatters(table: Table, target: string): [Scatter, Scatter] | null {
  const numbers = table.columns.filter(
    ({ name, kind }) => name !== target && (kind === 'number' || kind === 'integer'),
  );
  const [first, second] = numbers;
  if (!first || !second || isCategory(first) || isCategory(second)) return null;
  const answers = columnOf(table, target);
  const scaleX = rangeOf(first.values);
  const scaleY = rangeOf(second.values);
  // A number to be predicted has no classes: low and high, cut in the middle of its range.
  const scaleAnswer = isCategory(answers) ? null : rangeOf(answers.values);
  const distinct = isCategory(answers) ? answers.levels.length : new Set(answers.values).size;
  const cut = scaleAnswer !== null && distinct > looks;
  const classOf = (row: number): string => {
    if (!cut || isCategory(answers) || !scaleAnswer) return cellText(answers, row);
    return scaleAnswer(answers.values[row] ?? NaN) < 0.5 ? `${target}: lower half` : `${target}: upper half`;
  };
  const names = [
    ...new Set(Array.from({ length: Math.min(table.rows, mostMade) }, (_, row) => classOf(row))),
  ].sort();
  const part = (from: number, to: number): Scatter => ({
    x: first.name,
    y: second.name,
    from,
    to,
    classes: names.map((name) => ({
      name,
      places: Array.from({ length: to - from }, (_, i) => from + i)
        .filter((row) => classOf(row) === name)
        .map((row) => ({ x: scaleX(first.values[row] ?? NaN), y: scaleY(second.values[row] ?? NaN) }))
        .filter(({ x, y }) => !Number.isNaN(x + y)),
    })),
  });
  return [part(0, Math.min(mostDrawn, table.rows)), part(Math.max(0, table.rows - mostDrawn), table.rows)];
}
