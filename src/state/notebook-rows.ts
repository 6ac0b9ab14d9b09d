// The lines of the table of runs: one for each run, or one for each group with its members below it when it is open. Pure.

import type { RunItem } from '../core/run-item.ts';
import type { RunColumn } from './notebook-columns.ts';

export interface GroupRow {
  readonly kind: 'group';
  /** The same for the same group, however the runs are ordered. */
  readonly key: string;
  /** Null: the runs that have no such setting or tag. */
  readonly value: string | null;
  /** In the order of the table. */
  readonly items: readonly RunItem[];
  readonly expanded: boolean;
}
export interface RunRow {
  readonly kind: 'run';
  readonly key: string;
  readonly item: RunItem;
}
export type NotebookRow = GroupRow | RunRow;

const runRow = (item: RunItem): RunRow => ({ kind: 'run', key: item.run.id, item });

export const runRows = (items: readonly RunItem[]): readonly NotebookRow[] => items.map(runRow);

/** Settings, tags and the facts of a few values are what runs are grouped by. */
export type GroupColumn = Extract<RunColumn, { of: 'param' | 'tag' }>;

function valueIn(item: RunItem, { of, name }: GroupColumn): string | null {
  const held = of === 'param' ? item.params : item.tags;
  return Object.hasOwn(held, name) ? (held[name] ?? null) : null;
}

/** Groups stand where their first member stands in the order of the table. */
export function groupedRows(
  items: readonly RunItem[],
  by: GroupColumn,
  expanded: ReadonlySet<string>,
): readonly NotebookRow[] {
  const groups = new Map<string | null, RunItem[]>();
  for (const item of items) {
    const value = valueIn(item, by);
    const held = groups.get(value);
    if (held) held.push(item);
    else groups.set(value, [item]);
  }
  return [...groups].flatMap(([value, members]): NotebookRow[] => {
    // No value is another group than an empty one.
    const key = value === null ? 'none' : `is ${value}`;
    const open = expanded.has(`group ${key}`);
    const row: GroupRow = { kind: 'group', key: `group ${key}`, value, items: members, expanded: open };
    return open ? [row, ...members.map(runRow)] : [row];
  });
}
