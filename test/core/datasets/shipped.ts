// What every shipped data set owes: the file that the definition names, with the columns that it describes.

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { digestBytes } from '../../../src/core/digest.ts';
import type { Dataset } from '../../../src/core/define.ts';
import { columnOf, isCategory, type Table } from '../../../src/core/table.ts';
import { decodeTable } from '../../../src/exchange/compact.ts';

/** Checks file and definition against each other and gives the rows. */
export async function shipped(dataset: Dataset): Promise<Table> {
  const { content } = dataset;
  if (content.from !== 'file') throw new Error(`${dataset.id} has no file.`);
  const path = new URL(`../../../public/data/${content.file}`, import.meta.url);
  const bytes = new Uint8Array(readFileSync(path));
  expect(dataset.citation ?? '').not.toBe('');
  expect(content.file).toBe(`${dataset.id}.mlt`);
  expect(bytes.length).toBe(content.bytes);
  expect(await digestBytes(bytes)).toBe(content.sha256);
  const table = await decodeTable(bytes);
  expect(table.rows).toBe(dataset.rows);
  expect(table.columns.map(({ name, kind }) => ({ name, kind }))).toEqual(
    dataset.columns.map(({ name, kind }) => ({ name, kind })),
  );
  expect(dataset.columns.filter((column) => column.role === 'target').map((column) => column.name)).toEqual([
    dataset.target,
  ]);
  const target = columnOf(table, dataset.target);
  if (dataset.positive !== undefined && isCategory(target)) expect(target.levels).toContain(dataset.positive);
  if (dataset.timeColumn !== undefined) {
    const time = columnOf(table, dataset.timeColumn);
    if (isCategory(time)) throw new Error('Time must be a number.');
    expect(time.values.every((value, row) => row === 0 || time.values[row - 1]! <= value)).toBe(true);
  }
  return table;
}

/** How often each category occurs. */
export function counts(table: Table, name: string): Record<string, number> {
  const column = columnOf(table, name);
  if (!isCategory(column)) throw new Error(`${name} holds no categories.`);
  return Object.fromEntries(
    column.levels.map((level, code) => [level, column.codes.filter((other) => other === code).length]),
  );
}

export function numbers(table: Table, name: string): Float64Array {
  const column = columnOf(table, name);
  if (isCategory(column)) throw new Error(`${name} holds categories.`);
  return column.values;
}
