// What of the notebook is shown, and how: filter, order, grouping, columns and choice.

import type { RunItem } from '../core/run-item.ts';
import { parseRunFilter } from '../core/run-search/index.ts';
import type { ParsedFilter } from '../core/run-search/index.ts';
import { searchable } from '../core/run-search/searchable.ts';
import { knownNames, unknownNames, type UnknownName } from '../core/run-search/unknown-names.ts';
import { usualNotebook, type NotebookMemory } from '../storage/notebook-memory.ts';
import { columnOf, sorted, type Order, type Surroundings } from './notebook-columns.ts';
import { groupedRows, runRows, type NotebookRow } from './notebook-rows.ts';

/** Where a person's way of looking at a project's runs is kept for the next visit. */
export interface NotebookPlace {
  read(projectId: string): NotebookMemory | null;
  write(projectId: string, memory: NotebookMemory): void;
}

type Wanted = Extract<ParsedFilter, { ok: true }> & { readonly text: string };

interface Parts {
  /** All of them, deleted ones as well. */
  items(): readonly RunItem[];
  projectId(): string | null;
  readonly around: Omit<Surroundings, 'now'> & { now(): number };
  readonly place: NotebookPlace | null;
}

export class NotebookView {
  readonly #parts: Parts;
  #filter = $state('');
  #problem = $state<string | null>(null);
  #extended = $state(false);
  /** The last text that could be read, and what it says; null: no filter. */
  #wanted = $state.raw<Wanted | null>(null);
  #chosen = $state.raw<readonly string[]>([]);
  #expanded = $state.raw<ReadonlySet<string>>(new Set());
  /** What was changed on this visit. */
  #changed = $state.raw<{ readonly projectId: string; readonly memory: NotebookMemory } | null>(null);

  readonly #projectId = $derived.by(() => this.#parts.projectId());
  readonly #memory = $derived.by(() => {
    const projectId = this.#projectId;
    if (projectId === null) return usualNotebook;
    if (this.#changed?.projectId === projectId) return this.#changed.memory;
    return this.#parts.place?.read(projectId) ?? usualNotebook;
  });
  readonly #kept = $derived.by(() => {
    const { archived, deleted } = this.#memory;
    return this.#parts
      .items()
      .filter(({ note }) => (archived || note?.archivedAt == null) && (deleted || note?.deletedAt == null));
  });
  readonly #found = $derived.by(() => {
    const wanted = this.#wanted;
    return wanted ? this.#kept.filter((item) => wanted.fits(searchable(item))) : this.#kept;
  });
  readonly #known = $derived.by(() => knownNames(this.#parts.items()));
  readonly #unknown = $derived.by(() =>
    this.#wanted ? unknownNames(this.#wanted.mentioned, this.#known) : [],
  );
  readonly #shown = $derived.by(() => {
    const { around } = this.#parts;
    return sorted(this.#found, this.#memory.sort, { ...around, now: around.now() });
  });
  readonly #rows = $derived.by((): readonly NotebookRow[] => {
    const by = this.#memory.groupBy === null ? null : columnOf(this.#memory.groupBy);
    return by && (by.of === 'param' || by.of === 'tag')
      ? groupedRows(this.#shown, { of: `${by.of}s`, name: by.name }, this.#expanded)
      : runRows(this.#shown);
  });
  readonly #selectedIds = $derived.by(() => {
    const known = new Set(this.#kept.map(({ run }) => run.id));
    return this.#chosen.filter((id) => known.has(id));
  });
  readonly #hiddenIds = $derived.by(() => {
    if (this.#wanted === null) return [];
    const found = new Set(this.#found.map(({ run }) => run.id));
    return this.#selectedIds.filter((id) => !found.has(id));
  });
  readonly #selected = $derived(new Set(this.#selectedIds));

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get filter(): string {
    return this.#filter;
  }
  /** Why the text of the filter can't be read; the last one that could still holds. */
  get problem(): string | null {
    return this.#problem;
  }
  setFilter(text: string): void {
    this.#filter = text;
    const parsed = parseRunFilter(text);
    this.#problem = parsed.ok ? null : parsed.problem;
    if (!parsed.ok) return;
    this.#wanted = text.trim() === '' ? null : { ...parsed, text };
    this.#extended = parsed.extension;
  }
  /** The text that holds: the last one that could be read. */
  get holding(): string {
    return this.#wanted?.text ?? '';
  }
  /** What the filter that holds asks about and no run has. */
  get unknown(): readonly UnknownName[] {
    return this.#unknown;
  }
  /** Whether the filter that holds says something that MLflow's language can't. */
  get extended(): boolean {
    return this.#extended;
  }

  /** Runs that fit, in the order of the table. */
  get shown(): readonly RunItem[] {
    return this.#shown;
  }
  /** Lines of the table: runs, and groups where there are any. */
  get rows(): readonly NotebookRow[] {
    return this.#rows;
  }

  /**
   * Runs chosen, in the order in which they were. Those that are filtered away stay chosen (`hiddenIds`); those that were
   * archived or deleted, and are not shown, do not.
   */
  get selectedIds(): readonly string[] {
    return this.#selectedIds;
  }
  /** Chosen runs that the filter hides. */
  get hiddenIds(): readonly string[] {
    return this.#hiddenIds;
  }
  isSelected(runId: string): boolean {
    return this.#selected.has(runId);
  }
  select(runIds: readonly string[]): void {
    this.#chosen = [...new Set(runIds)];
  }
  /** Adds what was not chosen; where all were, none of them is any more. */
  toggle(runIds: readonly string[]): void {
    const off = runIds.every((id) => this.#selected.has(id));
    const wanted = new Set(runIds);
    const others = this.#selectedIds.filter((id) => !wanted.has(id));
    this.select(off ? others : [...this.#selectedIds, ...runIds]);
  }
  /** Lines of the table from one to another, and no others; a group stands for its members. */
  selectRange(from: number, to: number): void {
    const rows = this.#rows.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.select(rows.flatMap((row) => (row.kind === 'run' ? [row.key] : row.items.map(({ run }) => run.id))));
  }

  get order(): Order {
    return this.#memory.sort;
  }
  /** The same column again turns the order round. @param descending what a column begins with. */
  sortBy(column: string, descending: boolean): void {
    const { sort } = this.#memory;
    this.#change({ sort: { column, descending: sort.column === column ? !sort.descending : descending } });
  }
  /** Key of a setting or tag; null: no groups. */
  get groupBy(): string | null {
    return this.#memory.groupBy;
  }
  setGroupBy(groupBy: string | null): void {
    this.#expanded = new Set();
    this.#change({ groupBy });
  }
  /** @param key of a group's line. */
  expand(key: string, expanded: boolean): void {
    const next = new Set(this.#expanded);
    if (expanded) next.add(key);
    else next.delete(key);
    this.#expanded = next;
  }
  /** Keys of the columns; null: the usual ones. */
  get columns(): readonly string[] | null {
    return this.#memory.columns;
  }
  setColumns(columns: readonly string[] | null): void {
    this.#change({ columns: columns && [...columns] });
  }
  /** Whether archived runs are shown among the others. */
  get archived(): boolean {
    return this.#memory.archived;
  }
  setArchived(archived: boolean): void {
    this.#change({ archived });
  }

  /** Whether deleted runs are shown among the others. */
  get deleted(): boolean {
    return this.#memory.deleted;
  }
  setDeleted(deleted: boolean): void {
    this.#change({ deleted });
  }

  forget(): void {
    this.#filter = '';
    this.#problem = null;
    this.#wanted = null;
    this.#extended = false;
    this.#chosen = [];
    this.#expanded = new Set();
    this.#changed = null;
  }

  #change(changes: Partial<NotebookMemory>): void {
    const projectId = this.#projectId;
    if (projectId === null) return;
    const memory = { ...this.#memory, ...changes };
    this.#changed = { projectId, memory };
    this.#parts.place?.write(projectId, memory);
  }
}
