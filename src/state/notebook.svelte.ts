// The notebook of runs: every run with what a person wrote about it; searched, ordered, grouped and chosen. What is
// changed here is a note beside the run: a run itself stays as it was.

import { AppError } from '../core/errors.ts';
import { runsBefore } from '../core/run-changes.ts';
import { runItem } from '../core/run-item.ts';
import type { RunItem } from '../core/run-item.ts';
import type { KeptPlace, RunLog, RunNote } from '../core/run-records.ts';
import type { Storage } from '../storage/storage.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import { LogShelf, type LogState } from './notebook-logs.ts';
import { checkLength } from './notebook-limits.ts';
import { NoteHistory, type NoteStep } from './notebook-notes.svelte.ts';
import { NotebookView, type NotebookPlace } from './notebook-view.svelte.ts';

export type { NotebookPlace };

export class Notebook {
  readonly #store: ProjectStore;
  readonly #storage: Storage;
  readonly #history: NoteHistory;
  readonly #logs: LogShelf;
  /** What is shown of it, and how. */
  readonly view: NotebookView;
  /** Items by run, so that one new run does not build thousands anew. */
  #built: ReadonlyMap<string, RunItem> = new Map();
  #last: readonly RunItem[] = [];

  readonly #every = $derived.by(() => this.#build());
  readonly #byId = $derived(new Map(this.#every.map((item) => [item.run.id, item])));
  readonly #items = $derived(this.#every.filter(({ note }) => note?.deletedAt == null));
  readonly #previous = $derived(runsBefore(this.#items));
  readonly #children = $derived.by(() => {
    const children = new Map<string, RunItem[]>();
    for (const item of this.#every) {
      const parent = item.run.parentId;
      if (parent === null) continue;
      const held = children.get(parent);
      if (held) held.push(item);
      else children.set(parent, [item]);
    }
    return children;
  });

  constructor(store: ProjectStore, storage: Storage, place: NotebookPlace | null) {
    this.#storage = storage;
    this.#store = store;
    this.#history = new NoteHistory(store);
    this.#logs = new LogShelf((runId) => store.log(runId));
    this.view = new NotebookView({
      items: () => this.#every,
      projectId: () => (store.isOpen ? store.project.id : null),
      around: {
        now: () => store.now(),
        parentNumber: (item) => this.parentOf(item)?.run.number ?? null,
        versionNumber: (id) => store.numberOf(id),
      },
      place,
    });
  }

  /** A commit about something else changes nothing here: then it is the very same list. */
  #build(): readonly RunItem[] {
    const notes = new Map(this.#store.notes.map((note) => [note.runId, note]));
    const before = this.#last;
    const built = this.#store.runs.map((run) => {
      const note = notes.get(run.id) ?? null;
      const held = this.#built.get(run.id);
      return held && held.run === run && held.note === note ? held : runItem(run, note);
    });
    if (built.length === before.length && built.every((item, i) => item === before[i])) return before;
    this.#built = new Map(built.map((item) => [item.run.id, item]));
    this.#last = built;
    return built;
  }

  /** All that are not deleted, archived ones as well, oldest first. */
  get items(): readonly RunItem[] {
    return this.#items;
  }
  /** How many are hidden as deleted; they can be brought back. */
  get deleted(): number {
    return this.#every.length - this.#items.length;
  }
  /** Also a deleted one: what came from it names it. */
  find(runId: string): RunItem | null {
    return this.#byId.get(runId) ?? null;
  }
  /** The run that this one was forked from, or whose weights it began with. */
  parentOf({ run }: RunItem): RunItem | null {
    return run.parentId === null ? null : this.find(run.parentId);
  }
  /** Deleted ones as well. */
  childrenOf(runId: string): readonly RunItem[] {
    return this.#children.get(runId) ?? [];
  }
  /** What a run is compared with to say what was changed: its parent, or the run before it. */
  before(item: RunItem): RunItem | null {
    return this.parentOf(item) ?? this.#previous.get(item.run.id) ?? null;
  }

  get shown(): readonly RunItem[] {
    return this.view.shown;
  }
  get selectedIds(): readonly string[] {
    return this.view.selectedIds;
  }
  select(runIds: readonly string[]): void {
    this.view.select(runIds);
  }
  get filter(): string {
    return this.view.filter;
  }
  setFilter(text: string): void {
    this.view.setFilter(text);
  }

  /** The log of a run; null while it is read, where it can't be, and while the run is under way. */
  logOf(runId: string): RunLog | null {
    const state = this.logState(runId);
    return state?.phase === 'ready' ? state.log : null;
  }
  /** Null for a run that has not ended: its log is written with its end. */
  logState(runId: string): LogState | null {
    const item = this.find(runId);
    return item && item.run.endedAt !== null ? this.#logs.of(runId) : null;
  }
  /** Reads a log again that could not be read. */
  retryLog(runId: string): void {
    this.#logs.retry(runId);
  }

  /** Where callbacks kept parameters of a run, in their order. @throws AppError 'corrupt' when it can't be read. */
  keptOf(runId: string): Promise<KeptPlace[]> {
    return this.#storage.keptPlaces(runId);
  }

  /** An empty name gives the run its own back. @throws AppError 'bad-input' for one that is too long. */
  async rename(runIds: readonly string[], name: string): Promise<void> {
    const wanted = name.trim() || null;
    checkLength('name', wanted ?? '');
    await this.#history.change('rename', runIds, (note) => ({ ...note, name: wanted }));
  }
  /** @param colour number of one of the run colours; null: by the run's number. */
  recolour(runIds: readonly string[], colour: number | null): Promise<void> {
    return this.#history.change('recolour', runIds, (note) => ({ ...note, colour }));
  }
  /** @throws AppError 'bad-input' for notes that are too long. */
  async setNotes(runIds: readonly string[], notes: string): Promise<void> {
    checkLength('notes', notes);
    await this.#history.change('describe', runIds, (note) => ({ ...note, notes }));
  }
  /** @throws AppError 'bad-input' for a tag without a name, or with too long a name or value. */
  async tag(runIds: readonly string[], name: string, value = ''): Promise<void> {
    const wanted = name.trim();
    if (wanted === '') throw new AppError('bad-input', 'A tag needs a name.');
    checkLength('tagName', wanted);
    checkLength('tagValue', value.trim());
    await this.#history.change('tag', runIds, (note) => ({
      ...note,
      tags: Object.fromEntries([
        ...Object.entries(note.tags).filter(([held]) => held !== wanted),
        [wanted, value.trim()],
      ]),
    }));
  }
  untag(runIds: readonly string[], name: string): Promise<void> {
    return this.#history.change('untag', runIds, (note) => ({
      ...note,
      tags: Object.fromEntries(Object.entries(note.tags).filter(([held]) => held !== name)),
    }));
  }
  archive(runIds: readonly string[]): Promise<void> {
    return this.#history.change('archive', runIds, (note) => archived(note, this.#store.now()));
  }
  unarchive(runIds: readonly string[]): Promise<void> {
    return this.#history.change('unarchive', runIds, (note) => archived(note, null));
  }
  /** Hides runs; what came from them keeps its parent. @throws AppError 'bad-input' for a run that is under way. */
  async remove(runIds: readonly string[]): Promise<void> {
    const running = runIds.map((id) => this.find(id)).find((item) => item?.run.endedAt === null);
    if (running)
      throw new AppError('bad-input', `${running.name} is under way. Stop it first, then it can be deleted.`);
    await this.#history.change('remove', runIds, (note) => ({
      ...note,
      deletedAt: note.deletedAt ?? this.#store.now(),
    }));
  }

  /** Brings deleted runs back, also those that were deleted on an earlier visit. */
  restore(runIds: readonly string[]): Promise<void> {
    return this.#history.change('restore', runIds, (note) => ({ ...note, deletedAt: null }));
  }

  /** The last change, which `undo` takes back; null when there is none. */
  get lastStep(): NoteStep | null {
    return this.#history.last;
  }
  undo(): Promise<void> {
    return this.#history.undo();
  }

  /** The project is left. */
  forget(): void {
    this.#history.forget();
    this.#logs.clear();
    this.view.forget();
  }
}

const archived = (note: RunNote, now: number | null): RunNote => ({
  ...note,
  archivedAt: now === null ? null : (note.archivedAt ?? now),
});
