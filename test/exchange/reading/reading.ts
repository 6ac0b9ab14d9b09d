// Helpers of the reader's tests.

import { expect } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { isCategory, type Column } from '../../../src/core/table.ts';
import { readSource } from '../../../src/exchange/reading/read.ts';
import type {
  Dialect,
  Guess,
  ReadCallbacks,
  ReadOptions,
  ReadResult,
} from '../../../src/exchange/reading/types.ts';

export const quiet = (): ReadCallbacks => ({
  onProgress: () => undefined,
  signal: new AbortController().signal,
});

/** The usual dialect, given and not guessed. */
export const plain: Partial<Dialect> = {
  encoding: 'utf-8',
  delimiter: ',',
  quote: '"',
  header: true,
  decimal: '.',
};

const blobOf = (content: string | Uint8Array | Blob): Blob =>
  content instanceof Blob ? content : new Blob([typeof content === 'string' ? content : content.slice()]);

export const read = (
  content: string | Uint8Array | Blob,
  options: ReadOptions = {},
  name = 'file.csv',
): Promise<ReadResult> => readSource({ from: 'file', name, blob: blobOf(content) }, options, quiet());

/** Message of the refusal. Anything but a refusal fails the test. */
export async function refused(
  content: string | Uint8Array | Blob,
  options: ReadOptions = {},
  name = 'file.csv',
): Promise<string> {
  try {
    await read(content, options, name);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    const { code, message } = error as AppError;
    expect(code).toBe('bad-file');
    expect(message).toContain(`"${name}"`);
    expect(message).toContain('Nothing was imported.');
    return message;
  }
  throw new Error('It was read.');
}

export type Cell = string | number | null;

/** Cells of a column; null where missing. */
export const cellsOf = (column: Column): Cell[] =>
  isCategory(column)
    ? Array.from(column.codes, (code) => column.levels[code] ?? null)
    : Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));

/** [name, kind, cells] of every column. */
export const shownTable = (result: ReadResult): [string, string, Cell[]][] =>
  result.table.columns.map((column, i) => [column.name, result.kinds[i]!, cellsOf(column)]);

export const guess = (result: ReadResult, about: Guess['about']): Guess => {
  const found = result.guesses.find((each) => each.about === about);
  if (!found) throw new Error(`There is no guess about ${about}.`);
  return found;
};

/** "warning 3 a ×2: text" */
export const told = (result: ReadResult): string[] =>
  result.problems.map(
    ({ severity, line, column, count, text }) =>
      `${severity} ${line ?? '-'} ${column ?? '-'} ×${count}: ${text}`,
  );
