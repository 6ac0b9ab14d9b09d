// Tables and facts of the data room.

import type { Dataset, Scenario, Task } from '../../core/define.ts';
import { preprocessors } from '../../core/preprocessing/index.ts';
import { championAt } from '../../core/ledger.ts';
import { scenarioOf } from '../../core/own-scenario.ts';
import { describeSource } from '../../core/recipe-check.ts';
import type { LedgerLine, ModelVersion, Project, Recipe, WindowRecord } from '../../core/records.ts';
import { scenarios } from '../../core/scenarios/index.ts';
import { isCategory, type Table } from '../../core/table.ts';
import { labelledWindows } from '../../core/watch.ts';
import type { OpenDataset } from '../../state/datasets.svelte.ts';
import { bytes, count } from '../../ui/format.ts';
import { learntTexts } from '../data/prepare/learnt-view.ts';
import { earlierText } from '../text/data-earlier.ts';
import { dataText } from '../text/rooms.ts';
import { shownCell } from './cell.ts';

interface TableParts {
  columns: { key: string; label: string; align?: 'start' | 'end' | 'wrap' }[];
  rows: Record<string, string>[];
}

const sampleSize = 50;

export function sampleRows(table: Table, from = 0, size = sampleSize): TableParts {
  const shown = Math.max(0, Math.min(size, table.rows - from));
  return {
    columns: table.columns.map((column) => ({
      key: column.name,
      label: column.name.replaceAll('_', ' '),
      align: isCategory(column) || column.kind === 'time' ? 'start' : 'end',
    })),
    rows: Array.from({ length: shown }, (_, i) =>
      Object.fromEntries(table.columns.map((column) => [column.name, shownCell(column, from + i)])),
    ),
  };
}

/** Features and time only: what may be seen of rows whose answers have not arrived. */
export function withoutAnswers(table: Table, { dataset, scenario }: OpenDataset): Table {
  const columns = table.columns.filter(
    ({ name }) => name === dataset.timeColumn || scenario.features.includes(name),
  );
  return { ...table, columns };
}

interface Fact {
  readonly label: string;
  readonly value: string;
  readonly mono?: boolean;
}

/** What the card of a data set says, beside its columns. */
export function cardFacts(dataset: Dataset): Fact[] {
  const { content } = dataset;
  return [
    { label: dataText.lesson, value: dataset.lesson },
    { label: dataText.measured, value: dataset.drift },
    { label: dataText.leaks, value: dataset.leaks.join('; ') },
    { label: dataText.source, value: dataset.source },
    { label: dataText.citation, value: dataset.citation ?? dataset.source },
    { label: dataText.licence, value: `${dataset.licence.spdx}. ${dataset.licence.note}` },
    { label: dataText.changes, value: dataset.changes.join('; ') },
    {
      label: dataText.size,
      value:
        content.from === 'file'
          ? `${count(dataset.rows)} rows, ${dataset.columns.length} columns, ${bytes(content.bytes)} as shipped`
          : `${count(dataset.rows)} rows, ${dataset.columns.length} columns, made here from a seed`,
    },
  ].filter((fact) => fact.value !== '');
}

/** The card as the open scene reads it. */
export function factsOf({ dataset, scenario, digest, table }: OpenDataset): Fact[] {
  return [
    ...cardFacts({
      ...dataset,
      lesson: scenario.lesson,
      rows: dataset.content.from === 'generator' ? table.rows : dataset.rows,
    }),
    { label: dataText.digest, value: digest, mono: true },
  ];
}

const taskNames: Record<Task, string> = {
  binary: 'two classes',
  multiclass: 'several classes',
  regression: 'a number',
};

/** Licences without an id of their own, in words; the card has the id and what it asks for. */
const ownLicences: ReadonlyMap<string, string> = new Map([
  ['LicenseRef-US-Gov-Public-Domain', 'Public domain'],
  ['LicenseRef-unstated', 'Not stated'],
]);
const shortLicence = (spdx: string): string => ownLicences.get(spdx) ?? spdx.replaceAll(' AND ', ', ');

export function catalogueRows(all: readonly Dataset[]): TableParts {
  return {
    columns: [
      { key: 'label', label: 'Data set' },
      { key: 'lesson', label: dataText.lesson, align: 'wrap' },
      { key: 'task', label: dataText.task },
      { key: 'rows', label: 'Rows', align: 'end' },
      { key: 'licence', label: dataText.licence },
    ],
    rows: all.map((dataset) => ({
      label: dataset.label,
      task: taskNames[dataset.task],
      rows: count(dataset.rows),
      licence: shortLicence(dataset.licence.spdx),
      lesson: dataset.lesson,
    })),
  };
}

/** Columns as the card declares them, whatever scene uses them. */
export function cardColumns(dataset: Dataset): TableParts {
  return {
    columns: [
      { key: 'name', label: 'Column' },
      { key: 'kind', label: 'Kind' },
      { key: 'role', label: 'Role' },
    ],
    rows: dataset.columns.map(({ name, kind, role }) => ({
      name,
      kind,
      role: role === 'ignore' ? 'not used' : role,
    })),
  };
}

export function scenesOf(dataset: Dataset): Scenario[] {
  return scenarios.all
    .filter((scenario) => scenario.dataset === dataset.id)
    .toSorted((a, b) => a.order - b.order);
}

/**
 * Whether the first rows of the file may be answers that the open stream still holds back: they are training rows where
 * the stream runs in the file's order.
 */
export function heldBack(dataset: Dataset, open: OpenDataset): boolean {
  return open.dataset.id === dataset.id && open.scenario.arrange.by !== 'file';
}

/** Every step of every input with what it has learnt; long lists are cut (`learntTexts` has them whole). */
export function recipeRows(recipe: Recipe): TableParts {
  return {
    columns: [
      { key: 'column', label: 'Input' },
      { key: 'step', label: 'Step', align: 'wrap' },
      { key: 'fitted', label: 'Learnt from the training rows', align: 'wrap' },
    ],
    rows: recipe.inputs.flatMap(({ name, source, steps }) =>
      steps.map(({ step, fitted }) => ({
        column: source.from === 'column' ? name : `${name}: ${describeSource(source)}`,
        step: preprocessors.has(step) ? preprocessors.get(step).label : step,
        fitted: fitted
          .map((each) => learntTexts(step, each, false).join(', '))
          .filter(Boolean)
          .join('; '),
      })),
    ),
  };
}

/** What is read of a project that is not open: rows whose answers are known, and the model in production. */
export interface EarlierFacts {
  readonly known: number;
  /** Number of the model version; null while there is none. */
  readonly champion: number | null;
}

interface Kept {
  readonly project: Project;
  readonly windows: readonly WindowRecord[];
  readonly ledger: readonly LedgerLine[];
  readonly versions: readonly ModelVersion[];
}

/** @throws RangeError when the page does not know the project's scene any more. */
export function earlierFacts({ project, windows, ledger, versions }: Kept): EarlierFacts {
  const { trainRows, windowRows } = scenarioOf(project);
  const champion = championAt(ledger);
  return {
    known: trainRows + labelledWindows(windows) * windowRows,
    champion: versions.find(({ id }) => id === champion)?.number ?? null,
  };
}

const nameOf = ({ scenario, scenarioId }: Project): string =>
  scenario?.label ?? (scenarios.has(scenarioId) ? scenarios.get(scenarioId).label : scenarioId);

/** Names, numbered in the order of their beginning where several are the same. */
function namesOf(projects: readonly Project[]): ReadonlyMap<string, string> {
  const alike = new Map<string, Project[]>();
  for (const project of projects.toSorted((a, b) => a.createdAt - b.createdAt))
    alike.set(nameOf(project), [...(alike.get(nameOf(project)) ?? []), project]);
  return new Map(
    [...alike].flatMap(([name, same]) =>
      same.map(({ id }, i) => [id, same.length > 1 ? earlierText.numbered(name, i + 1) : name] as const),
    ),
  );
}

/** @param facts by id of the project; null where they could not be read, absent while they are being read. */
export function earlierRows(
  projects: readonly Project[],
  facts: ReadonlyMap<string, EarlierFacts | null>,
  when: (at: number) => string,
): TableParts {
  const names = namesOf(projects);
  const told = (id: string, say: (found: EarlierFacts) => string): string => {
    const found = facts.get(id);
    return found ? say(found) : found === null ? earlierText.unreadable : '…';
  };
  return {
    columns: [
      { key: 'scene', label: earlierText.project },
      { key: 'began', label: earlierText.began },
      { key: 'opened', label: earlierText.lastOpened },
      { key: 'known', label: earlierText.knownRows, align: 'end' },
      { key: 'champion', label: earlierText.champion },
      { key: 'position', label: earlierText.passed, align: 'end' },
      { key: 'seed', label: earlierText.seed, align: 'end' },
    ],
    rows: projects.map((project) => ({
      scene: names.get(project.id) ?? nameOf(project),
      began: when(project.createdAt),
      opened: when(project.openedAt),
      known: told(project.id, ({ known }) => count(known)),
      champion: told(project.id, ({ champion }) =>
        champion === null ? earlierText.noChampion : earlierText.model(champion),
      ),
      position: count(project.position),
      seed: String(project.seed),
    })),
  };
}
