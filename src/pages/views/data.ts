// Tables and facts of the data room.

import type { Dataset, Scenario, Task } from '../../core/define.ts';
import { preprocessors } from '../../core/preprocessing/index.ts';
import { describeSource } from '../../core/recipe-check.ts';
import type { Project, Recipe } from '../../core/records.ts';
import { scenarios } from '../../core/scenarios/index.ts';
import { cellText, isCategory, type Table } from '../../core/table.ts';
import type { OpenDataset } from '../../state/datasets.svelte.ts';
import { bytes, count } from '../../ui/format.ts';
import { learntTexts } from '../data/prepare/learnt-view.ts';
import { dataText } from '../text/rooms.ts';

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
      Object.fromEntries(table.columns.map((column) => [column.name, cellText(column, from + i)])),
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

export function catalogueRows(all: readonly Dataset[]): TableParts {
  return {
    columns: [
      { key: 'label', label: 'Data set' },
      { key: 'task', label: dataText.task },
      { key: 'rows', label: 'Rows', align: 'end' },
      { key: 'licence', label: dataText.licence },
      { key: 'lesson', label: dataText.lesson },
    ],
    rows: all.map((dataset) => ({
      label: dataset.label,
      task: taskNames[dataset.task],
      rows: count(dataset.rows),
      licence: dataset.licence.spdx,
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
      { key: 'step', label: 'Step' },
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

export function earlierRows(projects: readonly Project[], when: (at: number) => string): TableParts {
  return {
    columns: [
      { key: 'scene', label: 'Scene' },
      { key: 'seed', label: 'Seed', align: 'end' },
      { key: 'position', label: 'Windows passed', align: 'end' },
      { key: 'opened', label: 'Opened' },
    ],
    rows: projects.map((project) => ({
      scene:
        project.scenario?.label ??
        (scenarios.has(project.scenarioId) ? scenarios.get(project.scenarioId).label : project.scenarioId),
      seed: String(project.seed),
      position: count(project.position),
      opened: when(project.openedAt),
    })),
  };
}
