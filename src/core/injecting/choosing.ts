// The columns that a change may be made to, and why another one cannot be.

import type { InjectionKnowledge } from '../injection.ts';
import type { Param, ParamValues } from '../params.ts';
import { momentsOf } from '../statistics.ts';
import { isCategory, type ColumnKind, type Table } from '../table.ts';
import { textOf } from './cells.ts';

export const columnParam = (label: string, help: string, kinds?: readonly ColumnKind[]): Param => ({
  type: 'column',
  label,
  help,
  ...(kinds ? { kinds } : {}),
  default: '',
});

export const shareParam = (label: string, help: string, usual: number): Param => ({
  type: 'number',
  label,
  help,
  min: 0,
  max: 1,
  step: 0.01,
  default: usual,
});

const kindWords: Readonly<Record<ColumnKind, string>> = {
  number: 'numbers',
  integer: 'whole numbers',
  category: 'words',
  boolean: 'yes or no',
  time: 'times',
};

/** @returns why the column that a setting names can't be changed so; null when it can. */
export function columnProblem(
  table: Table,
  params: ParamValues,
  known: InjectionKnowledge,
  {
    name = 'column',
    kinds,
    target = false,
  }: { name?: string; kinds?: readonly ColumnKind[]; target?: boolean } = {},
): string | null {
  const chosen = textOf(params, name);
  if (chosen === '') return 'Choose a column.';
  const column = table.columns.find((candidate) => candidate.name === chosen);
  if (!column) return `The rows have no column "${chosen}".`;
  if (!target && chosen === known.target.column)
    return `"${chosen}" is the answer, not something that a model is told. Change answers with a change of labels.`;
  if (kinds && !kinds.includes(column.kind))
    return `"${chosen}" holds ${kindWords[column.kind]}; this is for ${kinds.map((kind) => kindWords[kind]).join(', ')}.`;
  return null;
}

/** As `columnProblem`, for changes that are told in standard deviations. */
export function spreadProblem(
  table: Table,
  params: ParamValues,
  known: InjectionKnowledge,
  kinds: readonly ColumnKind[],
): string | null {
  const problem = columnProblem(table, params, known, { kinds });
  if (problem) return problem;
  const column = table.columns.find((candidate) => candidate.name === params['column']);
  if (!column || isCategory(column)) return null;
  const { constant } = momentsOf(column.values.subarray(0, known.historyRows));
  return constant
    ? `"${column.name}" is the same in all rows before the stream, so it has no standard deviation to go by.`
    : null;
}
