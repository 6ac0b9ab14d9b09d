// The order of runs, as MLflow 3.17 gives it: by the terms, NaN and then what is missing at the end in both directions, ties by
// start, the newest first, then by id.

import { compareTexts, storedNumber } from './matching.ts';
import type { SearchableRun } from './searchable.ts';
import type { OrderTerm } from './strict.ts';

/** Undefined: there is none. */
type Key = string | number | undefined;

function keyOf(run: SearchableRun, { entity, key }: OrderTerm): Key {
  switch (entity) {
    case 'metric': {
      const value = run.metric(key);
      return value === undefined ? undefined : storedNumber(value);
    }
    case 'parameter':
      return run.param(key);
    case 'tag':
      return run.tag(key);
    default:
      return run.attribute(key);
  }
}

/** 0 a value, 1 NaN, 2 nothing. */
const absence = (key: Key): number => (key === undefined ? 2 : Number.isNaN(key) ? 1 : 0);

function compareKeys(one: Key, other: Key, ascending: boolean): number {
  const away = absence(one) - absence(other);
  if (away !== 0 || absence(one) > 0) return away;
  const difference =
    typeof one === 'number' && typeof other === 'number'
      ? one - other
      : compareTexts(String(one), String(other));
  return ascending ? difference : -difference;
}

interface KeyOrder<Item> {
  readonly key: (item: Item) => Key;
  readonly ascending: boolean;
}

/** A new list of the same things, by one key after another; what is equal in all of them keeps its order. */
export function orderedBy<Item>(items: readonly Item[], orders: readonly KeyOrder<Item>[]): Item[] {
  const rows = items.map((item) => ({ item, keys: orders.map(({ key }) => key(item)) }));
  rows.sort((a, b) => {
    for (const [at, { ascending }] of orders.entries()) {
      const difference = compareKeys(a.keys[at], b.keys[at], ascending);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return rows.map(({ item }) => item);
}

/** A new list of the same things in MLflow's order. */
export function ordered<Item>(
  items: readonly Item[],
  runOf: (item: Item) => SearchableRun,
  terms: readonly OrderTerm[],
): Item[] {
  const byStart: OrderTerm = { entity: 'attribute', key: 'start_time', ascending: false };
  const byId: OrderTerm = { entity: 'attribute', key: 'run_id', ascending: true };
  const named = terms.some((term) => term.entity === 'attribute' && term.key === 'start_time');
  const runs = items.map((item) => ({ item, run: runOf(item) }));
  const orders = [...terms, ...(named ? [] : [byStart]), byId].map((term) => ({
    key: ({ run }: { run: SearchableRun }) => keyOf(run, term),
    ascending: term.ascending,
  }));
  return orderedBy(runs, orders).map(({ item }) => item);
}
