// How a person looks at the runs of a project, kept outside the projects (localStorage): columns, order and grouping. It is
// a matter of this browser, and of tabs that only watch, too.

import * as v from 'valibot';
import type { WitnessPlace } from './witness.ts';

const columns = v.nullable(v.pipe(v.array(v.pipe(v.string(), v.maxLength(500))), v.maxLength(200)));
const sort = v.object({ column: v.string(), descending: v.boolean() });

/** A choice that can't be read, or that came with a later release, is the usual one; the others stay. */
const schema = v.object({
  /** Null: the usual ones. */
  columns: v.fallback(columns, null),
  sort: v.fallback(sort, { column: 'started', descending: true }),
  groupBy: v.fallback(v.nullable(v.string()), null),
  archived: v.fallback(v.boolean(), false),
  deleted: v.fallback(v.boolean(), false),
});
export type NotebookMemory = v.InferOutput<typeof schema>;

/** How a notebook is looked at until a person chooses. */
export const usualNotebook: NotebookMemory = v.parse(schema, {});

const keyOf = (projectId: string): string => `model-loop notebook ${projectId}`;

/** Null where there is no place, nothing was kept, or what is there can't be read. */
export function readNotebook(place: WitnessPlace | null, projectId: string): NotebookMemory | null {
  try {
    const text = place?.getItem(keyOf(projectId)) ?? null;
    return text === null ? null : v.parse(schema, JSON.parse(text));
  } catch {
    return null;
  }
}

export function writeNotebook(place: WitnessPlace | null, projectId: string, memory: NotebookMemory): void {
  try {
    place?.setItem(keyOf(projectId), JSON.stringify(memory));
  } catch {
    // A full or closed localStorage: the next visit begins with the usual columns.
  }
}
