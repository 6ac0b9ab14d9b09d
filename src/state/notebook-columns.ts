// What the table of runs can show of a run, by the key of a column, and the order that follows from it. Pure.

import { betterOf } from '../core/better-of.ts';
import type { RunItem } from '../core/run-item.ts';
import type { Entity } from '../core/run-search/clause.ts';
import { storedNumber } from '../core/run-search/matching.ts';
import { ordered, orderedBy } from '../core/run-search/ordering.ts';
import { searchable } from '../core/run-search/searchable.ts';
import type { MetricSummary } from '../core/run-records.ts';

export const facts = [
  'name',
  'status',
  'model',
  'changes',
  'tags',
  'notes',
  'parent',
  'version',
  'optimizer',
  'epochs',
  'duration',
  'started',
  'rows',
  'engine',
  'seed',
  'data',
  'recipe',
] as const;
export type Fact = (typeof facts)[number];

/** Figures of a series, each with the step where it was; the mean is nowhere. */
export const figures = ['best', 'last', 'min', 'max', 'mean'] as const;
export type Figure = (typeof figures)[number];

export type RunColumn =
  | { readonly of: 'fact'; readonly name: Fact }
  | { readonly of: 'param'; readonly name: string }
  | { readonly of: 'tag'; readonly name: string }
  | { readonly of: 'metric'; readonly name: string; readonly figure: Figure };

/** Text of a column, as it is kept: "status", "param:learning_rate", "metric:best:val_loss". Names may hold anything. */
export function columnKey(column: RunColumn): string {
  switch (column.of) {
    case 'fact':
      return column.name;
    case 'metric':
      return `metric:${column.figure}:${column.name}`;
    case 'param':
    case 'tag':
      return `${column.of}:${column.name}`;
  }
}

/** Null for a text that no column has: one that was kept by another release. */
export function columnOf(key: string): RunColumn | null {
  const fact = facts.find((name) => name === key);
  if (fact) return { of: 'fact', name: fact };
  const [, of, rest] = /^(param|tag|metric):([^]*)$/.exec(key) ?? [];
  if (rest === undefined) return null;
  if (of === 'param' || of === 'tag') return { of, name: rest };
  const figure = figures.find((name) => rest.startsWith(`${name}:`));
  return figure ? { of: 'metric', figure, name: rest.slice(figure.length + 1) } : null;
}

export interface FigureAt {
  readonly value: number;
  /** Null for a mean, and where there was none. */
  readonly step: number | null;
}

/** Null where the run has no such series, or its best can't be said. */
export function figureOf(item: RunItem, name: string, figure: Figure): FigureAt | null {
  const summary = Object.hasOwn(item.metrics, name) ? item.metrics[name] : undefined;
  return summary ? figureIn(summary, name, figure) : null;
}

function figureIn(summary: MetricSummary, name: string, figure: Figure): FigureAt | null {
  const at = (value: number, step: number): FigureAt => ({ value, step: step < 0 ? null : step });
  switch (figure) {
    case 'last':
      return at(summary.last, summary.lastStep);
    case 'min':
      return at(summary.min, summary.minStep);
    case 'max':
      return at(summary.max, summary.maxStep);
    case 'mean':
      return { value: summary.mean, step: null };
    case 'best': {
      const better = betterOf(name);
      return better && figureIn(summary, name, better === 'higher' ? 'max' : 'min');
    }
  }
}

/** What stands beside a run and is not in it. */
export interface Surroundings {
  readonly now: number;
  /** Number of the run that it came from; null: none. */
  parentNumber(item: RunItem): number | null;
  versionNumber(id: string): number;
}

/** What a column is sorted by; null where the run has nothing there. */
export function sortValue(item: RunItem, column: RunColumn, around: Surroundings): number | string | null {
  switch (column.of) {
    case 'metric':
      return figureOf(item, column.name, column.figure)?.value ?? null;
    case 'tag':
      return Object.hasOwn(item.tags, column.name) ? numberOrText(item.tags[column.name] ?? '') : null;
    case 'param':
      return Object.hasOwn(item.params, column.name) ? numberOrText(item.params[column.name] ?? '') : null;
    case 'fact':
      return factValue(item, column.name, around);
  }
}

/** Settings are texts; those that are numbers are put in order as numbers. */
const numberOrText = (text: string): number | string =>
  text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;

function factValue(item: RunItem, name: Fact, around: Surroundings): number | string | null {
  const { run } = item;
  switch (name) {
    case 'name':
      return item.name;
    case 'status':
      return run.status;
    case 'model':
      return run.model.kind;
    case 'changes':
      return null;
    case 'tags':
      return Object.keys(item.tags).sort().join(' ') || null;
    case 'notes':
      return item.note?.notes || null;
    case 'parent':
      return around.parentNumber(item);
    case 'version':
      return run.modelVersionId ? around.versionNumber(run.modelVersionId) : null;
    case 'optimizer':
      return run.training.optimizer;
    case 'epochs':
      return run.epochs;
    case 'duration':
      return (run.endedAt ?? around.now) - run.startedAt;
    case 'started':
      return run.startedAt;
    case 'rows':
      return run.trainedOn.rows;
    case 'engine':
      return run.engine ? `${run.engine.trainer} ${run.engine.backend}` : null;
    case 'seed':
      return run.seed;
    case 'data':
      return run.datasetDigest;
    case 'recipe':
      return run.recipeDigest || null;
  }
}

export interface Order {
  /** Key of the column. */
  readonly column: string;
  readonly descending: boolean;
}

/**
 * In the order of a column, as MLflow orders runs (run-search/ordering.ts): what is no number and then what is missing last in
 * both directions, equal ones newest first. A column that is not known: newest first.
 */
export function sorted(items: readonly RunItem[], order: Order, around: Surroundings): readonly RunItem[] {
  const column = columnOf(order.column) ?? { of: 'fact', name: 'started' };
  const ascending = !order.descending;
  const { entity, key } = termOf(column);
  if (entity !== null) return ordered(items, searchable, [{ entity, key, ascending }]);
  const values = new Map(items.map((item) => [item, sortValue(item, column, around)]));
  const numeric = items.every((item) => typeof (values.get(item) ?? 0) === 'number');
  const orders = [
    { key: (item: RunItem) => orderKey(values.get(item) ?? null, numeric), ascending },
    { key: ({ run }: RunItem) => run.startedAt, ascending: false },
    { key: ({ run }: RunItem) => run.id, ascending: true },
  ];
  return orderedBy(items, orders);
}

/** What MLflow calls a column; an entity of null for what it has no name for, and for settings and names, which people put in another order. */
function termOf(column: RunColumn): { entity: Entity | null; key: string } {
  if (column.of === 'metric' && column.figure === 'last') return { entity: 'metric', key: column.name };
  if (column.of === 'fact' && column.name === 'started') return { entity: 'attribute', key: 'start_time' };
  return { entity: null, key: '' };
}

/** Texts without regard to capitals, and numbers within them as numbers: "Run 2" before "run 10". */
const natural = (text: string): string =>
  text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(16, '0'));

function orderKey(value: number | string | null, numeric: boolean): number | string | undefined {
  if (value === null) return undefined;
  if (typeof value === 'number' && numeric) return storedNumber(value);
  return natural(String(value));
}
