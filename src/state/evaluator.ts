// Asks the engine what a version is worth: on which rows, against which other one, by the project's settings. Nothing is
// stored here: whoever asked stores what was found together with what follows from it.

import { AppError } from '../core/errors.ts';
import type { EvaluatedRows, Evaluation, EvaluationSettings } from '../core/evaluation.ts';
import type { ModelPackage, ModelVersion, Run } from '../core/records.ts';
import { sameContent } from '../core/same-content.ts';
import { part } from '../core/split.ts';
import { spanRows, type Span } from '../core/table.ts';
import { labelledWindows } from '../core/watch.ts';
import type { Engine } from '../engine/engine.ts';
import type { AssessProgress } from '../engine/evaluation-protocol.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Packages } from './packages.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import { usualEvaluation } from './usual-evaluation.ts';

/** Everything of an evaluation but whose it is and its id, which are given when it is written down. */
export type Findings = Omit<Evaluation, 'id' | 'modelVersionId'>;

export interface Candidate {
  readonly metric: string;
  readonly model: ModelPackage;
  readonly trainedOn: Span;
}

export interface AssessOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: AssessProgress) => void;
}

/** There is no row to judge a version on: nothing can be said of it, and that is no fault of the asking. */
export class NoUnlearntRows extends AppError {
  constructor(version: Pick<ModelVersion, 'number'>) {
    super(
      'bad-input',
      `There is no labelled row yet that v${version.number} did not learn from. Let more windows pass.`,
    );
  }
}

export class Evaluator {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #packages: Packages;
  readonly #engine: Engine;
  readonly #validationOf: (run: Run) => Promise<Int32Array>;
  /** Versions whose weights turned out to be damaged: nobody can be compared with them. */
  readonly #unreadable = new Set<string>();

  /** @param validationOf rows that a run kept for validation, worked out anew. */
  constructor(
    store: ProjectStore,
    datasets: Datasets,
    packages: Packages,
    engine: Engine,
    validationOf: (run: Run) => Promise<Int32Array>,
  ) {
    this.#store = store;
    this.#datasets = datasets;
    this.#packages = packages;
    this.#engine = engine;
    this.#validationOf = validationOf;
  }

  /** What the open project asks of every version: a person's own wishes, or the defaults of its task. */
  get settings(): EvaluationSettings {
    const { scenario, table } = this.#datasets.current;
    return this.#store.project.settings.evaluation ?? usualEvaluation(scenario, table);
  }

  /** @param on rows that neither of the two learnt from. */
  async assess(
    candidate: Candidate,
    baseline: ModelVersion | null,
    on: EvaluatedRows,
    options: AssessOptions = {},
  ): Promise<Findings> {
    const { gate, tests, ...asked } = this.settings;
    const { project } = this.#store;
    // A version keeps the threshold that it has: by it it would answer.
    const spec = { ...asked, threshold: candidate.model.threshold ?? asked.threshold };
    const settings = { ...spec, gate, tests };
    // What versions are told apart by is always among the figures.
    const figures = [...new Set([candidate.metric, ...spec.figures])];
    const against = baseline ? await this.#readable(baseline) : null;
    const {
      slices,
      comparison,
      gate: result,
      tests: tested,
      tookMs,
    } = await this.#engine.assess(
      {
        digest: on.digest,
        rows: on.rows ?? spanRows(on.span),
        candidate: candidate.model,
        baseline: against,
        spec: { ...spec, figures },
        gate,
        tests,
        trainedOn: candidate.trainedOn,
      },
      options,
    ).promise;
    return {
      v: 1,
      projectId: project.id,
      baselineId: against && baseline ? baseline.id : null,
      on,
      settings,
      slices,
      comparison,
      gate: result,
      tests: tested,
      windowIndex: project.position,
      createdAt: this.#store.now(),
      tookMs,
    };
  }

  /** A version that has been registered, against another one or none. */
  async assessVersion(
    version: ModelVersion,
    baseline: ModelVersion | null,
    options: AssessOptions = {},
  ): Promise<Findings> {
    const model = await this.#packages.of(version);
    const { metric, trainedOn } = version;
    const fair = baseline && this.#unseen(version, baseline) ? baseline : null;
    const on = await this.#rowsFor(version, fair);
    return this.assess({ metric, model, trainedOn: trainedOn.span }, fair, on, options);
  }

  /** The newest evaluation of a version by the present settings against the present champion; null: it has to be asked anew. */
  current(version: ModelVersion, champion: ModelVersion | null): Evaluation | null {
    const fair = champion && !this.#unreadable.has(champion.id) && this.#unseen(version, champion);
    const baselineId = fair ? champion.id : null;
    return (
      this.#store.evaluations.findLast(
        (item) =>
          item.modelVersionId === version.id &&
          (item.baselineId === baselineId || version.id === champion?.id) &&
          this.movedOn(item) === null,
      ) ?? null
    );
  }

  /** What an evaluation rests on and holds no more; null: all of it still does. The champion is another matter. */
  movedOn({ settings, on }: Evaluation): 'settings' | 'rows' | null {
    const now = { ...this.settings, threshold: settings.threshold };
    // The threshold is the version's own: what is asked of later ones does not reach it.
    if (!sameContent(settings, now)) return 'settings';
    // Validation rows are those of the version's own training, which may have been on an edited table.
    return on.part === 'validation' || on.digest === this.#datasets.current.digest ? null : 'rows';
  }

  /** Whether there are rows to judge a version on. */
  hasRows(version: ModelVersion): boolean {
    if (this.#unseen(version, null) || this.testRows()) return true;
    const run = this.#store.runs.find(({ id }) => id === version.runId);
    return run === undefined || run.trainedOn.validationRows > 0;
  }

  /** Labelled rows of the stream that neither has learnt from; null: there are none. */
  #unseen(version: ModelVersion, other: ModelVersion | null): Span | null {
    const { scenario } = this.#datasets.current;
    const from = Math.max(scenario.trainRows, version.trainedOn.span.to, other?.trainedOn.span.to ?? 0);
    const to = scenario.trainRows + labelledWindows(this.#store.windows) * scenario.windowRows;
    return from < to ? { from, to } : null;
  }

  /** @throws NoUnlearntRows when there is no row that the version did not learn from. */
  async #rowsFor(version: ModelVersion, baseline: ModelVersion | null): Promise<EvaluatedRows> {
    const { digest } = this.#datasets.current;
    const span = this.#unseen(version, baseline);
    if (span) return { digest, part: 'stream', span, rows: null, n: span.to - span.from };
    const test = this.testRows();
    if (test) return chosenRows(digest, 'test', test);
    const run = this.#store.run(version.runId);
    const validation = await this.#validationOf(run);
    if (validation.length === 0) throw new NoUnlearntRows(version);
    return chosenRows(run.datasetDigest, 'validation', validation);
  }

  /** Rows of the history that a split keeps for judging; null without a split. */
  testRows(): Int32Array | null {
    const { parts, scenario } = this.#datasets.current;
    if (!parts) return null;
    const rows = spanRows({ from: 0, to: scenario.trainRows }).filter((row) => parts[row] === part.test);
    return rows.length > 0 ? rows : null;
  }

  /** A champion whose weights are damaged can't be compared with: that must not keep anyone from replacing it. */
  async #readable(version: ModelVersion): Promise<ModelPackage | null> {
    try {
      return await this.#packages.of(version);
    } catch (thrown) {
      if (AppError.from(thrown).code !== 'corrupt') throw thrown;
      this.#unreadable.add(version.id);
      return null;
    }
  }
}

/** Single rows of a table that are judged on. */
export function chosenRows(
  digest: string,
  from: 'test' | 'validation' | 'holdout',
  rows: Int32Array,
): EvaluatedRows {
  const span = { from: rows[0] ?? 0, to: (rows.at(-1) ?? -1) + 1 };
  return { digest, part: from, span, rows, n: rows.length };
}
