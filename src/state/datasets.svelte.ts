// The rows behind the open project: fetched or generated, arranged as a stream, checked, and handed to the engine.

import { arrangeTable, generateTable } from '../core/arrange.ts';
import { datasets } from '../core/datasets/index.ts';
import { ownDataset } from '../core/own-scenario.ts';
import { digestTable } from '../core/digest.ts';
import type { Dataset, Scenario } from '../core/define.ts';
import { AppError } from '../core/errors.ts';
import { injected } from '../core/injecting/injected.ts';
import { knowledgeOf } from '../core/injecting/knowledge.ts';
import type { Injection, InjectionKnowledge } from '../core/injection.ts';
import type { DatasetVersion, Project } from '../core/records.ts';
import { sameContent } from '../core/same-content.ts';
import type { TableSchema } from '../core/schema.ts';
import type { SplitSpec } from '../core/split.ts';
import { cellText, columnOf, type Table } from '../core/table.ts';
import { classesOf, truthOf } from '../core/target.ts';
import { windowCount, windowSpan } from '../core/windows.ts';
import type { Packed } from '../data/protocol.ts';
import type { Engine } from '../engine/engine.ts';
import { fetchDataset } from '../exchange/datasets.ts';

/** The rows that a project's stream is made of. */
interface Rows {
  readonly dataset: Dataset;
  readonly table: Table;
  readonly digest: string;
  /** Name of each row for life; parts of a split, if there is one; the next free name. */
  readonly ids: Float64Array;
  readonly parts: Uint8Array | null;
  readonly nextId: number;
  /** How a person's own rows are stored; null for those that come with the page. */
  readonly packed: { readonly schema: TableSchema; readonly tableKey: string } | null;
}

export interface OpenDataset extends Rows {
  readonly scenario: Scenario;
  readonly seed: number;
  /** The rows as they would be if nobody had changed the world; `table` has them as they are. `digest` is theirs. */
  readonly source: Table;
  /** The changes that `table` has. */
  readonly script: readonly Injection[];
  readonly classes: readonly string[];
  /** Class index or value per row; NaN where the answer is missing. */
  readonly truth: Float64Array;
  readonly windows: number;
}

function ownRows(scenario: Scenario, { version, schema, digest, tableKey }: Packed): Rows {
  const { table, ids, parts, nextId } = version;
  return {
    dataset: ownDataset(scenario, schema, table.rows),
    table,
    digest,
    ids,
    parts,
    nextId,
    packed: { schema, tableKey },
  };
}

// Made once: making one takes a hundred times as long as using it, and every window of a chart is named.
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const month = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });
const dateText = (format: Intl.DateTimeFormat, at: number): string =>
  Number.isNaN(at) ? 'no date' : format.format(at);

export class Datasets {
  readonly #engine: Engine;
  readonly #baseUrl: string;
  /** What the engine was given for the open project. */
  readonly #loaded = new Set<string>();
  #open = $state.raw<OpenDataset | null>(null);
  /** Changes to the world are made one script after the other. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(engine: Engine, baseUrl: string) {
    this.#engine = engine;
    this.#baseUrl = baseUrl;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }
  get current(): OpenDataset {
    if (!this.#open) throw new AppError('bad-input', 'The data of this project is not loaded yet.');
    return this.#open;
  }

  /** What changes to the world may know of these rows. */
  get known(): InjectionKnowledge {
    return knowledgeOf(this.current.scenario, this.current.classes);
  }

  /**
   * @param own rows of a person's own scenario, which come from its first data version.
   * @param script changes that the person has made to the world.
   */
  async open(
    scenario: Scenario,
    seed: number,
    own: Packed | null = null,
    script: readonly Injection[] = [],
  ): Promise<OpenDataset> {
    const opened = own ? ownRows(scenario, own) : await this.#shipped(scenario, seed);
    const { dataset, table, digest } = opened;
    const classes = classesOf(table, scenario.target, scenario.task);
    this.#loaded.add(digest);
    await this.#engine.load({ digest, table, target: scenario.target, task: scenario.task, classes });
    const plain: OpenDataset = {
      ...opened,
      dataset,
      scenario,
      seed,
      source: table,
      script: [],
      classes,
      truth: truthOf(table, scenario.target, scenario.task, classes),
      windows: windowCount(table.rows, scenario.trainRows, scenario.windowRows),
    };
    this.#open = script.length > 0 ? await this.#changed(plain, script) : plain;
    return this.#open;
  }

  /** The world with other changes: in the engine, then here. Asking for those that there are does nothing. */
  inject(script: readonly Injection[]): Promise<void> {
    const change = async (): Promise<void> => {
      const before = this.#open;
      if (!before || sameContent(script, before.script)) return;
      const changed = await this.#changed(before, script);
      // The project may have been left meanwhile.
      if (this.#open === before) this.#open = changed;
    };
    const result = this.#changing.then(change, change);
    this.#changing = result.catch(() => undefined);
    return result;
  }

  async #changed(before: OpenDataset, script: readonly Injection[]): Promise<OpenDataset> {
    const { digest, source, scenario, classes, seed } = before;
    const { target, task } = scenario;
    const known = knowledgeOf(scenario, classes);
    try {
      const { injected: columns, truth } = await this.#engine.inject({ digest, script, known, seed });
      const byName = new Map(columns.map((column) => [column.name, column]));
      const table = {
        ...source,
        columns: source.columns.map((column) => byName.get(column.name) ?? column),
      };
      return { ...before, table, script, truth: truth ?? truthOf(source, target, task, classes) };
    } catch {
      // The worker was lost; the next one will be told of the changes with the rows. They are the same wherever they are made.
      const table = injected(source, script, known, seed);
      return { ...before, table, script, truth: truthOf(table, target, task, classes) };
    }
  }

  async #shipped(scenario: Scenario, seed: number): Promise<Rows> {
    const dataset = datasets.get(scenario.dataset);
    const raw =
      dataset.content.from === 'file'
        ? await fetchDataset(dataset, { baseUrl: this.#baseUrl })
        : generateTable(dataset, scenario, seed);
    const table = arrangeTable(raw, scenario, seed);
    // A row is called by its place in the stream.
    const ids = Float64Array.from({ length: table.rows }, (_, row) => row);
    return {
      dataset,
      table,
      digest: await digestTable(table),
      ids,
      parts: null,
      nextId: table.rows,
      packed: null,
    };
  }

  /** The project is left: the engine need not keep its rows. */
  leave(): void {
    for (const digest of this.#loaded) this.#engine.unload(digest);
    this.#loaded.clear();
  }

  /** Hands the rows of another data version to the engine, to be trained on with this project's question. */
  async load(digest: string, table: Table): Promise<void> {
    const { scenario, classes } = this.current;
    this.#loaded.add(digest);
    await this.#engine.load({ digest, table, target: scenario.target, task: scenario.task, classes });
  }

  /** The rows of a shipped file as it is, to look at; nothing is opened. */
  preview(datasetId: string): Promise<Table> {
    return fetchDataset(datasets.get(datasetId), { baseUrl: this.#baseUrl });
  }

  /** The first data version of a new project. @param own how a person's own table came here, and its split. */
  firstVersion(
    project: Project,
    own: { operation: string; split: SplitSpec | null } | null = null,
  ): DatasetVersion {
    const { dataset, scenario, source: table, digest, packed, nextId } = this.current;
    const how = scenario.arrange.by === 'group' ? `, ordered by ${scenario.arrange.column}` : '';
    const shipped =
      dataset.content.from === 'file'
        ? `opened from the shipped file${how}`
        : `generated with seed ${project.seed}${how}`;
    return {
      v: 2,
      id: `${project.id}/data/1`,
      projectId: project.id,
      number: 1,
      name: dataset.label,
      datasetId: dataset.id,
      digest,
      rows: table.rows,
      columns: table.columns.map(({ name, kind }) => ({ name, kind })),
      parentId: null,
      operation: own?.operation ?? shipped,
      edit: null,
      schema: packed?.schema ?? null,
      split: own?.split ?? null,
      tableKey: packed?.tableKey ?? null,
      nextId: packed ? nextId : 0,
      createdAt: project.createdAt,
    };
  }

  /** When a window begins, as a person would say it: "1 Mar", "1974", or "window 12". */
  windowLabel(index: number): string {
    const { trainRows, windowRows } = this.current.scenario;
    return this.rowLabel(windowSpan(index, trainRows, windowRows).from) ?? `window ${index + 1}`;
  }

  /** When a row was: a day, a year; null where rows carry no time. */
  rowLabel(row: number): string | null {
    const { dataset, source: table } = this.current;
    if (!dataset.timeColumn || row >= table.rows) return null;
    const column = columnOf(table, dataset.timeColumn);
    if (column.kind === 'time') return dateText(day, column.values[row] ?? NaN);
    // A year speaks for itself; any other number needs the name of its column.
    return dataset.timeColumn.includes('year')
      ? cellText(column, row)
      : `${dataset.timeColumn.replaceAll('_', ' ')} ${cellText(column, row)}`;
  }

  /** Group of windows that a sentence can name: the month, the year, or null where rows carry no time. */
  periodOf(index: number): string | null {
    const { dataset, scenario, source: table } = this.current;
    const { from } = windowSpan(index, scenario.trainRows, scenario.windowRows);
    if (!dataset.timeColumn || from >= table.rows) return null;
    const column = columnOf(table, dataset.timeColumn);
    if (column.kind === 'time') return dateText(month, column.values[from] ?? NaN);
    return column.kind === 'integer' && dataset.timeColumn.includes('year') ? cellText(column, from) : null;
  }
}
