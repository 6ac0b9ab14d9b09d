import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { isCategory, type Table } from '../../../src/core/table.ts';
import { readParquet } from '../../../src/exchange/reading/parquet.ts';
import type { ReadOptions, ReadProgress, ReadResult } from '../../../src/exchange/reading/types.ts';
import { quiet } from './picture-files.ts';

const folder = join(import.meta.dirname, '../../fixtures/exchange');
type Cells = Readonly<Record<string, readonly (number | string | boolean | null)[]>>;
const expected = JSON.parse(readFileSync(join(folder, 'parquet.json'), 'utf8')) as {
  types: Cells;
  rows: Cells;
};

const bytesOf = (file: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(folder, file)));
const read = (bytes: Uint8Array<ArrayBuffer>, options: ReadOptions = {}): Promise<ReadResult> =>
  readParquet({ from: 'file', name: 'a.parquet', blob: new Blob([bytes]) }, options, quiet());

/** Null where missing; booleans as they are. */
function cells(table: Table, name: string): (number | string | boolean | null)[] {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (!column) throw new Error(`no column ${name}`);
  if (isCategory(column)) return [...column.codes].map((code) => column.levels[code] ?? null);
  return [...column.values].map((value) =>
    Number.isNaN(value) ? null : column.kind === 'boolean' ? value === 1 : value,
  );
}

describe('types', () => {
  let result: ReadResult;
  beforeAll(async () => {
    result = await read(bytesOf('types.parquet'));
  });

  it.each(Object.keys(expected.types))('%s is read as pyarrow reads it', (name) => {
    expect(cells(result.table, name)).toEqual(expected.types[name]);
  });

  it('become kinds', () => {
    expect(Object.fromEntries(result.table.columns.map(({ name }, i) => [name, result.kinds[i]]))).toEqual({
      int8: 'integer',
      uint32: 'integer',
      int64: 'integer',
      huge: 'category',
      uint64: 'category',
      float: 'number',
      double: 'number',
      half: 'number',
      yes: 'boolean',
      text: 'category',
      name: 'identifier',
      dictionary: 'category',
      decimal: 'number',
      'large decimal': 'number',
      date: 'time',
      milliseconds: 'time',
      microseconds: 'time',
      nanoseconds: 'time',
      time: 'number',
      nothing: 'integer',
      required: 'integer',
    });
    expect(result).toMatchObject({ format: 'parquet', image: null, dialect: null, guesses: [] });
    expect(result.table.rows).toBe(10);
  });

  it('say what was changed', () => {
    const about = (column: string): string =>
      result.problems
        .filter((problem) => problem.column === column)
        .map(({ text, count }) => `${text} ${count}`)
        .join('\n');
    expect(about('huge')).toContain('kept as texts, so that none is rounded');
    expect(about('uint64')).toContain('kept as texts');
    expect(about('double')).toBe('Infinite or too large for a number: counts as missing. 2');
    expect(about('large decimal')).toContain('up to 30 digits');
    expect(about('decimal')).toBe('');
    expect(about('microseconds')).toContain('taken as UTC');
    expect(about('nanoseconds')).toBe('');
    expect(about('time')).toContain('seconds since midnight');
  });

  it('can be chosen otherwise', async () => {
    const at = (name: string): number => result.table.columns.findIndex((column) => column.name === name);
    const chosen = await read(bytesOf('types.parquet'), {
      kinds: {
        [at('int8')]: 'category',
        [at('huge')]: 'number',
        [at('double')]: 'integer',
        [at('yes')]: 'text',
        [at('required')]: 'boolean',
        [at('date')]: 'identifier',
        [at('text')]: 'number',
        [at('int64')]: 'time',
      },
    });
    const named = (name: string): (number | string | boolean | null)[] => cells(chosen.table, name);
    expect(named('int8').slice(0, 4)).toEqual(['-5', '-4', '-3', null]);
    expect(named('huge')[0]).toBe(2 ** 60);
    expect(named('double')).toEqual([null, null, null, null, null, -0, 1e308, null, null, 3]);
    expect(named('yes').slice(0, 4)).toEqual(['true', 'false', 'true', null]);
    expect(named('required').slice(0, 3)).toEqual([false, true, null]);
    expect(named('date')[0]).toBe('1945-05-12T00:00:00.000Z');
    expect(named('text')).toEqual(Array.from({ length: 10 }, () => null));
    expect(named('int64')[1]).toBe(null);
    expect(chosen.kinds[at('int8')]).toBe('category');
  });
});

describe('columns', () => {
  it('of structs are flattened; lists, maps and bytes are left out and listed; names stay texts', async () => {
    const { table, problems, kinds } = await read(bytesOf('nested.parquet'));
    expect(table.columns.map(({ name }) => name)).toEqual([
      '__proto__',
      'a.b',
      'a.c.d',
      'a.b (2)',
      'plain bytes',
      'column 7',
    ]);
    expect(cells(table, '__proto__')).toEqual([1, 2, null]);
    expect(cells(table, 'a.b')).toEqual([1, null, null]);
    expect(cells(table, 'a.c.d')).toEqual(['x', null, null]);
    expect(cells(table, 'a.b (2)')).toEqual([7, 8, 9]);
    expect(cells(table, 'plain bytes')).toEqual(['one', 'two', null]);
    expect(cells(table, 'column 7')).toEqual(['<img src=x>', 'b', 'c']);
    expect(kinds).toHaveLength(6);
    const left = problems
      .filter(({ text }) => text.startsWith('Left out'))
      .map(({ column, text }) => [column, text]);
    expect(left).toEqual([
      ['list', 'Left out, because it holds lists or maps.'],
      ['map', 'Left out, because it holds lists or maps.'],
      ['fixed', 'Left out, because it holds bytes without a meaning.'],
      ['bytes', 'Left out, because it holds bytes that are no text.'],
    ]);
  });

  it('left out do not count for chosen kinds', async () => {
    const { table, kinds } = await read(bytesOf('nested.parquet'), { kinds: { 4: 'text', 5: 'identifier' } });
    expect(kinds.slice(4)).toEqual(['text', 'identifier']);
    expect(table.columns[5]!.name).toBe('column 7');
  });

  it.each(readdirSync(folder).filter((file) => /^(codec-|checksums|encodings).*\.parquet$/.test(file)))(
    'are read from %s',
    async (file) => {
      const { table, kinds } = await read(bytesOf(file));
      for (const name of Object.keys(expected.rows))
        expect(cells(table, name)).toEqual(
          name === 'id' ? expected.rows['id']!.map(String) : expected.rows[name],
        );
      expect(kinds).toEqual(['identifier', 'number', 'category', 'integer']);
    },
  );
});

describe('reading', () => {
  it('reports progress to the end and stops on the signal', async () => {
    const seen: ReadProgress[] = [];
    const blob = new Blob([bytesOf('types.parquet')]);
    const source = { from: 'file', name: 'a.parquet', blob } as const;
    await readParquet(source, {}, { ...quiet(), onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toMatchObject({ rows: 10, doing: 'deciding the kinds of columns' });
    expect(seen.at(-1)!.totalBytes).toBeGreaterThan(1000);
    const controller = new AbortController();
    controller.abort();
    await expect(readParquet(source, {}, { ...quiet(), signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });

  it.each<[string, Uint8Array<ArrayBuffer> | string, RegExp]>([
    ['an empty file', '', /too short/],
    ['a text', 'this is no parquet file', /its end is missing/],
    ['an encrypted file', `PAR1${'\0'.repeat(20)}PARE`, /is encrypted/],
    ['a file without an end', bytesOf('codec-zstd-1.parquet').slice(0, -1), /its end is missing/],
    ['a file without a beginning', bytesOf('codec-zstd-1.parquet').slice(900), /damaged/],
    ['an impossible footer', `PAR1${'\0'.repeat(20)}\xff\xff\xff\x7fPAR1`, /impossible length/],
  ])('refuses %s', async (_, bytes, why) => {
    const content = typeof bytes === 'string' ? new Uint8Array(Buffer.from(bytes, 'latin1')) : bytes;
    await expect(read(content)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(why),
    });
  });

  it('refuses a page with a wrong checksum, naming the column and its rows', async () => {
    const bytes = bytesOf('checksums.parquet');
    // Well inside the packed values of the first column.
    bytes[200]! ^= 1;
    await expect(read(bytes)).rejects.toThrow(
      /the column "id" in rows 1 to 300, a page has a wrong checksum.*Nothing was imported/,
    );
  });
});

describe('mutated files', () => {
  const runs = process.env['FUZZ'] === '1' ? 500 : 60;
  const files = [
    'types',
    'nested',
    'checksums',
    'encodings',
    'codec-zstd-2',
    'codec-gzip-1',
    'codec-brotli-1',
  ]
    .concat('codec-snappy-2', 'codec-lz4-1', 'codec-none-2')
    .map((name) => bytesOf(`${name}.parquet`));
  const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const change = fc.oneof(
    fc.record({ place, bit: fc.nat(7) }),
    fc.record({ place, value: fc.constantFrom(0, 0x7f, 0x80, 0xff) }),
    fc.record({ place, cut: fc.integer({ min: 1, max: 50 }) }),
  );

  it('are refused in words or give a table of the right size, soon', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.boolean(),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async (file, atEnd, changes) => {
          let bytes = file.slice();
          for (const how of changes) {
            // The footer is the smaller and the more delicate part.
            const at = Math.floor((atEnd ? 0.7 + 0.3 * how.place : how.place) * bytes.length);
            if ('bit' in how) bytes[at]! ^= 1 << how.bit;
            else if ('value' in how) bytes[at] = how.value;
            else bytes = new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + how.cut)]);
          }
          const started = performance.now();
          try {
            const { table } = await read(bytes);
            for (const column of table.columns)
              expect((isCategory(column) ? column.codes : column.values).length).toBe(table.rows);
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
            expect(error.code).toBe('bad-file');
          }
          expect(performance.now() - started).toBeLessThan(5000);
        },
      ),
      { numRuns: runs },
    );
  });
});
