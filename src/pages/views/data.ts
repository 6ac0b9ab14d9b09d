// Tables and facts of the data room.

import { preprocessors } from '../../core/preprocessing/index.ts';
import type { Project, Recipe } from '../../core/records.ts';
import { scenarios } from '../../core/scenarios/index.ts';
import { cellText, isCategory, isMissing, type Table } from '../../core/table.ts';
import type { OpenDataset } from '../../state/datasets.svelte.ts';
import { bytes, count } from '../../ui/format.ts';
import { dataText } from '../text/rooms.ts';

interface TableParts {
  columns: { key: string; label: string; align?: 'start' | 'end' }[];
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

export function factsOf(open: OpenDataset): { label: string; value: string; mono?: boolean }[] {
  const { dataset, digest } = open;
  const { content } = dataset;
  return [
    { label: dataText.lesson, value: open.scenario.lesson },
    { label: dataText.measured, value: dataset.drift },
    { label: dataText.leaks, value: dataset.leaks.join('; ') },
    { label: dataText.source, value: dataset.source },
    { label: dataText.citation, value: dataset.citation ?? '' },
    { label: dataText.licence, value: `${dataset.licence.spdx}. ${dataset.licence.note}` },
    { label: dataText.changes, value: dataset.changes.join('; ') },
    {
      label: 'Size',
      value:
        content.from === 'file'
          ? `${count(dataset.rows)} rows, ${dataset.columns.length} columns, ${bytes(content.bytes)} as shipped`
          : `${count(open.table.rows)} rows, made here from a seed`,
    },
    { label: dataText.digest, value: digest, mono: true },
  ].filter((fact) => fact.value !== '');
}

export function columnRows(open: OpenDataset): TableParts {
  const { dataset, scenario, table } = open;
  return {
    columns: [
      { key: 'name', label: 'Column' },
      { key: 'kind', label: 'Kind' },
      { key: 'role', label: 'Role here' },
      { key: 'missing', label: 'Missing', align: 'end' },
      { key: 'values', label: 'Values' },
    ],
    rows: table.columns.map((column) => {
      let missing = 0;
      let low = Infinity;
      let high = -Infinity;
      for (let row = 0; row < table.rows; row++) {
        if (isMissing(column, row)) missing++;
        else if (!isCategory(column)) {
          low = Math.min(low, column.values[row] ?? NaN);
          high = Math.max(high, column.values[row] ?? NaN);
        }
      }
      const role =
        column.name === scenario.target.column
          ? 'target'
          : scenario.features.includes(column.name)
            ? 'feature'
            : column.name === dataset.timeColumn
              ? 'time'
              : scenario.arrange.by === 'group' && column.name === scenario.arrange.column
                ? 'group'
                : 'not used';
      const values = isCategory(column)
        ? `${column.levels.length} levels: ${column.levels.slice(0, 6).join(', ')}${column.levels.length > 6 ? ' …' : ''}`
        : low > high
          ? ''
          : column.kind === 'time'
            ? `${new Date(low).toISOString().slice(0, 10)} to ${new Date(high).toISOString().slice(0, 10)}`
            : `${low} to ${high}`;
      return { name: column.name, kind: column.kind, role, missing: count(missing), values };
    }),
  };
}

export function recipeRows(recipe: Recipe): TableParts {
  return {
    columns: [
      { key: 'column', label: 'Column' },
      { key: 'step', label: 'Step' },
      { key: 'fitted', label: 'Learnt from the training rows' },
    ],
    rows: recipe.steps.map(({ column, step, fitted }) => ({
      column,
      step: preprocessors.get(step).label,
      fitted: Object.entries(fitted)
        .map(
          ([name, value]) =>
            `${name} ${typeof value === 'number' ? Number(value.toPrecision(4)) : value.toString()}`,
        )
        .join(', '),
    })),
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
      scene: scenarios.has(project.scenarioId) ? scenarios.get(project.scenarioId).label : project.scenarioId,
      seed: String(project.seed),
      position: count(project.position),
      opened: when(project.openedAt),
    })),
  };
}
