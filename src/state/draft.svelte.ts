// A table on its way to become a project: looked at, described, set up. Nothing is kept before the person says so.

import { AppError } from '../core/errors.ts';
import { usualMetric } from '../core/own-metric.ts';
import { historyRows, modelFor, setupProblem } from '../core/own-scenario.ts';
import type { OwnSetup } from '../core/own-scenario.ts';
import type { Profile } from '../core/profile.ts';
import { columnKindOf, namesWith } from '../core/schema.ts';
import type { Field, FieldKind, TableSchema } from '../core/schema.ts';
import { choicesProblem, fitted, tasksFor } from '../core/setup-choices.ts';
import type { Selection } from '../core/selection.ts';
import { knownDeviation } from '../core/target-deviation.ts';
import type { Desk } from '../data/desk.ts';
import type { Held, Packed, RowTexts } from '../data/protocol.ts';
import type { ReadOptions } from '../exchange/reading/types.ts';
import { lookAt, type Chosen } from './draft-look.ts';
import { Intake } from './intake.svelte.ts';
import { idle, type Job } from './job.ts';
import { Said } from './said.ts';

/** What the draft hands over to become a project. */
export interface Started {
  readonly setup: OwnSetup;
  readonly packed: Packed;
  /** How the table came here, in words. */
  readonly operation: string;
  /** Population deviation of a number target among the known training rows; 1 without one. */
  readonly targetDeviation: number;
}

const nothingChosen: Chosen = { setup: null, suggested: null };

export class Draft {
  readonly #desk: Desk;
  readonly intake: Intake;
  readonly #fail: (error: unknown) => void;
  readonly #begin: (started: Started) => Promise<void>;
  #profile = $state.raw<Job<Profile, { done: number; total: number }>>(idle);
  #setup = $state.raw<OwnSetup | null>(null);
  #accepted = $state(false);
  #starting = $state(false);
  #profileAbort: AbortController | null = null;
  /** What the person said of columns and of the project is kept when the same file is read again; another file begins anew. */
  #said = new Said();
  #chosen: Chosen = nothingChosen;

  constructor(
    desk: Desk,
    baseUrl: string,
    begin: (started: Started) => Promise<void>,
    fail: (error: unknown) => void,
  ) {
    this.#desk = desk;
    this.intake = new Intake(desk, baseUrl, 'draft', (held, sameSource) => this.#changed(held, sameSource));
    this.#begin = begin;
    this.#fail = fail;
  }

  get held(): Held | null {
    return this.intake.held;
  }
  get profile(): Job<Profile, { done: number; total: number }> {
    return this.#profile;
  }
  /** How the project would be; null before the profile is there, or without a target that can be predicted. */
  get setup(): OwnSetup | null {
    return this.#setup;
  }
  /** The person has looked at what was read and goes on to set the project up. */
  get accepted(): boolean {
    return this.#accepted;
  }
  get starting(): boolean {
    return this.#starting;
  }
  /** Why it can't be trained on as it stands, in words; null when it can. */
  get problem(): string | null {
    const { held } = this;
    if (!held || this.#profile.phase !== 'done') return null;
    if (!this.#setup)
      return namesWith(held.schema, 'target').length === 0
        ? 'No column is the target. Say which one is to be predicted.'
        : 'This target cannot be predicted: it has one value only, too many, or is a text, an identifier or a time. Choose another column.';
    return (
      setupProblem(this.#setup, held.rows, held.schema) ?? choicesProblem(this.#setup, held.rows, held.schema)
    );
  }

  #changed(held: Held | null, sameSource: boolean): void {
    this.#profileAbort?.abort();
    this.#profileAbort = null;
    this.#profile = idle;
    if (this.#setup) this.#chosen = { ...this.#chosen, setup: this.#setup };
    this.#setup = null;
    // A second reading of the same source is looked at when what was said of its columns is said again.
    if (sameSource) return;
    this.#said = new Said();
    this.#chosen = nothingChosen;
    // Whoever drew, generated or chose a table knows it already.
    this.#accepted = held !== null && !this.intake.fromFile;
    if (held) void this.look();
  }

  accept(accepted = true): void {
    this.#accepted = accepted;
  }

  /** Profiles the table anew; then suggests a project, or keeps the person's choices where they still fit. */
  async look(): Promise<void> {
    const { held } = this;
    if (!held) return;
    this.#profileAbort?.abort();
    const abort = new AbortController();
    this.#profileAbort = abort;
    const cancel = () => abort.abort();
    this.#profile = { phase: 'running', progress: null, cancel };
    try {
      const looked = await lookAt(this.#desk, held, () => this.#choices(), this.#said, {
        signal: abort.signal,
        onProgress: (progress) => {
          if (this.#profileAbort === abort) this.#profile = { phase: 'running', progress, cancel };
        },
      });
      if (this.#profileAbort !== abort) return;
      const { profile, schema, suggested } = looked;
      if (schema !== held.schema) {
        const next = await this.#desk.ask('setSchema', { key: held.key, schema });
        if (this.#profileAbort !== abort) return;
        this.intake.renew(next);
      }
      // What the person changed in the meantime counts.
      const setup = looked.setupOf(this.#choices());
      this.#profile = { phase: 'done', result: profile };
      this.#setup = setup;
      this.#chosen = { setup, suggested };
    } catch (thrown) {
      if (this.#profileAbort !== abort) return;
      const error = AppError.from(thrown);
      this.#profile = error.code === 'aborted' ? idle : { phase: 'failed', error };
    }
  }

  /** Reads the same file again with other choices. What was said of columns and project is kept, columns by name. */
  async reread(change: ReadOptions): Promise<void> {
    await this.#keeping(() => this.intake.reread(change));
  }

  /** Brings the same table once more, after the worker lost it. */
  async again(): Promise<void> {
    await this.#keeping(() => this.intake.again());
  }

  /** @param bring gives null when it failed or gave way to another bringing, which then says again what was said. */
  async #keeping(bring: () => Promise<Held | null>): Promise<void> {
    const held = await bring();
    if (held && this.held?.key === held.key) await this.#sayAgain(held);
  }

  async #sayAgain(held: Held): Promise<void> {
    const schema = this.#said.applyTo(held.schema);
    if (schema === held.schema) await this.look();
    else await this.setSchema(schema);
  }

  /** Says something else about a column: role, range, categories; for another kind, a file is read again. */
  async setField(name: string, change: Partial<Field>): Promise<void> {
    const { held } = this;
    if (!held) return;
    const at = held.schema.fields.findIndex((field) => field.name === name);
    const { kind, ...rest } = change;
    if (kind !== undefined && this.#mustReadAgain(at, kind)) {
      if (Object.keys(rest).length > 0) this.#said.say(name, rest);
      return this.readAs(at, kind);
    }
    const said = this.#said;
    // Tables that are not read from text keep their cells: those of the column are converted where they are.
    const next = await this.#desk.ask('setField', { key: held.key, name, change });
    said.say(name, change);
    this.intake.renew(next);
    const now = this.held;
    if (now?.key === held.key) await this.look();
    // The same source was read again in between, without knowing this.
    else if (now && said === this.#said) await this.#sayAgain(now);
  }

  /** Cells that are held otherwise, and words that count as missing until a kind of words is chosen. */
  #mustReadAgain(at: number, kind: FieldKind): boolean {
    const { read } = this.intake;
    const before = read?.schema.fields[at];
    if (!read || !before) return false;
    if (columnKindOf(kind) !== columnKindOf(before.kind)) return read.dialect !== null;
    return kind !== before.kind && read.problems.some(({ remedy }) => remedy?.column === at);
  }

  /** Reads the file again, the column with that number (from 0) as that kind. What else was said is kept. */
  async readAs(column: number, kind: FieldKind): Promise<void> {
    const field = this.held?.schema.fields[column];
    if (!field) return;
    this.#said.forgetKind(field.name);
    await this.reread({ kinds: { [column]: kind } });
  }

  /** Gives columns the role `ignore`, all at once. */
  async leaveOut(names: readonly string[]): Promise<void> {
    const { held } = this;
    if (!held) return;
    for (const name of names) this.#said.say(name, { role: 'ignore' });
    await this.setSchema(this.#said.applyTo(held.schema));
  }

  async setSchema(schema: TableSchema): Promise<void> {
    const { held } = this;
    if (!held) return;
    const next = await this.#desk.ask('setSchema', { key: held.key, schema });
    this.intake.renew(next);
    if (this.held?.key === held.key) await this.look();
  }

  /** Changes the project that would be made. Another task brings its own model and metric. */
  change(setup: Partial<OwnSetup>): void {
    const { held } = this;
    if (!this.#setup || !held) return;
    const before = this.#setup.task;
    const task = setup.task ?? before;
    const byTask = task === before ? {} : { model: modelFor(task), metric: usualMetric(task) };
    this.#setup = fitted({ ...this.#setup, ...byTask, ...setup }, held.schema, held.rows);
    // Classes and leaks depend on how the answers are read.
    if (task !== before) void this.look();
  }

  /** Tasks that the target can have: a whole number can be a class or a quantity. */
  get tasks(): readonly OwnSetup['task'][] {
    const { held } = this;
    if (!held || this.#profile.phase !== 'done' || !this.#setup) return [];
    const { column } = this.#setup.target;
    const field = held.schema.fields.find((candidate) => candidate.name === column);
    const distinct = this.#profile.result.columns.find((found) => found.name === column)?.distinct ?? 0;
    return field ? tasksFor(field, distinct) : [];
  }

  rows(selection: Selection | null, from: number, count: number): Promise<RowTexts> {
    return this.#desk.ask('rows', { key: this.#held().key, selection, from, count });
  }

  async pictures(rows: readonly number[]): Promise<Float32Array> {
    return (await this.#desk.ask('pictures', { key: this.#held().key, rows })).pixels;
  }

  #held(): Held {
    if (!this.held) throw new AppError('bad-input', 'No table is here yet.');
    return this.held;
  }

  #choices(): Chosen {
    return { ...this.#chosen, setup: this.#setup ?? this.#chosen.setup };
  }

  /** Makes a project of it and trains its first model. @param onPacked told before the open project is left. */
  async start(onPacked?: () => void): Promise<void> {
    const held = this.#held();
    const setup = this.#setup;
    if (!setup || this.problem) throw new AppError('bad-input', this.problem ?? 'Choose a target first.');
    if (this.#starting) return;
    this.#starting = true;
    try {
      const { order, split } = setup;
      const { operation } = this.intake;
      // Under a key of its own: should the beginning fail, the draft is still as it was.
      const key = `${held.key}/start`;
      await this.#desk.ask('copy', { key: held.key, newKey: key });
      const firstRows = historyRows(setup, held.rows);
      const packed = await this.#desk.ask('pack', {
        key,
        order:
          order.by === 'file' ? null : order.by === 'shuffle' ? { by: 'shuffle', seed: split.seed } : order,
        split: { spec: split, firstRows },
      });
      this.#desk.ask('drop', { key }).catch(() => undefined);
      const targetDeviation =
        setup.task === 'regression' ? knownDeviation(packed.version, setup.target.column, firstRows) : 1;
      onPacked?.();
      await this.#begin({ setup, packed, operation, targetDeviation });
      // What was brought in the meantime is the next draft.
      if (this.held?.key === held.key) this.discard();
    } finally {
      this.#starting = false;
    }
  }

  discard(): void {
    this.intake.discard();
  }

  /** For handlers that nobody waits for. */
  run(action: () => Promise<void>): void {
    action().catch(this.#fail);
  }
}
