// What can be chosen on the page that compares runs: which of them are shown, metrics, settings and groups.

import { betterOf } from '../../../core/better-of.ts';
import { compareValues, groupRuns, metricOf } from '../../../core/run-groups.ts';
import type { GroupKey, RunGroup } from '../../../core/run-groups.ts';
import type { RunItem } from '../../../core/run-item.ts';
import { compareParams } from '../../../core/run-params.ts';

/** "params.learning_rate", "metrics.val_loss", "tags.team": one thing that a run may have. */
export interface Variable {
  readonly key: string;
  readonly label: string;
}

function have(items: readonly RunItem[], of: 'params' | 'tags' | 'metrics'): string[] {
  const names = new Set<string>();
  for (const item of items) for (const name of Object.keys(item[of])) names.add(name);
  return [...names];
}

/** Losses and metrics first, figures of the machine last. */
export function metricNames(items: readonly RunItem[]): string[] {
  const own = new Set(items.map(({ run }) => run.metric));
  const weight = (name: string): number => {
    const bare = name.replace(/^val_/, '');
    if (own.has(bare)) return name === bare ? 1 : 0;
    if (bare === 'loss') return name === bare ? 3 : 2;
    return name.includes('/') ? 5 : 4;
  };
  return have(items, 'metrics').sort((a, b) => weight(a) - weight(b) || (a < b ? -1 : 1));
}

export const valueAt = (item: RunItem, of: 'params' | 'tags', name: string): string | null =>
  Object.hasOwn(item[of], name) ? item[of][name]! : null;

const differs = (items: readonly RunItem[], name: string): boolean =>
  new Set(items.map((item) => valueAt(item, 'params', name))).size > 1;

/** Names of settings that are not the same in all of the runs, the weightiest first. */
export const differingParams = (items: readonly RunItem[]): string[] =>
  have(items, 'params')
    .filter((name) => differs(items, name))
    .sort(compareParams);

interface DiffRow {
  readonly name: string;
  /** One per run; null: it has no such setting. */
  readonly values: readonly (string | null)[];
  /** Whether the value is another one than the first run's. */
  readonly differs: readonly boolean[];
}

/** @param all with those that are the same everywhere. */
export function diffRows(items: readonly RunItem[], all: boolean): DiffRow[] {
  const names = all ? have(items, 'params').sort(compareParams) : differingParams(items);
  return names.map((name) => {
    const values = items.map((item) => valueAt(item, 'params', name));
    return { name, values, differs: values.map((value) => value !== values[0]) };
  });
}

/** "params.model.units" → what it is of, and its name. */
export function split(key: string): { of: 'params' | 'metrics' | 'tags'; name: string } {
  const point = key.indexOf('.');
  const of = key.slice(0, point);
  return { of: of === 'metrics' || of === 'tags' ? of : 'params', name: key.slice(point + 1) };
}

/** More groups than this can be neither read nor told apart. */
const mostGroups = 24;

/** What runs can be put into groups by: a setting that differs, but not for every run, or a tag; in not too many groups. */
export function groupChoices(items: readonly RunItem[]): Variable[] {
  const groups = (of: 'params' | 'tags', name: string): number =>
    new Set(items.map((item) => valueAt(item, of, name))).size;
  return [
    ...differingParams(items)
      .filter((name) => groups('params', name) <= Math.min(mostGroups, items.length - 1))
      .map((name) => ({ key: `params.${name}`, label: name })),
    ...have(items, 'tags')
      .filter((name) => groups('tags', name) <= mostGroups)
      .sort(compareValues)
      .map((name) => ({ key: `tags.${name}`, label: `tag ${name}` })),
  ];
}

export function groupsBy(items: readonly RunItem[], key: string): RunGroup[] {
  const { of, name } = split(key);
  const by: GroupKey = { of: of === 'tags' ? 'tags' : 'params', name };
  return groupRuns(items, by);
}

/** Which of very many runs are shown. */
export const runOrders = ['best', 'newest', 'oldest'] as const;
export type RunOrder = (typeof runOrders)[number];

/** Those to be shown first. The best are those of the first metric; where nothing is said to be better, the newest. */
export function ranked(items: readonly RunItem[], order: RunOrder): RunItem[] {
  const byNumber = items.toSorted((a, b) => b.run.number - a.run.number);
  if (order === 'oldest') return byNumber.reverse();
  const metric = metricNames(items)[0];
  const better = metric === undefined ? null : betterOf(metric);
  if (order === 'newest' || metric === undefined || better === null) return byNumber;
  const worth = (item: RunItem): number => {
    const value = better === 'higher' ? metricOf(item, metric, 'max') : -metricOf(item, metric, 'min');
    return Number.isNaN(value) ? -Infinity : value;
  };
  const worths = new Map(byNumber.map((item) => [item, worth(item)]));
  // Equal ones stay newest first: infinities must not be subtracted.
  return byNumber.sort((a, b) => {
    const [one, other] = [worths.get(a)!, worths.get(b)!];
    return one === other ? 0 : other > one ? 1 : -1;
  });
}

/** Neither put away nor without any figure: what can be compared at once. */
export const isComparable = ({ note, metrics }: RunItem): boolean =>
  note?.archivedAt == null && Object.keys(metrics).length > 0;
