// A table that somebody brought, read and answered for in the data worker. Rows and answers stay there; the page gets counts,
// a few rows at a time, and the file.

import type { AnswerSpec } from '../core/answers.ts';
import { AppError } from '../core/errors.ts';
import type { ModelPackage } from '../core/records.ts';
import type { ScoreReport } from '../core/score-table.ts';
import type { SignatureInput } from '../core/signature.ts';
import type { Desk } from '../data/desk.ts';
import type { Held, Jobs, RowTexts } from '../data/protocol.ts';
import type { ReadOptions, Source } from '../exchange/reading/types.ts';
import { Intake } from './intake.svelte.ts';
import { idle, type Job } from './job.ts';

/** Who is asked. */
export interface Asked {
  readonly versionId: string;
  readonly inputs: readonly SignatureInput[];
  readonly spec: AnswerSpec;
  readonly model: () => Promise<ModelPackage>;
}

export interface AnsweredTable {
  readonly versionId: string;
  readonly held: Held;
  readonly report: ScoreReport;
  readonly tookMs: number;
}
type AnswerJob = Job<AnsweredTable, { done: number; total: number }>;

export class TableScoring {
  readonly #desk: Desk;
  readonly #asked: () => Asked | null;
  /** Where the table comes in. */
  readonly intake: Intake;
  #job = $state.raw<AnswerJob>(idle);
  #turn = 0;

  constructor(desk: Desk, baseUrl: string, asked: () => Asked | null) {
    this.#desk = desk;
    this.#asked = asked;
    this.intake = new Intake(desk, baseUrl, 'scoring', () => this.putAway());
  }

  get job(): AnswerJob {
    return this.#job;
  }

  /** Columns that the version reads and the table lacks. */
  get absent(): readonly string[] {
    const { held } = this.intake;
    const there = new Set(held?.schema.fields.map(({ name }) => name));
    const names = held ? (this.#asked()?.inputs ?? []).map(({ name }) => name) : [];
    return names.filter((name) => !there.has(name));
  }

  /** Reads a table and answers for it. */
  async bring(source: Source): Promise<void> {
    await this.intake.bring(source);
    if (this.intake.held) await this.score(false);
  }

  /** Reads the same source again, with other choices where some are given, and answers for it. */
  async reread(change: ReadOptions | null): Promise<void> {
    const held = change ? await this.intake.reread(change) : await this.intake.again();
    if (held) await this.score(false);
  }

  /**
   * Answers for the table that was brought.
   * @param fill whether columns that are not there may be missing in every row.
   * @throws AppError 'bad-input' without a table or a version; what goes wrong in answering is in `job`.
   */
  async score(fill: boolean): Promise<void> {
    const { held } = this.intake;
    const asked = this.#asked();
    if (!held || !asked) throw new AppError('bad-input', 'There is no table, or no version to ask.');
    this.putAway();
    const turn = this.#turn;
    const abort = new AbortController();
    const cancel = () => abort.abort();
    const show = (job: AnswerJob): boolean => {
      if (turn === this.#turn) this.#job = job;
      return turn === this.#turn;
    };
    show({ phase: 'running', progress: null, cancel });
    const newKey = `${held.key}/answered/${turn}`;
    const began = performance.now();
    try {
      const { inputs, spec: answer, versionId } = asked;
      const found = await this.#desk.ask(
        'score',
        { key: held.key, newKey, model: await asked.model(), inputs, answer, fill },
        { signal: abort.signal, onProgress: (progress) => show({ phase: 'running', progress, cancel }) },
      );
      const result = { ...found, versionId, tookMs: performance.now() - began };
      if (!show({ phase: 'done', result })) this.#drop(newKey);
    } catch (thrown) {
      this.#drop(newKey);
      const error = AppError.from(thrown);
      show(error.code === 'aborted' ? idle : { phase: 'failed', error });
    }
  }

  /** Rows with their answers. @param odd only those with a warning. */
  rows(from: number, count: number, odd: boolean): Promise<RowTexts> {
    const { held, report } = this.#answered();
    const column = report.oddRows > 0 ? report.added.at(-1) : undefined;
    const selection =
      odd && column !== undefined ? ({ by: 'other-levels', column, than: [] } as const) : null;
    return this.#desk.ask('rows', { key: held.key, selection, from, count });
  }

  /** The rows with their answers as a file. */
  exportCsv(options: Omit<Jobs['exportCsv']['request'], 'key'>): Promise<Jobs['exportCsv']['response']> {
    return this.#desk.ask('exportCsv', { key: this.#answered().held.key, ...options });
  }

  #answered(): AnsweredTable {
    if (this.#job.phase !== 'done') throw new AppError('bad-input', 'No table was answered for yet.');
    return this.#job.result;
  }

  /** Lets the answers go: the table is here no more, or is to be answered for anew. */
  putAway(): void {
    this.#turn++;
    if (this.#job.phase === 'running') this.#job.cancel();
    if (this.#job.phase === 'done') this.#drop(this.#job.result.held.key);
    this.#job = idle;
  }

  #drop(key: string): void {
    this.#desk.ask('drop', { key }).catch(() => undefined);
  }

  /** The project is left. */
  forget(): void {
    this.intake.discard();
    this.putAway();
  }
}
