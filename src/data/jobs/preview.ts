// How planned steps change the columns that go into a model, seen on the training rows that they are fitted on.

import { AppError } from '../../core/errors.ts';
import { fitRecipe, previewInput } from '../../core/recipe.ts';
import type { PlannedInput } from '../../core/recipe-plan.ts';
import { part } from '../../core/split.ts';
import { isCategory, type Column } from '../../core/table.ts';
import { classesOf, truthOf } from '../../core/target.ts';
import type { Before, InputPreview, Jobs } from '../protocol.ts';
import type { Item } from '../shelf.ts';
import type { Job } from './job.ts';

const mostBars = 16;
const fewValues = 10;
const mostOutputs = 8;

/** One bar for each of a few values; otherwise bars of equal width, or the most frequent levels. */
function barsOf(column: Column): Before[] {
  if (isCategory(column)) {
    const counts = new Map<number, number>();
    for (const code of column.codes) if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1);
    return [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, mostBars)
      .map(([code, count]) => ({ label: column.levels[code] ?? '', count }));
  }
  const known = column.values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return [];
  const label = (value: number): string =>
    column.kind === 'time' ? timeText(value) : String(Number(value.toPrecision(4)));
  const few = countsOfFew(known);
  if (few)
    return [...few].sort((a, b) => a[0] - b[0]).map(([value, count]) => ({ label: label(value), count }));
  let low = Infinity;
  let high = -Infinity;
  for (const value of known) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  // Whole numbers fall into bars of whole width, or some bars would hold more of them than others.
  const whole = known.every(Number.isInteger);
  const width = whole ? Math.ceil((high - low + 1) / mostBars) : (high - low) / mostBars;
  const counts = new Array<number>(whole ? Math.ceil((high - low + 1) / width) : mostBars).fill(0);
  for (const value of known) counts[Math.min(counts.length - 1, Math.floor((value - low) / width))]!++;
  return counts.map((count, i) => ({ label: label(low + i * width), count }));
}

/** How often each value occurs; null when there are more than a few. */
function countsOfFew(values: Float64Array): Map<number, number> | null {
  const counts = new Map<number, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (counts.size > fewValues) return null;
  }
  return counts;
}

const timeText = (ms: number): string => {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString().slice(0, 10);
};

function trainingRows({ version }: Item, firstRows: number | null): Int32Array {
  const { parts, table } = version;
  const rows: number[] = [];
  const end = Math.min(table.rows, firstRows ?? table.rows);
  for (let row = 0; row < end; row++) if (!parts || parts[row] === part.train) rows.push(row);
  return Int32Array.from(rows);
}

function previewOf(
  item: Item,
  input: PlannedInput,
  rows: Int32Array,
  request: Jobs['preview']['request'],
): InputPreview {
  const { table } = item.version;
  const { target, task, seed } = request;
  try {
    const classes = target && task ? classesOf(table, target, task) : [];
    const truth =
      target && task ? truthOf(table, target, task, classes) : new Float64Array(table.rows).fill(NaN);
    // A mean of nothing can't be learnt; without a target the steps are fitted as for classes.
    const asked = task ?? 'binary';
    const recipe = fitRecipe(table, { v: 1, inputs: [input] }, rows, truth, asked, classes.length, seed);
    const { before, after } = previewInput(recipe, input.name, table, rows);
    return {
      name: input.name,
      before: barsOf(before),
      after: after.slice(0, mostOutputs).map((column) => ({ name: column.name, bars: barsOf(column) })),
      outputs: after.length,
      problem: null,
    };
  } catch (thrown) {
    const { code, message } = AppError.from(thrown);
    if (code !== 'bad-input' && !(thrown instanceof RangeError)) throw thrown;
    return { name: input.name, before: [], after: [], outputs: 0, problem: message };
  }
}

export const preview: Job<'preview'> = (request, shelf) => {
  const item = shelf.get(request.key);
  const rows = trainingRows(item, request.firstRows);
  return request.plan.inputs
    .filter((input) => request.inputs.includes(input.name))
    .map((input) => previewOf(item, input, rows, request));
};
