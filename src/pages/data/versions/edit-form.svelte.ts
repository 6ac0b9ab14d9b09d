// What is typed and picked for a change of the data. A change that fails leaves all of it in place.

import { edits } from '../../../core/edits/index.ts';
import type { EditKind } from '../../../core/edit.ts';
import { AppError } from '../../../core/errors.ts';
import { parseExpression } from '../../../core/expression.ts';
import { defaults, problems, type ParamValue, type ParamValues, type Params } from '../../../core/params.ts';
import type { DatasetVersion } from '../../../core/records.ts';
import type { EditRequest, RowTexts } from '../../../data/protocol.ts';
import type { App } from '../../../state/app.svelte.ts';
import { idle, type Job } from '../../../state/job.ts';
import { editGroups, versionsText as text } from '../../text/data-versions.ts';
import { missingChoice, needsRows } from './needed-choices.ts';
import { Outcome } from './outcome.svelte.ts';

type EditGroup = keyof typeof editGroups;
const isEditGroup = (name: string): name is EditGroup => Object.hasOwn(editGroups, name);

/** A second table is brought in its own panel. */
const kinds = edits.all.filter(({ needsOther }) => !needsOther);
const pageRows = 50;
/** So that not every letter of a condition asks for rows. */
const pauseMs = 250;

export class EditForm {
  readonly #app: App;
  #kindId = $state('delete-rows');
  #values = $state.raw<Readonly<Record<string, ParamValues>>>({});
  #condition = $state('');
  #picked = $state.raw<ReadonlySet<number>>(new Set());
  #pickedOf: string | null = null;
  #found = $state.raw<Job<RowTexts>>(idle);
  /** The condition that `found` answers. */
  #foundFor = $state('');
  #shownFrom = $state(0);
  #making = $state(false);
  readonly #outcome: Outcome;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(app: App) {
    this.#app = app;
    this.#outcome = new Outcome(app.dataVersions);
  }

  get version(): DatasetVersion | null {
    return this.#app.dataVersions.looked;
  }
  get kind(): EditKind {
    return edits.get(this.#kindId);
  }
  get group(): EditGroup {
    const { group } = this.kind;
    return isEditGroup(group) ? group : 'rows';
  }
  /** Groups with something that can be done to this table. */
  get groups(): readonly EditGroup[] {
    const image = (this.version?.schema ?? this.#app.datasets.current.dataset).image;
    return Object.keys(editGroups)
      .filter(isEditGroup)
      .filter((group) => group !== 'image' || image);
  }
  get kinds(): readonly EditKind[] {
    return kinds.filter(({ group }) => group === this.group);
  }
  get takesRows(): boolean {
    return this.kind.picks !== 'no';
  }
  get takesCondition(): boolean {
    return Object.hasOwn(this.kind.params, 'where');
  }
  /** The condition is written with the rows, not among the settings. */
  get params(): Params {
    return Object.fromEntries(Object.entries(this.kind.params).filter(([name]) => name !== 'where'));
  }
  get values(): ParamValues {
    return this.#values[this.#kindId] ?? defaults(this.params);
  }
  get condition(): string {
    return this.#condition;
  }
  get picked(): ReadonlySet<number> {
    return this.#picked;
  }
  get found(): Job<RowTexts> {
    return this.#found;
  }
  /** Place of the first row shown among those found. */
  get shownFrom(): number {
    return this.#shownFrom;
  }
  get making(): boolean {
    return this.#making;
  }
  get made(): DatasetVersion | null {
    return this.#outcome.made;
  }
  get error(): AppError | null {
    return this.#outcome.error;
  }
  /** What is wrong with the condition, with its place; null when it can be read. */
  get conditionProblem(): string | null {
    if (this.#condition.trim() === '') return null;
    try {
      const { type } = parseExpression(this.#condition, this.version?.columns ?? []);
      return type === 'boolean' ? null : text.noCondition;
    } catch (thrown) {
      return AppError.from(thrown).message;
    }
  }
  /** Rows of the condition; null while they are being counted. */
  get hits(): number | null {
    return this.#found.phase === 'done' && this.#foundFor === this.#condition.trim()
      ? this.#found.result.total
      : null;
  }
  /** A value of a column, to write a condition with; null where none is short. */
  example(place: number): string | null {
    if (this.#found.phase !== 'done') return null;
    const cell = this.#found.result.cells[0]?.[place] ?? '';
    return cell === '' || cell.length > 20 ? null : cell;
  }
  /** Why nothing can be made of it as it stands. */
  get problem(): string | null {
    if (!this.#app.writer.mayWrite) return text.watching;
    const [first] = Object.values(problems(this.params, this.values));
    if (first) return first;
    const missing = missingChoice(this.kind, { where: '', ...this.values });
    if (missing) return missing;
    if (this.takesCondition && this.#picked.size === 0 && this.conditionProblem) return this.conditionProblem;
    if (this.takesCondition && this.#picked.size === 0 && this.#condition.trim() !== '' && this.hits === 0)
      return text.about.none(this.#condition.trim());
    const isEmpty = this.#picked.size === 0 && (!this.takesCondition || this.#condition.trim() === '');
    return isEmpty && needsRows(this.kind, this.values) ? text.about.mustPick : null;
  }

  choose(kindId: string): void {
    this.#kindId = kindId;
    this.#outcome.clear();
  }
  chooseGroup(group: string): void {
    const first = kinds.find((kind) => kind.group === group);
    if (first) this.choose(first.id);
  }
  set(name: string, value: ParamValue): void {
    this.#outcome.forgive();
    this.#values = { ...this.#values, [this.#kindId]: { ...this.values, [name]: value } };
  }
  pick(rows: readonly number[], isPicked: boolean): void {
    this.#outcome.forgive();
    const next = new Set(this.#picked);
    for (const row of rows)
      if (isPicked) next.add(row);
      else next.delete(row);
    this.#picked = next;
  }
  unpick(): void {
    this.#picked = new Set();
  }

  setCondition(condition: string): void {
    this.#outcome.forgive();
    this.#condition = condition;
    clearTimeout(this.#timer);
    if (this.conditionProblem === null) this.#timer = setTimeout(() => void this.find(0), pauseMs);
  }

  /** Rows of the condition from one on. Rows that were picked in another version are forgotten. */
  async find(from: number): Promise<void> {
    const id = this.version?.id ?? null;
    if (this.#pickedOf !== id) this.unpick();
    this.#pickedOf = id;
    if (this.conditionProblem !== null) return;
    const condition = this.#condition.trim();
    const turn = ++this.#asked;
    try {
      const selection = condition === '' ? null : ({ by: 'where', condition } as const);
      const result = await this.#app.dataVersions.rows(selection, from, pageRows);
      if (turn !== this.#asked) return;
      this.#found = { phase: 'done', result };
      this.#foundFor = condition;
      this.#shownFrom = from;
    } catch (thrown) {
      if (turn === this.#asked) this.#found = { phase: 'failed', error: AppError.from(thrown) };
    }
  }

  get #request(): Omit<EditRequest, 'seed' | 'firstNewId'> {
    const { kind } = this;
    const rows = this.takesRows && this.#picked.size > 0 ? [...this.#picked].sort((a, b) => a - b) : null;
    // Rows that were found by a condition and picked are meant themselves, whatever the condition says by now.
    const where: ParamValues = this.takesCondition ? { where: rows ? '' : this.#condition.trim() } : {};
    return { kind: kind.id, params: { ...this.values, ...where }, rows, other: null };
  }

  async make(): Promise<void> {
    if (this.#making || this.problem !== null) return;
    this.#making = true;
    const isMade = await this.#outcome.of(() => this.#app.dataChanges.edit(this.#request));
    this.#making = false;
    if (!isMade) return;
    this.unpick();
    await this.find(0);
  }
}
