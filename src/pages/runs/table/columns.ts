// Which columns the runs at hand offer, which of them are usual, and how each is headed.

import { betterOf } from '../../../core/better-of.ts';
import type { RunItem } from '../../../core/run-item.ts';
import {
  columnKey,
  columnOf,
  facts,
  figures,
  type Order,
  type RunColumn,
} from '../../../state/notebook-columns.ts';
import { runsTableText } from '../../text/runs-table.ts';

export interface Offered {
  readonly facts: readonly RunColumn[];
  readonly metrics: readonly RunColumn[];
  readonly params: readonly RunColumn[];
  readonly tags: readonly RunColumn[];
}

/** The name of a run always stands first and can't be taken away. */
const factNames = facts.filter((fact) => fact !== 'name');

/** Names that any of the runs has. */
export function namesIn(items: readonly RunItem[], of: 'params' | 'metrics' | 'tags'): string[] {
  const names = new Set<string>();
  for (const item of items) for (const name of Object.keys(item[of])) names.add(name);
  return [...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

export function offered(items: readonly RunItem[]): Offered {
  return {
    facts: factNames.map((name) => ({ of: 'fact', name })),
    metrics: namesIn(items, 'metrics').flatMap((name) =>
      figures
        .filter((figure) => figure !== 'best' || betterOf(name) !== null)
        .map((figure): RunColumn => ({ of: 'metric', name, figure })),
    ),
    params: namesIn(items, 'params').map((name) => ({ of: 'param', name })),
    tags: namesIn(items, 'tags').map((name) => ({ of: 'tag', name })),
  };
}

/** What is shown until a person chooses: last values, which filters compare, then what was changed to get there. */
function usualColumns(items: readonly RunItem[]): RunColumn[] {
  const newest = items.at(-1);
  const validated = items.some(({ metrics }) => Object.hasOwn(metrics, 'val_loss'));
  const before = validated ? 'val_' : '';
  const measured: RunColumn[] = [
    ...(newest ? [{ of: 'metric', name: `${before}${newest.run.metric}`, figure: 'last' } as const] : []),
    { of: 'metric', name: `${before}loss`, figure: 'last' },
    { of: 'metric', name: 'loss', figure: 'last' },
  ];
  const keys = new Set<string>();
  const fact = (name: Extract<RunColumn, { of: 'fact' }>['name']): RunColumn => ({ of: 'fact', name });
  return [
    fact('status'),
    ...measured,
    ...(['changes', 'tags', 'epochs', 'duration', 'started', 'version', 'parent'] as const).map(fact),
  ].filter((column) => {
    const key = columnKey(column);
    return !keys.has(key) && keys.add(key);
  });
}

/** Chosen columns, or the usual ones; a key that nothing understands is left out. */
export const shownColumns = (keys: readonly string[] | null, items: readonly RunItem[]): RunColumn[] =>
  keys === null ? usualColumns(items) : keys.flatMap((key) => columnOf(key) ?? []);

export function columnLabel(column: RunColumn): string {
  switch (column.of) {
    case 'fact':
      return runsTableText.facts[column.name];
    case 'metric':
      return runsTableText.metricColumn(column.name, column.figure);
    case 'param':
    case 'tag':
      return column.name;
  }
}

const wide: Readonly<Record<string, number>> = {
  changes: 280,
  tags: 180,
  notes: 220,
  parent: 170,
  model: 170,
  engine: 130,
  status: 200,
};
const atEnd: readonly string[] = ['epochs', 'duration', 'rows', 'seed'];

/** Room for the heading and for what usually stands under it, in pixels. */
function widthOf(column: RunColumn): number {
  const heading = 36 + 7 * columnLabel(column).length;
  const least = column.of === 'metric' ? 130 : column.of === 'fact' ? (wide[column.name] ?? 100) : 90;
  return Math.min(320, Math.max(least, heading));
}

/** Most first where more is better or newer; least first elsewhere. */
export function beginsDescending(column: RunColumn): boolean {
  if (column.of === 'metric') return betterOf(column.name) === 'higher';
  return column.of === 'fact' && (column.name === 'started' || column.name === 'version');
}

function titleOf(column: RunColumn): string {
  const label = columnLabel(column);
  if (column.of !== 'metric') return label;
  return `${label}: ${column.figure === 'last' ? runsTableText.ofLast : runsTableText.notOfFilters}`;
}

/** As the long table takes it. */
export function headOf(column: RunColumn, order: Order) {
  const key = columnKey(column);
  const direction = order.descending ? ('descending' as const) : ('ascending' as const);
  const sorts = !(column.of === 'fact' && column.name === 'changes');
  return {
    key,
    label: columnLabel(column),
    width: widthOf(column),
    align:
      column.of === 'metric' || (column.of === 'fact' && atEnd.includes(column.name))
        ? ('end' as const)
        : ('start' as const),
    ...(sorts ? { sort: order.column === key ? direction : ('none' as const) } : {}),
    title: titleOf(column),
  };
}
