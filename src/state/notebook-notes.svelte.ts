// What a person changes about runs, each change over any number of them in one transaction, and the way back from it.

import { AppError } from '../core/errors.ts';
import type { RunNote } from '../core/run-records.ts';
import type { ProjectStore } from './project-store.svelte.ts';

export type NoteVerb =
  'rename' | 'recolour' | 'describe' | 'tag' | 'untag' | 'archive' | 'unarchive' | 'remove' | 'restore';

/** One thing that was done, and can be undone. */
export interface NoteStep {
  readonly verb: NoteVerb;
  readonly runIds: readonly string[];
  readonly before: readonly RunNote[];
  readonly after: readonly RunNote[];
}

/** Steps that can be taken back one after another. */
const mostSteps = 50;

const blank = (runId: string, projectId: string): RunNote => ({
  v: 1,
  runId,
  projectId,
  name: null,
  colour: null,
  notes: '',
  tags: {},
  archivedAt: null,
  deletedAt: null,
});

const sameTags = (a: RunNote['tags'], b: RunNote['tags']): boolean => {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && a[name] === b[name])
  );
};

const same = (a: RunNote, b: RunNote): boolean =>
  a.name === b.name &&
  a.colour === b.colour &&
  a.notes === b.notes &&
  a.archivedAt === b.archivedAt &&
  a.deletedAt === b.deletedAt &&
  sameTags(a.tags, b.tags);

/** Tag by tag: those that the step did not touch stay as they are, also where they came since. */
function tagsTakenBack({ tags: now }: RunNote, { tags: before }: RunNote, { tags: after }: RunNote) {
  const has = (tags: RunNote['tags'], name: string): string | null =>
    Object.hasOwn(tags, name) ? (tags[name] ?? null) : null;
  const changed = new Set(
    [...Object.keys(before), ...Object.keys(after)].filter((name) => has(before, name) !== has(after, name)),
  );
  return Object.fromEntries([
    ...Object.entries(now).filter(([name]) => !changed.has(name)),
    ...Object.entries(before).filter(([name]) => changed.has(name)),
  ]);
}

/** What the step changed is as it was before it; what was changed since stays. */
function takenBack(now: RunNote, before: RunNote, after: RunNote): RunNote {
  return {
    ...now,
    name: before.name === after.name ? now.name : before.name,
    colour: before.colour === after.colour ? now.colour : before.colour,
    notes: before.notes === after.notes ? now.notes : before.notes,
    tags: tagsTakenBack(now, before, after),
    archivedAt: before.archivedAt === after.archivedAt ? now.archivedAt : before.archivedAt,
    deletedAt: before.deletedAt === after.deletedAt ? now.deletedAt : before.deletedAt,
  };
}

export class NoteHistory {
  readonly #store: ProjectStore;
  #steps = $state.raw<readonly NoteStep[]>([]);

  constructor(store: ProjectStore) {
    this.#store = store;
  }

  /** What `undo` takes back; null when there is nothing. */
  get last(): NoteStep | null {
    return this.#steps.at(-1) ?? null;
  }

  /**
   * Changes the notes of runs: all of them or, where it can't be kept, none. What changes nothing is no step.
   * @throws AppError 'bad-input' for a run that is not in this project; what `commit` throws.
   */
  change(verb: NoteVerb, runIds: readonly string[], to: (note: RunNote) => RunNote): Promise<void> {
    return this.#store.inTurn(async () => {
      const known = new Set(this.#store.runs.map(({ id }) => id));
      const missing = runIds.find((id) => !known.has(id));
      if (missing !== undefined) throw new AppError('bad-input', `Run ${missing} is not in this project.`);
      const pairs = this.#notesOf([...new Set(runIds)])
        .map((before) => ({ before, after: to(before) }))
        .filter(({ before, after }) => !same(before, after));
      if (pairs.length === 0) return;
      const after = pairs.map((pair) => pair.after);
      await this.#store.commit({ notes: after });
      const step: NoteStep = {
        verb,
        runIds: after.map(({ runId }) => runId),
        before: pairs.map((pair) => pair.before),
        after,
      };
      this.#steps = [...this.#steps, step].slice(-mostSteps);
    });
  }

  /** Takes the last step back. */
  undo(): Promise<void> {
    return this.#store.inTurn(async () => {
      const step = this.last;
      if (!step) return;
      const now = this.#notesOf(step.runIds);
      const notes = now.map((note, i) => takenBack(note, step.before[i] ?? note, step.after[i] ?? note));
      await this.#store.commit({ notes });
      this.#steps = this.#steps.slice(0, -1);
    });
  }

  /** The way back ends with the project. */
  forget(): void {
    this.#steps = [];
  }

  #notesOf(runIds: readonly string[]): RunNote[] {
    const held = new Map(this.#store.notes.map((note) => [note.runId, note]));
    return runIds.map((id) => held.get(id) ?? blank(id, this.#store.project.id));
  }
}
