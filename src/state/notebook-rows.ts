// The lines of the table of runs: one for each run, or one for each group with its members below it when it is open. Pure.

import { groupRuns } from '../core/run-groups.ts';
import type { GroupKey } from '../core/run-groups.ts';
import type { RunItem } from '../core/run-item.ts';

interface GroupRow {
  readonly kind: 'group';
  /** The same for the same group, however the runs are ordered. */
  readonly key: string;
  /** Null: the runs that have no such setting or tag. */
  readonly value: string | null;
  /** In the order of the table. */
  readonly items: readonly RunItem[];
  readonly expanded: boolean;
}
interface RunRow {
  readonly kind: 'run';
  readonly key: string;
  readonly item: RunItem;
}
export type NotebookRow = GroupRow | RunRow;

const runRow = (item: RunItem): RunRow => ({ kind: 'run', key: item.run.id, item });

export const runRows = (items: readonly RunItem[]): readonly NotebookRow[] => items.map(runRow);

/** Groups stand where their first member stands in the order of the table. @param expanded keys of open groups. */
export function groupedRows(
  items: readonly RunItem[],
  by: GroupKey,
  expanded: ReadonlySet<string>,
): readonly NotebookRow[] {
  const place = new Map(items.map((item, i) => [item, i]));
  const first = ({ members }: { members: readonly RunItem[] }): number =>
    members[0] ? (place.get(members[0]) ?? 0) : 0;
  return groupRuns(items, by)
    .sort((a, b) => first(a) - first(b))
    .flatMap(({ value, members }): NotebookRow[] => {
      // No value is another group than an empty one.
      const key = value === null ? 'group none' : `group is ${value}`;
      const open = expanded.has(key);
      const row = { kind: 'group', key, value, items: members, expanded: open } as const;
      return open ? [row, ...members.map(runRow)] : [row];
    });
}
