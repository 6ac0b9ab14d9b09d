// What a file is taken for.

import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { readSource } from '../../../src/exchange/reading/read.ts';
import { quiet, read, refused, shownTable } from './reading.ts';

const csv = 'a,b\n1,x\n2,y\n';

describe('recognising', () => {
  test.each([
    ['CSV by name', csv, 'file.csv', 'csv'],
    ['CSV without a name', csv, 'pasted', 'csv'],
    ['CSV called JSON', csv, 'file.json', 'json'],
    ['records', '[{"a":1}]', 'data.txt', 'json'],
    ['records over lines', '\n[\n  {"a": 1}\n]', 'data', 'json'],
    ['lines', '{"a":1}\n{"a":2}', 'data.txt', 'json-lines'],
    ['lines called JSON', '{"a":1}\n{"a":2}', 'data.json', 'json-lines'],
    ['one line by name', '{"a":1}', 'data.ndjson', 'json-lines'],
    ['a bracket in a cell', '[x],y\n[1],2\n', 'data.txt', 'csv'],
    ['brackets in cells by name', '[1],[2]\n[3],[4]\n', 'data.csv', 'csv'],
  ])('%s', async (_, text, name, format) => {
    if (name === 'file.json') expect(await refused(text, {}, name)).toMatch(/line 1, character 1/);
    else expect((await read(text, {}, name)).format).toBe(format);
  });

  test.each([
    ['a broken gzip file', Uint8Array.of(0x1f, 0x8b, 8, 0), 'x.csv.gz', /cannot be unpacked/],
    ['gzip in gzip', new Uint8Array(gzipSync(gzipSync(csv))), 'x.csv.gz.gz', /packed twice.*Unpack it once/],
    ['an old spreadsheet', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), 'x.xls', /Save it as CSV/],
    ['a new spreadsheet', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), 'x.xlsx', /spreadsheet.*Save it as CSV/],
    ['a program', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 0, 0, 0), 'x.csv', /not a text file/],
  ])('refuses %s and says what to do', async (_, bytes, name, message) =>
    expect(await refused(bytes, {}, name)).toMatch(message),
  );

  test('files that other readers take are given to them, whatever they are called', async () => {
    expect(await refused(Uint8Array.of(0x50, 0x41, 0x52, 0x31, 1, 2, 3), {}, 'x.csv')).not.toMatch(
      /text file/,
    );
    expect(await refused(Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2, 3), {}, 'x.csv')).not.toMatch(/text file/);
  });

  test('pasted text, also with half a surrogate pair', async () => {
    const result = await readSource(
      { from: 'text', name: 'pasted', text: 'a\tb\né\t1\n\ud800\t2\n' },
      {},
      quiet(),
    );
    expect(shownTable(result)).toEqual([
      ['a', 'category', ['é', '\ufffd']],
      ['b', 'integer', [1, 2]],
    ]);
    expect(result.guesses.some(({ about }) => about === 'encoding')).toBe(false);
    expect(result.name).toBe('pasted');
  });

  test('whatever goes wrong is an AppError', async () => {
    const blob = new Blob([csv]);
    blob.slice = () => {
      throw new TypeError('broken');
    };
    await expect(readSource({ from: 'file', name: 'x', blob }, {}, quiet())).rejects.toBeInstanceOf(AppError);
  });
});

describe('packed tables', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const readPacked = (name: string, content: Uint8Array) =>
    readSource({ from: 'file', name, blob: new Blob([content.slice()]) }, {}, quiet());

  test('a gzip file is read under its inner name', async () => {
    const found = await readPacked('file.csv.gz', new Uint8Array(gzipSync(csv)));
    expect([found.name, found.format, found.table.rows]).toEqual(['file.csv', 'csv', 2]);
  });

  test('a zip file with one table is that table, whatever lies beside it', async () => {
    const zip = zipSync({
      'data/file.csv': bytes(csv),
      'README.md': bytes('# what'),
      '.DS_Store': bytes('x'),
    });
    const found = await readPacked('archive.zip', zip);
    expect([found.name, found.format, found.table.rows]).toEqual(['file.csv', 'csv', 2]);
  });

  test('several tables are named, not mixed', async () => {
    const zip = zipSync({ 'a.csv': bytes(csv), 'b.csv': bytes(csv) });
    await expect(readPacked('archive.zip', zip)).rejects.toThrow(/2 tables: a.csv, b.csv.*choose one/);
  });

  test('a zip in a zip is not opened', async () => {
    const inner = zipSync({ 'a.csv': bytes(csv) });
    await expect(readPacked('archive.zip', zipSync({ 'inner.csv': inner }))).rejects.toThrow(/packed twice/);
  });
});
