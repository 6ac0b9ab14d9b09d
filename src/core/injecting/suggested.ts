// Settings that make sense for these rows, so that one press of a button is a change.

import type { InjectionKind, InjectionKnowledge } from '../injection.ts';
import { defaults, type ParamValues } from '../params.ts';
import { quantileOfSorted } from '../statistics.ts';
import { isCategory, type Column, type Table } from '../table.ts';
import { historySorted } from './cells.ts';

/** The word that comes up most before the stream; empty without any. */
function usualLevel(column: Column, historyRows: number): string {
  if (!isCategory(column)) return '';
  const counts = new Map<number, number>();
  for (const code of column.codes.subarray(0, historyRows))
    if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1);
  const [usual] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return usual ? column.levels[usual[0]]! : '';
}

/** Where a group of rows begins: the upper half of a column, the word that comes up most. */
export function suggestedGroup(column: Column, historyRows: number): ParamValues {
  if (isCategory(column)) return { atLeast: 0, level: usualLevel(column, historyRows) };
  const middle = quantileOfSorted(historySorted(column, historyRows), 0.5);
  return { atLeast: Number.isFinite(middle) ? Number(middle.toPrecision(4)) : 0, level: '' };
}

/**
 * @param order names of columns, the most important first: the first that can be changed so is chosen.
 * @returns null where no column can be.
 */
export function suggested(
  kind: InjectionKind,
  table: Table,
  known: InjectionKnowledge,
  order: readonly string[],
): ParamValues | null {
  const base = defaults(kind.params);
  const columnOf = (name: string): Column | undefined => table.columns.find((column) => column.name === name);
  const withGroup = (params: ParamValues): ParamValues => {
    const column = columnOf(String(params['column']));
    return column && 'atLeast' in kind.params
      ? { ...params, ...suggestedGroup(column, known.historyRows) }
      : params;
  };
  if (!('column' in kind.params)) return kind.problem(table, base, known) === null ? base : null;
  const names =
    kind.group === 'labels' && known.task !== 'regression' ? [known.target.column, ...order] : order;
  for (const column of names)
    for (const other of 'other' in kind.params ? order : [null]) {
      const params = withGroup({ ...base, column, ...(other === null ? {} : { other }) });
      if (kind.problem(table, params, known) === null) return params;
    }
  return null;
}
