// The rows behind the open project: fetched or generated, arranged as a stream, checked, and handed to the engine.

import { arrangeTable, generateTable } from '../core/arrange.ts';
import { datasets } from '../core/datasets/index.ts';
import { ownDataset } from '../core/own-scenario.ts';
import { digestTable } from '../core/digest.ts';
import type { Dataset, Scenario } from '../core/define.ts';
import { AppError } from '../core/errors.ts';
import type { DatasetVersion, Project } from '../core/records.ts';
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

  /** @param own rows of a person's own scenario, which come from its first data version. */
  async open(scenario: Scenario, seed: number, own: Packed | null = null): Promise<OpenDataset> {
    const opened = own ? ownRows(scenario, own) : await this.#shipped(scenario, seed);
    const { dataset, table, digest } = opened;
    const classes = classesOf(table, scenario.target, scenario.task);
    this.#loaded.add(digest);
    await this.#engine.load({ digest, table, target: scenario.target, task: scenario.task, classes });
    this.#open = {
      ...opened,
      dataset,
      scenario,
      classes,
      truth: truthOf(table, scenario.target, scenario.task, classes),
      windows: windowCount(table.rows, scenario.trainRows, scenario.windowRows),
    };
    return this.#open;
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
    const { dataset, scenario, table, digest, packed, nextId } = this.current;
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
    const { dataset, scenario, table } = this.current;
    const { from } = windowSpan(index, scenario.trainRows, scenario.windowRows);
    if (!dataset.timeColumn || from >= table.rows) return `window ${index + 1}`;
    const column = columnOf(table, dataset.timeColumn);
    // A year speaks for itself; any other number needs the name of its column.
    if (column.kind !== 'time')
      return dataset.timeColumn.includes('year')
        ? cellText(column, from)
        : `${dataset.timeColumn.replaceAll('_', ' ')} ${cellText(column, from)}`;
    return dateText(day, column.values[from] ?? NaN);
  }

  /** Group of windows that a sentence can name: the month, the year, or null where rows carry no time. */
  periodOf(index: number): string | null {
    const { dataset, scenario, table } = this.current;
    const { from } = windowSpan(index, scenario.trainRows, scenario.windowRows);
    if (!dataset.timeColumn || from >= table.rows) return null;
    const column = columnOf(table, dataset.timeColumn);
    if (column.kind === 'time') return dateText(month, column.values[from] ?? NaN);
    return column.kind === 'integer' && dataset.timeColumn.includes('year') ? cellText(column, from) : null;
  }
}
