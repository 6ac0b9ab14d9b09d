// Asking a version: which one, and what it says of one typed row, at once. A whole table: table-scoring.svelte.ts.

import { thresholdOf } from '../core/answering.ts';
import { answeredClass, probabilitiesAt, type AnswerSpec } from '../core/answers.ts';
import { AppError } from '../core/errors.ts';
import { Random } from '../core/random.ts';
import type { ModelPackage, ModelVersion } from '../core/records.ts';
import { scoreRows } from '../core/scoring.ts';
import { exampleRow, readRow, typedRow, type ReadRow, type TypedRow } from '../core/scoring-form.ts';
import { signatureOf, type Signature } from '../core/signature.ts';
import { spanRows } from '../core/table.ts';
import type { Desk } from '../data/desk.ts';
import type { DataVersions } from './data-versions.svelte.ts';
import type { Datasets } from './datasets.svelte.ts';
import { idle, type Job } from './job.ts';
import type { Models } from './models.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import { TableScoring, type Asked } from './table-scoring.svelte.ts';

export interface Known {
  readonly signature: Signature;
  /** Worked out from the open table, as the version is from before signatures were noted. */
  readonly derived: boolean;
}

export interface TypedAnswer {
  readonly read: ReadRow;
  /** Null while a field can't be read. */
  readonly answer: {
    /** Class answered; −1 for a number, and where there is no answer. */
    readonly classIndex: number;
    readonly probabilities: readonly number[];
    /** The first output as it came out of the network; NaN where there is no answer. */
    readonly score: number;
    /** From which probability on the version answers yes. */
    readonly threshold: number;
  } | null;
}

interface Loaded {
  readonly versionId: string;
  readonly model: ModelPackage;
}

export class Scoring {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #dataVersions: DataVersions;
  readonly #models: Models;
  /** A table that somebody brought. */
  readonly table: TableScoring;
  #versionId = $state<string | null>(null);
  #model = $state.raw<Job<Loaded>>(idle);
  #typed = $state.raw<TypedRow>(new Map());
  /** Row of the open table that the fields were filled with; null: none, or something was changed since. */
  #knownRow = $state<number | null>(null);
  #drawn = 0;

  constructor(
    store: ProjectStore,
    datasets: Datasets,
    dataVersions: DataVersions,
    models: Models,
    desk: Desk,
    baseUrl: string,
  ) {
    this.#store = store;
    this.#datasets = datasets;
    this.#dataVersions = dataVersions;
    this.#models = models;
    this.table = new TableScoring(desk, baseUrl, () => this.#asked);
  }

  /** The version that is asked: the one chosen, else the champion, else the newest; null without any. */
  get version(): ModelVersion | null {
    const { versions, championId } = this.#store;
    return this.#store.findVersion(this.#versionId ?? championId) ?? versions.at(-1) ?? null;
  }
  /** Whether its weights are here. */
  get model(): Job<Loaded> {
    return this.#model;
  }
  get typed(): TypedRow {
    return this.#typed;
  }
  get knownRow(): number | null {
    return this.#knownRow;
  }

  /** What the version takes and gives; null where it is from before that was noted and the open table can't tell. */
  readonly #known = $derived.by((): Known | null => {
    const { version } = this;
    if (!version) return null;
    if (version.signature) return { signature: version.signature, derived: false };
    const { table, scenario } = this.#datasets.current;
    const { recipe, target, classes, trainedOn } = version;
    const there = new Set(table.columns.map(({ name }) => name));
    if (!recipe.features.every((name) => there.has(name))) return null;
    const { from, to } = trainedOn.span;
    const rows = spanRows({ from, to: Math.min(to, table.rows) });
    const unit = scenario.targetUnit ?? null;
    return { signature: signatureOf(table, rows, recipe, target, classes, unit), derived: true };
  });
  get known(): Known | null {
    return this.#known;
  }

  /** Inputs that look back at rows above; a row alone has none, so there they count as missing. */
  get lookingBack(): readonly string[] {
    const inputs = this.version?.recipe.inputs ?? [];
    return inputs
      .filter(({ source }) => source.from === 'lag' || source.from === 'rolling-mean')
      .map(({ name }) => name);
  }

  get #spec(): AnswerSpec | null {
    const { version } = this;
    if (!version) return null;
    const { task, classes, target } = version;
    return { task, classes, target: target.column, threshold: thresholdOf(version) };
  }

  /** Who answers for a table, and how. */
  get #asked(): Asked | null {
    const { version, known } = this;
    const spec = this.#spec;
    return version && known && spec
      ? {
          versionId: version.id,
          inputs: known.signature.inputs,
          spec,
          model: () => this.#models.packageOf(version),
        }
      : null;
  }

  /** Asks another version from now on; null: as it comes. What was typed stays as far as it has the same inputs. */
  async choose(versionId: string | null): Promise<void> {
    this.#versionId = versionId;
    const { version } = this;
    if (!version) return;
    this.#versionId = version.id;
    this.table.putAway();
    const { signature } = this.known ?? {};
    const names = signature?.inputs.map(({ name }) => name) ?? [];
    if (this.#typed.size === 0 || !names.every((name) => this.#typed.has(name))) this.fillExample();
    this.#model = { phase: 'running', progress: null, cancel: () => undefined };
    try {
      const model = await this.#models.packageOf(version);
      if (this.#versionId === version.id)
        this.#model = { phase: 'done', result: { versionId: version.id, model } };
    } catch (thrown) {
      if (this.#versionId === version.id) this.#model = { phase: 'failed', error: AppError.from(thrown) };
    }
  }

  type(input: string, text: string): void {
    this.#typed = new Map([...this.#typed, [input, text]]);
    this.#knownRow = null;
  }

  /** Fills the fields with the version's own example. */
  fillExample(): void {
    const { signature } = this.known ?? {};
    this.#typed = signature ? exampleRow(signature) : new Map();
    this.#knownRow = null;
  }

  /** Fills the fields with a row whose answer is known, drawn anew each time. @throws AppError 'bad-input' where there is none. */
  fillKnownRow(): void {
    const { signature } = this.known ?? {};
    const { table } = this.#datasets.current;
    const there = new Set(table.columns.map(({ name }) => name));
    const lacking = signature?.inputs.find(({ name }) => !there.has(name));
    if (!signature || lacking)
      throw new AppError(
        'bad-input',
        `The rows of the stream have no column "${lacking?.name ?? ''}", which this version reads.`,
      );
    const random = new Random(this.#store.project.seed).stream(`scoring ${++this.#drawn}`);
    const row = random.integer(Math.min(this.#dataVersions.knownRows, table.rows));
    this.#typed = typedRow(signature.inputs, table, row);
    this.#knownRow = row;
  }

  readonly #answer = $derived.by((): TypedAnswer | null => {
    const { known } = this;
    const loaded = this.#model;
    const spec = this.#spec;
    if (!known || !spec) return null;
    const read = readRow(known.signature.inputs, this.#typed);
    if (loaded.phase !== 'done' || loaded.result.versionId !== this.version?.id || !read.table)
      return { read, answer: null };
    const { scores } = scoreRows(loaded.result.model, read.table, [0]);
    return {
      read,
      answer: {
        classIndex: answeredClass(spec, scores, 0),
        probabilities: probabilitiesAt(spec, scores, 0),
        score: scores[0] ?? NaN,
        threshold: spec.threshold,
      },
    };
  });
  /** What the version says of the typed row. */
  get answer(): TypedAnswer | null {
    return this.#answer;
  }

  /** The project is left. */
  forget(): void {
    this.table.forget();
    this.#versionId = null;
    this.#model = idle;
    this.#typed = new Map();
    this.#knownRow = null;
    this.#drawn = 0;
  }
}
