// What was set differently from the run that a run came from.

import type { RunItem } from './run-item.ts';

interface RunChange {
  /** Name of a setting (runParams), or "callback" for one that came or went. */
  readonly name: string;
  /** Null: it was not there. */
  readonly from: string | null;
  /** Null: it is not there any more. */
  readonly to: string | null;
}

/** Follows from other settings, or says what a run is and not how it was set. */
const leftOut = new Set(['purpose', 'callbacks', 'data.rows', 'data.validation_rows', 'warm_start']);

const callbackPrefix = 'callbacks.';

/** The run that each one is held against, by its id: its parent, else the one before it in number; none for the first. */
export function runsBefore(items: readonly RunItem[]): ReadonlyMap<string, RunItem> {
  const byId = new Map(items.map((item) => [item.run.id, item]));
  const inOrder = [...items].sort((a, b) => a.run.number - b.run.number);
  const before = new Map<string, RunItem>();
  inOrder.forEach((item, place) => {
    const parent = item.run.parentId === null ? undefined : byId.get(item.run.parentId);
    const found = parent ?? inOrder[place - 1];
    if (found) before.set(item.run.id, found);
  });
  return before;
}

const callbacksOf = (item: RunItem): string[] => (item.run.callbacks ?? []).map(({ id }) => id);

/** What remains of a list when the members of another are taken out, each as often as it is there. */
function without(list: readonly string[], taken: readonly string[]): string[] {
  const rest = [...taken];
  return list.filter((id) => {
    const place = rest.indexOf(id);
    if (place >= 0) rest.splice(place, 1);
    return place < 0;
  });
}

/** A seed that nobody chose is another one in every run. */
const seedWasChosen = (item: RunItem): boolean => Boolean(item.run.training.seed);

/**
 * Settings that differ, in the order of the names; callbacks that came or went are named once, without their settings.
 */
export function changesOf(item: RunItem, before: RunItem): RunChange[] {
  const [here, there] = [callbacksOf(item), callbacksOf(before)];
  const [came, went] = [without(here, there), without(there, here)];
  const moved = new Set([...came, ...went]);
  const names = new Set([...Object.keys(before.params), ...Object.keys(item.params)]);
  const changes: RunChange[] = [];
  for (const name of [...names].sort()) {
    if (leftOut.has(name)) continue;
    if (name === 'seed' && !seedWasChosen(item) && !seedWasChosen(before)) continue;
    if (name.startsWith(callbackPrefix) && moved.has(name.slice(callbackPrefix.length).split('.')[0]!))
      continue;
    const from = Object.hasOwn(before.params, name) ? before.params[name]! : null;
    const to = Object.hasOwn(item.params, name) ? item.params[name]! : null;
    if (from !== to) changes.push({ name, from, to });
  }
  return [
    ...changes,
    ...came.map((id) => ({ name: 'callback', from: null, to: id })),
    ...went.map((id) => ({ name: 'callback', from: id, to: null })),
  ];
}

/** A setting's name as people say it: "learning rate", "units", "early-stopping patience". */
function settingWords(name: string): string {
  return name
    .replace(/^(?:model|plan|callbacks)\./, '')
    .replaceAll('.', ' ')
    .replaceAll('_', ' ');
}

function changeWords({ name, from, to }: RunChange): string {
  if (name === 'callback') return to === null ? `−${from}` : `+${to}`;
  if (name === 'data.digest') return 'other data';
  if (name === 'recipe.digest') return 'other preparation';
  const words = name === 'model.kind' ? 'model' : settingWords(name);
  if (to === null) return `no ${words}`;
  return from === null ? `${words} ${to}` : `${words} ${from} → ${to}`;
}

/** "learning rate 0.01 → 0.1; +early-stopping"; empty where nothing differs. */
export const changesText = (changes: readonly RunChange[]): string => changes.map(changeWords).join('; ');
