// A later batch on its way: brought, checked against the version looked at, and appended or merged.

import { AppError } from '../../../core/errors.ts';
import type { DatasetVersion } from '../../../core/records.ts';
import type { BatchCheck, Held, LeaveOut } from '../../../data/protocol.ts';
import type { ReadOptions, Source } from '../../../exchange/reading/types.ts';
import type { App } from '../../../state/app.svelte.ts';
import { idle, type Job } from '../../../state/job.ts';
import { versionsText as text } from '../../text/data-versions.ts';
import { Outcome } from './outcome.svelte.ts';

interface Checked {
  readonly versionId: string;
  readonly key: string;
  readonly check: BatchCheck;
}

export class BatchForm {
  readonly #app: App;
  #check = $state.raw<Job<Checked>>(idle);
  #key = $state('');
  #otherKey = $state('');
  #busy = $state(false);
  readonly #outcome: Outcome;
  /** A batch has just come, and what was found has not been shown yet. */
  #hasArrived = false;

  constructor(app: App) {
    this.#app = app;
    this.#outcome = new Outcome(app.dataVersions);
  }

  get held(): Held | null {
    return this.#app.batch.held;
  }
  /** Of the batch and the version as they are now; idle where either has changed since. */
  get check(): Job<Checked> {
    const job = this.#check;
    if (job.phase !== 'done') return job;
    const { versionId, key } = job.result;
    return versionId === this.#app.dataVersions.looked?.id && key === this.held?.key ? job : idle;
  }
  get key(): string {
    return this.#key;
  }
  set key(name: string) {
    this.#outcome.forgive();
    this.#key = name;
    // Most often the key has the same name in both.
    if (this.#otherKey === '' && this.held?.schema.fields.some((field) => field.name === name))
      this.#otherKey = name;
  }
  get otherKey(): string {
    return this.#otherKey;
  }
  set otherKey(name: string) {
    this.#outcome.forgive();
    this.#otherKey = name;
  }
  get busy(): boolean {
    return this.#busy;
  }
  get error(): AppError | null {
    return this.#outcome.error;
  }
  get made(): DatasetVersion | null {
    return this.#outcome.made;
  }
  get problem(): string | null {
    return this.#app.writer.mayWrite ? null : text.watching;
  }

  #forget(): void {
    this.#check = idle;
    this.#outcome.clear();
  }

  async bring(source: Source): Promise<void> {
    this.#forget();
    await this.#app.batch.bring(source);
    this.#hasArrived = true;
    await this.look();
  }
  async reread(change: ReadOptions): Promise<void> {
    this.#forget();
    await this.#app.batch.reread(change);
    await this.look();
  }
  async again(): Promise<void> {
    this.#forget();
    await this.#app.batch.again();
    await this.look();
  }
  discard(): void {
    this.#forget();
    this.#app.batch.discard();
  }

  /** Once for each batch that was brought. */
  takeArrival(): boolean {
    const hasArrived = this.#hasArrived;
    this.#hasArrived = false;
    return hasArrived;
  }
  /** What was chosen is no longer what failed. */
  forgive(): void {
    this.#outcome.forgive();
  }

  /** Checks the batch against the version looked at. */
  async look(): Promise<void> {
    const { held } = this;
    const version = this.#app.dataVersions.looked;
    if (!held || !version) return;
    this.#check = { phase: 'running', progress: null, cancel: () => this.discard() };
    try {
      const check = await this.#app.dataVersions.check(held.key);
      this.#check = { phase: 'done', result: { versionId: version.id, key: held.key, check } };
    } catch (thrown) {
      this.#check = { phase: 'failed', error: AppError.from(thrown) };
    }
  }

  append(leaveOut: LeaveOut): Promise<void> {
    return this.#make((key) => this.#app.dataChanges.append(key, leaveOut));
  }
  merge(): Promise<void> {
    const params = { key: this.#key, otherKey: this.#otherKey };
    return this.#make((other) =>
      this.#app.dataChanges.edit({ kind: 'merge-table', params, rows: null, other }),
    );
  }

  /** What succeeded is put away; what failed stays to be mended. */
  async #make(change: (key: string) => Promise<DatasetVersion>): Promise<void> {
    const { held } = this;
    if (!held || this.#busy || this.problem !== null) return;
    this.#busy = true;
    const isMade = await this.#outcome.of(() => change(held.key));
    this.#busy = false;
    if (!isMade) return;
    this.#check = idle;
    this.#app.batch.discard();
  }
}
