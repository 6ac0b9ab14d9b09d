// Rows that a change of part of the world falls on: those in which a column is at least a value, or one of its words.

import type { InjectionKnowledge } from '../injection.ts';
import { numberOf, type Param, type ParamValues } from '../params.ts';
import { isCategory, type Column, type Table } from '../table.ts';
import { columnParam, columnProblem } from './choosing.ts';
import { textOf } from './cells.ts';

export const groupParams = {
  column: columnParam('Column', 'Which rows: those in which this column is high, or a certain word.'),
  atLeast: {
    type: 'number',
    label: 'From',
    help: 'Rows in which the column is at least this. Of no meaning for words.',
    min: -1e15,
    max: 1e15,
    default: 0,
  },
  level: {
    type: 'text',
    label: 'Word',
    help: 'Rows in which the column says this. Of no meaning for numbers.',
    maxLength: 200,
    default: '',
  },
} as const satisfies Record<string, Param>;

export function groupProblem(
  table: Table,
  params: ParamValues,
  known: InjectionKnowledge,
  target: boolean,
): string | null {
  const problem = columnProblem(table, params, known, { target });
  if (problem) return problem;
  const column = table.columns.find((candidate) => candidate.name === params['column']);
  if (!column || !isCategory(column)) return null;
  const level = textOf(params, 'level');
  if (level === '') return `Choose a word of "${column.name}".`;
  return column.levels.includes(level) ? null : `"${column.name}" never says "${level}".`;
}

/** Whether a row is one of them; a missing cell is not. @param atLeast in place of the setting. */
export function groupOf(
  column: Column,
  params: ParamValues,
  atLeast: number = numberOf(params, 'atLeast'),
): (row: number) => boolean {
  if (!isCategory(column)) return (row) => column.values[row]! >= atLeast;
  const code = column.levels.indexOf(textOf(params, 'level'));
  return (row) => code >= 0 && column.codes[row] === code;
}

export const groupSays = (params: ParamValues): string => {
  const level = textOf(params, 'level');
  const column = textOf(params, 'column');
  return level === '' ? `${column} ≥ ${numberOf(params, 'atLeast')}` : `${column} is ${level}`;
};
