// Looking at tables: profile, rows as texts, pictures, checks, differences.

import { driftReport } from '../../core/drift-report.ts';
import { AppError } from '../../core/errors.ts';
import { pictureAt, pixelColumns } from '../../core/images.ts';
import { profileTable } from '../../core/profiling/profile-table.ts';
import { rowsBehind } from '../../core/profiling/rows-behind.ts';
import { cellText, takeRows, type Column, type Table } from '../../core/table.ts';
import { diffVersions } from '../../core/table-diff.ts';
import type { VersionTable } from '../../core/version-table.ts';
import type { Controls } from '../../worker/controls.ts';
import { checkBatch } from './batch-check.ts';
import type { Job } from './job.ts';

/** Lets messages in between two steps of long work. */
const breath = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Reports a step of long work and lets messages in before the next. */
const steps =
  (controls: Controls, report: (progress: { done: number; total: number }) => void) =>
  async (done: number, total: number): Promise<void> => {
    report({ done, total });
    await breath();
    await controls.obey();
  };

export const profile: Job<'profile'> = ({ key, target, task, seed }, shelf, { controls, report }) => {
  const { version, schema } = shelf.get(key);
  return profileTable(version.table, schema, {
    target,
    task,
    seed,
    onStep: steps(controls, report),
  });
};

const dayMs = 86_400_000;
const isMidnight = (ms: number): boolean => Number.isNaN(ms) || ms % dayMs === 0;
const dayText = (column: Column, row: number): string => cellText(column, row).slice(0, 10);

/** Most rows that are shown at once. */
const mostShown = 1000;

export const rows: Job<'rows'> = ({ key, selection, from, count }, shelf) => {
  const { table, ids } = shelf.get(key).version;
  const chosen = selection === null ? null : rowsBehind(table, selection);
  const total = chosen?.length ?? table.rows;
  const last = Math.min(total, from + Math.min(count, mostShown));
  const shown: number[] = [];
  for (let i = Math.max(0, from); i < last; i++) shown.push(chosen ? chosen[i]! : i);
  // Days are written without a time of day, if they all are days.
  const text = table.columns.map((column) =>
    column.kind === 'time' && shown.every((row) => isMidnight(column.values[row]!)) ? dayText : cellText,
  );
  return {
    columns: table.columns.map(({ name }) => name),
    rows: shown,
    ids: shown.map((row) => ids[row]!),
    cells: shown.map((row) => table.columns.map((column, place) => text[place]!(column, row))),
    total,
  };
};

export const pictures: Job<'pictures'> = ({ key, rows: wanted }, shelf) => {
  const { version, schema } = shelf.get(key);
  const { image } = schema;
  if (!image) throw new AppError('bad-input', 'These rows are no pictures.');
  const size = image.width * image.height * image.channels;
  const columns = pixelColumns(version.table, schema);
  const pixels = new Float32Array(wanted.length * size);
  wanted.forEach((row, i) =>
    pictureAt(columns, row).forEach((value, at) => (pixels[i * size + at] = value / image.brightest)),
  );
  return { pixels };
};

export const check: Job<'check'> = ({ key, other }, shelf) =>
  checkBatch(shelf.get(key).schema, shelf.get(other).version.table);

export const diff: Job<'diff'> = ({ before, after }, shelf) =>
  diffVersions(shelf.get(before).version, shelf.get(after).version);

/** Rows that only the later version has. */
function newRows(before: VersionTable, { table, ids }: VersionTable): Table {
  const known = new Set(before.ids);
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row++) if (!known.has(ids[row]!)) rows.push(row);
  if (rows.length === 0)
    throw new AppError('bad-input', 'The later version has no row that the earlier one lacks.');
  return takeRows(table, Int32Array.from(rows));
}

export const drift: Job<'drift'> = ({ reference, current, onlyNew }, shelf, { controls, report }) => {
  const before = shelf.get(reference);
  const after = shelf.get(current);
  const table = onlyNew ? newRows(before.version, after.version) : after.version.table;
  return driftReport(before.version.table, table, before.schema, steps(controls, report));
};
