// Other answers for rows: the next class in turn, any other by lot, or a number moved.

import type { InjectionWork } from '../injection.ts';
import { isCategory, type Column, type Span } from '../table.ts';
import { truthOf } from '../target.ts';
import { asKind, historyKnown, historyMoments, historySorted } from './cells.ts';
import { rankMirror } from './rank-mirror.ts';
import { integerAt } from './row-chance.ts';

export type Relabelling = 'rotate' | 'random' | 'shift';

/** Writes another answer into a row; one whose answer is missing is left alone. @param part of a shift: how much of it. */
export type Relabel = (row: number, part: number) => void;

const classDraw = 2;
const donorDraw = 3;
const roundDraw = 4;

/** Answers of the rows of a stretch, the first of them at 0. Other rows are not looked at: a table may be long. */
export function answersIn(
  { draft, known }: Pick<InjectionWork, 'draft' | 'known'>,
  { from, to }: Span,
): Float64Array {
  const column = draft.column(known.target.column);
  const cut: Column = isCategory(column)
    ? { ...column, codes: column.codes.subarray(from, to) }
    : { ...column, values: column.values.subarray(from, to) };
  return truthOf({ rows: to - from, columns: [cut] }, known.target, known.task, known.classes);
}

const copyCell = (column: Column, row: number, from: number): void => {
  if (isCategory(column)) column.codes[row] = column.codes[from]!;
  else column.values[row] = column.values[from]!;
};

/** Rows of the history by class: whose answer a row of that class may be given. */
function donorsIn(truth: Float64Array, historyRows: number, classes: number): number[][] {
  const donors: number[][] = Array.from({ length: classes }, () => []);
  for (let row = 0; row < historyRows; row++) if (!Number.isNaN(truth[row]!)) donors[truth[row]!]?.push(row);
  return donors;
}

function relabelClasses(work: InjectionWork, how: Relabelling): Relabel {
  const { draft, known, chance } = work;
  const { target, classes, historyRows } = known;
  const truth = answersIn(work, work);
  const donors = donorsIn(answersIn(work, { from: 0, to: historyRows }), historyRows, classes.length);
  const column = draft.writable(target.column);
  const others = classes.length - 1;
  return (row) => {
    const own = truth[row - work.from]!;
    if (Number.isNaN(own) || others < 1) return;
    const step = how === 'random' ? 1 + integerAt(chance, row, classDraw, others) : 1;
    const wanted = (own + step) % classes.length;
    const from = donors[wanted]!;
    if (from.length > 0) copyCell(column, row, from[integerAt(chance, row, donorDraw, from.length)]!);
    else writeName(column, row, classes[wanted]!);
  };
}

/** A class that the history never had is written by its name, if that is a cell at all. */
function writeName(column: Column, row: number, name: string): void {
  if (isCategory(column)) {
    const code = column.levels.indexOf(name);
    if (code >= 0) column.codes[row] = code;
  } else if (Number.isFinite(Number(name))) column.values[row] = Number(name);
}

function relabelNumbers(work: InjectionWork, how: Relabelling, deviations: number): Relabel {
  const { draft, known, chance } = work;
  const column = draft.writable(known.target.column);
  if (isCategory(column)) return () => undefined;
  const { values, kind } = column;
  const sorted = historySorted(column, known.historyRows);
  const mirror = rankMirror(sorted);
  // Counts stay counts.
  const least = (sorted[0] ?? -1) >= 0 ? 0 : -Infinity;
  const shift = deviations * historyMoments(column, known.historyRows).deviation;
  const donors = historyKnown(column, known.historyRows);
  return (row, part) => {
    const value = values[row]!;
    if (Number.isNaN(value)) return;
    if (how === 'rotate') values[row] = mirror(value);
    else if (how === 'shift')
      values[row] = asKind(kind, Math.max(least, value + part * shift), chance(row, roundDraw));
    else if (donors.length > 0)
      values[row] = values[donors[integerAt(chance, row, donorDraw, donors.length)]!]!;
  };
}

/** @param deviations of `shift`: standard deviations of the answers before the stream. */
export const relabelling = (work: InjectionWork, how: Relabelling, deviations = 0): Relabel =>
  work.known.task === 'regression' ? relabelNumbers(work, how, deviations) : relabelClasses(work, how);
