// What can be chosen on the page that compares runs: metrics, settings, groups, and their values as an axis.

import type { RunScale } from '../../../charts/parts/run-points.ts';
import { metrics } from '../../../core/metrics/index.ts';
import { compareValues, groupRuns, metricOf } from '../../../core/run-groups.ts';
import type { GroupKey, RunGroup } from '../../../core/run-groups.ts';
import type { RunItem } from '../../../core/run-item.ts';

/** "params.learning_rate", "metrics.val_loss", "tags.team": one thing that a run may have. */
export interface Variable {
  readonly key: string;
  readonly label: string;
}

const have = (items: readonly RunItem[], of: 'params' | 'tags' | 'metrics'): string[] => [
  ...new Set(items.flatMap((item) => Object.keys(item[of]))),
];

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

/** Losses, errors and times are better when they are low; metrics say it themselves. */
export function betterOf(name: string): 'higher' | 'lower' {
  const bare = name.replace(/^val_/, '');
  return metrics.has(bare) ? metrics.get(bare).better : 'lower';
}

const valueAt = (item: RunItem, of: 'params' | 'tags', name: string): string | null =>
  Object.hasOwn(item[of], name) ? item[of][name]! : null;

const differs = (items: readonly RunItem[], name: string): boolean =>
  new Set(items.map((item) => valueAt(item, 'params', name))).size > 1;

/** Names of settings that are not the same in all of the runs. */
const differingParams = (items: readonly RunItem[]): string[] =>
  have(items, 'params')
    .filter((name) => differs(items, name))
    .sort();

interface DiffRow {
  readonly name: string;
  /** One per run; null: it has no such setting. */
  readonly values: readonly (string | null)[];
  /** Whether the value is another one than the first run's. */
  readonly differs: readonly boolean[];
}

/** @param all with those that are the same everywhere. */
export function diffRows(items: readonly RunItem[], all: boolean): DiffRow[] {
  const names = all ? have(items, 'params').sort() : differingParams(items);
  return names.map((name) => {
    const values = items.map((item) => valueAt(item, 'params', name));
    return { name, values, differs: values.map((value) => value !== values[0]) };
  });
}

/** What people turn first: the training's own settings, then the model's, then the rest; a seed last. */
function weightOf(name: string): number {
  if (name === 'seed') return 9;
  if (!name.includes('.')) return name === 'callbacks' || name === 'warm_start' ? 4 : 0;
  return name.startsWith('model.') ? 1 : name.startsWith('callbacks.') ? 3 : 2;
}

/** Settings that differ, then metrics. */
export function variables(items: readonly RunItem[]): Variable[] {
  return [
    ...differingParams(items)
      .filter((name) => !name.endsWith('digest'))
      .sort((a, b) => weightOf(a) - weightOf(b))
      .map((name) => ({ key: `params.${name}`, label: name })),
    ...metricNames(items).map((name) => ({ key: `metrics.${name}`, label: name })),
  ];
}

function split(key: string): { of: string; name: string } {
  const point = key.indexOf('.');
  return { of: key.slice(0, point), name: key.slice(point + 1) };
}

/** A number where the text is one. */
function valueOf(text: string | null): number | string | null {
  if (text === null) return null;
  const value = text.trim() === '' ? NaN : Number(text);
  return Number.isNaN(value) ? text : value;
}

/** Log where the values are positive and lie far apart, as learning rates do. */
function looksLog(values: readonly (number | string | null)[]): boolean {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length === 0 || numbers.some((value) => value <= 0)) return false;
  return Math.max(...numbers) / Math.min(...numbers) >= 50;
}

export function scaleOf(items: readonly RunItem[], key: string): RunScale {
  const { of, name } = split(key);
  const values = items.map((item): number | string | null => {
    if (of === 'metrics') return Object.hasOwn(item.metrics, name) ? metricOf(item, name) : null;
    return valueOf(valueAt(item, of === 'tags' ? 'tags' : 'params', name));
  });
  return { label: name, log: looksLog(values), values };
}

/** Numbers and no texts, and not always the same one. */
export const isNumeric = (scale: RunScale): boolean =>
  new Set(scale.values.filter((value) => typeof value === 'number' && Number.isFinite(value))).size > 1 &&
  scale.values.every((value) => typeof value !== 'string');

/** What runs can be put into groups by: a setting that differs, but not for every run, or a tag. */
export function groupChoices(items: readonly RunItem[]): Variable[] {
  const shared = (name: string): boolean =>
    new Set(items.map((item) => valueAt(item, 'params', name))).size < items.length;
  return [
    ...differingParams(items)
      .filter(shared)
      .map((name) => ({ key: `params.${name}`, label: name })),
    ...have(items, 'tags')
      .sort(compareValues)
      .map((name) => ({ key: `tags.${name}`, label: `tag ${name}` })),
  ];
}

export function groupsBy(items: readonly RunItem[], key: string): RunGroup[] {
  const { of, name } = split(key);
  const by: GroupKey = { of: of === 'tags' ? 'tags' : 'params', name };
  return groupRuns(items, by);
}
