// What versions were found to be worth: the stored evaluations, the pair that is looked at, and asking anew.

import { AppError } from '../core/errors.ts';
import { evaluationProblems } from '../core/evaluation-check.ts';
import type { Evaluation, EvaluationSettings } from '../core/evaluation.ts';
import type { EvaluationPictures, PicturesSpec } from '../core/pictures.ts';
import type { SliceKey } from '../core/slice.ts';
import type { SliceSearchSpec } from '../core/slice-search.ts';
import { spanRows } from '../core/table.ts';
import { labelledWindows } from '../core/watch.ts';
import type { Engine } from '../engine/engine.ts';
import type { AssessProgress, ScoredPair } from '../engine/evaluation-protocol.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Evaluator, Findings } from './evaluator.ts';
import { idle, type Job } from './job.ts';
import type { Models } from './models.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import { evaluationLine } from './reasons.ts';
import { SliceSearching, type SliceSearch } from './slice-searching.svelte.ts';

export type { AssessProgress, ScoredPair } from '../engine/evaluation-protocol.ts';

/** Two versions that are compared; without a baseline the candidate alone is judged. */
export interface EvaluatedPair {
  readonly candidateId: string;
  readonly baselineId: string | null;
}

/** So many scored pairs are kept: the one that is looked at and the one before. */
const mostScored = 2;

export class Evaluations {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #models: Models;
  readonly #evaluator: Evaluator;
  readonly #engine: Engine;
  #chosen = $state.raw<EvaluatedPair | null>(null);
  #job = $state.raw<Job<Evaluation, AssessProgress>>(idle);
  readonly #searching: SliceSearching;
  readonly #scored = new Map<string, Promise<ScoredPair>>();

  constructor(store: ProjectStore, datasets: Datasets, models: Models, evaluator: Evaluator, engine: Engine) {
    this.#store = store;
    this.#datasets = datasets;
    this.#models = models;
    this.#evaluator = evaluator;
    this.#engine = engine;
    this.#searching = new SliceSearching(engine);
  }

  /** All that are stored, oldest first. */
  get list(): readonly Evaluation[] {
    return this.#store.evaluations;
  }

  /** The newest of a version; null: it was never evaluated. */
  of(versionId: string): Evaluation | null {
    return this.list.findLast(({ modelVersionId }) => modelVersionId === versionId) ?? null;
  }

  /** The pair that was chosen, else the waiting challenger, else the version evaluated last; null without any version. */
  get subject(): EvaluatedPair | null {
    const chosen = this.#chosen;
    if (chosen && this.#store.findVersion(chosen.candidateId)) return chosen;
    const { challenger, champion } = this.#models;
    const newest = challenger ? this.of(challenger.id) : (this.list.at(-1) ?? null);
    if (newest) return { candidateId: newest.modelVersionId, baselineId: newest.baselineId };
    const candidate = challenger ?? champion;
    if (!candidate) return null;
    const baseline = champion && champion.id !== candidate.id ? champion.id : null;
    return { candidateId: candidate.id, baselineId: baseline };
  }

  choose(candidateId: string, baselineId: string | null): void {
    this.#chosen = { candidateId, baselineId };
  }

  /** The newest evaluation of the pair that is looked at; null: it was not asked yet. */
  get current(): Evaluation | null {
    const { subject } = this;
    if (!subject) return null;
    const { candidateId, baselineId } = subject;
    return (
      this.list.findLast((item) => item.modelVersionId === candidateId && item.baselineId === baselineId) ??
      null
    );
  }

  get job(): Job<Evaluation, AssessProgress> {
    return this.#job;
  }

  /** How the latest search for weak slices goes, or went. */
  get searching(): SliceSearching['job'] {
    return this.#searching.job;
  }

  get settings(): EvaluationSettings {
    return this.#evaluator.settings;
  }

  /**
   * What is asked of versions from now on. What was found before stays as it is and counts as stale.
   * @throws AppError 'bad-input' for what no version could be asked.
   */
  change(settings: EvaluationSettings): Promise<void> {
    return this.#store.inTurn(async () => {
      const { scenario, classes, table } = this.#datasets.current;
      const { task, metric } = scenario;
      const asked = { task, classes: classes.length, columns: table.columns, metric };
      const [problem] = evaluationProblems(settings, asked);
      if (problem) throw new AppError('bad-input', problem);
      const { project } = this.#store;
      await this.#store.commit({
        project: { ...project, settings: { ...project.settings, evaluation: settings } },
        ledger: this.#store.lines({
          kind: 'setting-changed',
          reason: 'what is asked of a new version before it may be promoted',
        }),
      });
    });
  }

  /**
   * Looks at a version by the present settings, on labelled rows that neither of the two learnt from, and stores what was found.
   * @throws AppError 'bad-input' where there are no such rows or another evaluation is under way, 'aborted' when cancelled.
   */
  async evaluate(candidateId: string, baselineId: string | null): Promise<Evaluation> {
    const made = await this.#make(candidateId, baselineId, (found) =>
      this.#store.inTurn(() => this.#keep(found, candidateId)),
    );
    this.#chosen = { candidateId, baselineId: made.baselineId };
    return made;
  }

  /** The same for those who hold the turn already: it is for them to store it together with what follows from it. */
  inTurn(candidateId: string, baselineId: string | null): Promise<Evaluation> {
    return this.#make(candidateId, baselineId, (found) =>
      Promise.resolve(this.#store.numbered(found, candidateId)),
    );
  }

  async #make(
    candidateId: string,
    baselineId: string | null,
    finish: (found: Findings) => Promise<Evaluation>,
  ): Promise<Evaluation> {
    this.#store.requireWriter();
    if (this.#job.phase === 'running')
      throw new AppError('bad-input', 'An evaluation is under way. Let it end, or cancel it, first.');
    const candidate = this.#store.version(candidateId);
    const baseline = baselineId === null ? null : this.#store.version(baselineId);
    const abort = new AbortController();
    const cancel = () => abort.abort();
    this.#job = { phase: 'running', progress: null, cancel };
    // After the project was left, another one's evaluation may be under way.
    const show = (job: Job<Evaluation, AssessProgress>): void => {
      if (this.#job.phase === 'running' && this.#job.cancel === cancel) this.#job = job;
    };
    try {
      const found = await this.#evaluator.assessVersion(candidate, baseline, {
        signal: abort.signal,
        onProgress: (progress) => show({ phase: 'running', progress, cancel }),
      });
      abort.signal.throwIfAborted();
      const result = await finish(found);
      show({ phase: 'done', result });
      return result;
    } catch (thrown) {
      const error = AppError.from(thrown);
      show(error.code === 'aborted' ? idle : { phase: 'failed', error });
      throw error;
    }
  }

  async #keep(found: Findings, versionId: string): Promise<Evaluation> {
    const evaluation = this.#store.numbered(found, versionId);
    await this.#store.commit({
      evaluations: [evaluation],
      ledger: this.#store.lines(evaluationLine(evaluation, this.#store.version(versionId))),
    });
    return evaluation;
  }

  /** Rows of the table that it was made on. @throws AppError 'bad-input' where that table is not the open one. */
  rowsOf({ on }: Evaluation): Int32Array {
    if (on.digest !== this.#datasets.current.digest)
      throw new AppError(
        'bad-input',
        'This evaluation was made on other data than the stream runs on now, so its rows can’t be shown.',
      );
    return on.rows ?? spanRows(on.span);
  }

  /** Answers of both versions for the rows of an evaluation. Those of the last two are kept. */
  scored(evaluation: Evaluation): Promise<ScoredPair> {
    const held = this.#scored.get(evaluation.id);
    if (held) return held;
    const asked = this.#score(evaluation);
    this.#scored.set(evaluation.id, asked);
    asked.catch(() => this.#scored.delete(evaluation.id));
    for (const id of this.#scored.keys()) if (this.#scored.size > mostScored) this.#scored.delete(id);
    return asked;
  }

  async #score(evaluation: Evaluation): Promise<ScoredPair> {
    const { modelVersionId, baselineId, on } = evaluation;
    const rows = this.rowsOf(evaluation);
    const candidate = await this.#models.packageOf(this.#store.version(modelVersionId));
    const baseline = baselineId ? await this.#models.packageOf(this.#store.version(baselineId)) : null;
    return this.#engine.scorePair({ digest: on.digest, rows, candidate, baseline });
  }

  /** Rows of the table that are in a slice of an evaluation. @throws AppError 'bad-input' where there is no such slice. */
  async sliceRows(evaluation: Evaluation, key: SliceKey): Promise<Int32Array> {
    const { rows } = await this.#engine.sliceRows({
      digest: evaluation.on.digest,
      rows: this.rowsOf(evaluation),
      slices: evaluation.settings.slices,
      key,
      model: await this.#models.packageOf(this.#store.version(evaluation.modelVersionId)),
    });
    if (!rows) throw new AppError('bad-input', 'No slice of this evaluation is called that.');
    return rows;
  }

  /** Looks for slices on which the candidate does worse than on the rest of the rows. A new search ends the one under way. */
  search(evaluation: Evaluation, spec: SliceSearchSpec): Promise<SliceSearch> {
    return this.#searching.search(async () => ({
      digest: evaluation.on.digest,
      rows: this.rowsOf(evaluation),
      model: await this.#models.packageOf(this.#store.version(evaluation.modelVersionId)),
      spec,
    }));
  }

  /** What the plots of an evaluation draw. @param tableRows only these of its rows; null: all of them. */
  async pictures(
    evaluation: Evaluation,
    spec: PicturesSpec,
    tableRows: Int32Array | null,
  ): Promise<EvaluationPictures> {
    const rows = this.rowsOf(evaluation);
    const scored = await this.scored(evaluation);
    const wanted = tableRows ? new Set(tableRows) : null;
    const places = wanted
      ? Int32Array.from(rows.keys()).filter((place) => wanted.has(rows[place] ?? -1))
      : null;
    return this.#engine.pictures({ digest: evaluation.on.digest, rows, scored, places, spec });
  }

  /** Why an evaluation no longer says what it said when it was made, in words; null: it does. */
  staleReason(evaluation: Evaluation): string | null {
    const moved = this.#evaluator.movedOn(evaluation);
    if (moved === 'settings') return 'What is asked of a version has been changed since.';
    if (moved === 'rows') return 'It was made on other data than the stream runs on now.';
    const { championId } = this.#store;
    const { modelVersionId, baselineId } = evaluation;
    if (modelVersionId === championId || baselineId === championId) return null;
    return baselineId === null
      ? 'It was made without a champion to compare with.'
      : 'Another version is champion now.';
  }

  /** Labels that have come since, of rows after the ones that it was made on. */
  newLabels({ on }: Evaluation): number {
    const { scenario } = this.#datasets.current;
    const labelled = scenario.trainRows + labelledWindows(this.#store.windows) * scenario.windowRows;
    return Math.max(0, labelled - Math.max(on.span.to, scenario.trainRows));
  }

  /** Labels that can come, at the end of the stream, beyond the rows that it was made on. */
  labelsAhead({ on }: Evaluation): number {
    const { scenario, windows } = this.#datasets.current;
    const last = scenario.trainRows + windows * scenario.windowRows;
    return Math.max(0, last - Math.max(on.span.to, scenario.trainRows));
  }

  /** Whether so many labels have come since that what was unclear may be clear now. */
  mayBeDecided(evaluation: Evaluation): boolean {
    const { verdict, moreLabels } = evaluation.gate;
    return (
      verdict === 'not-enough-evidence' && moreLabels !== null && this.newLabels(evaluation) >= moreLabels
    );
  }

  isStale(evaluation: Evaluation): boolean {
    return this.staleReason(evaluation) !== null;
  }

  /** The project is left. */
  forget(): void {
    if (this.#job.phase === 'running') this.#job.cancel();
    this.#searching.forget();
    this.#chosen = null;
    this.#job = idle;
    this.#scored.clear();
  }
}
