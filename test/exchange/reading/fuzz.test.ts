// Random tables out and back, and random text against a second reader of its own making. `npm run fuzz` tries 10,000 each.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestTable } from '../../../src/core/digest.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { FieldKind } from '../../../src/core/schema.ts';
import type { Column, Table } from '../../../src/core/table.ts';
import { writeCsv } from '../../../src/exchange/csv-out.ts';
import { readSource } from '../../../src/exchange/reading/read.ts';
import { missingSpellings } from '../../../src/exchange/reading/spellings.ts';
import type { Dialect, ReadOptions, ReadResult } from '../../../src/exchange/reading/types.ts';
import { cellsOf, quiet, type Cell } from './reading.ts';

const numRuns = process.env['FUZZ'] === '1' ? 10_000 : 200;

const readText = (text: string, options: ReadOptions, name = 'file.csv'): Promise<ReadResult> =>
  readSource({ from: 'file', name, blob: new Blob([text]) }, options, quiet());

/** Null when the text is refused. Any other failure fails the test. */
async function readOrRefuse(text: string, options: ReadOptions, name?: string): Promise<ReadResult | null> {
  try {
    return await readText(text, options, name);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('bad-file');
    return null;
  }
}

const oddTexts = [
  ...[
    '',
    ' ',
    'a',
    'b c',
    ' a ',
    ',',
    ';',
    '\t',
    '|',
    '"',
    '""',
    "'",
    "'a'",
    '"a,b"',
    '\n',
    '\r',
    '\r\n',
    'x\ny',
  ],
  ...[
    'NA',
    'NaN',
    'nan',
    'null',
    'None',
    '-',
    '?',
    'inf',
    '1',
    '-0',
    '1.5',
    '1,5',
    '1,234',
    '1.234',
    '1,234,567',
  ],
  ...[
    '1.234.567,5',
    '1 234',
    '007',
    '1e5',
    '1e999',
    '0x1F',
    '1_000',
    '12345678901234567890',
    'true',
    'No',
    't',
    'F',
  ],
  ...[
    '2021-01-02',
    '2021-01-02T03:04:05Z',
    '3/4/2021',
    '13.4.2021',
    '=1+1',
    '@x',
    '<b>',
    '\u202e',
    '\u200b',
    'é',
    '𝒳',
  ],
  ...[
    '__proto__',
    'constructor',
    'sep=;',
    '\ufeff',
    '\ufeffx',
    '\u0085',
    '\u2028',
    '\u00a0',
    '#',
    '\\',
    '\\"',
    '[1]',
    '{"a":1}',
  ],
];
const text = fc.oneof(
  fc.constantFrom(...oddTexts),
  fc.string({ unit: fc.constantFrom(...'a1é, ;"\'\n\r\t.-'), maxLength: 6 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const number = fc.oneof(
  fc.double({ noDefaultInfinity: true }),
  fc.integer(),
  fc.constantFrom(NaN, -0, 0, 1e15, 1e16, 2 ** 53, 1e21, 5e-324, 0.1),
);

const cellsOfKind = (rows: number): fc.Arbitrary<Omit<Column, 'name'>> => {
  const values = (kind: 'number' | 'integer' | 'boolean' | 'time', each: fc.Arbitrary<number>) =>
    fc
      .array(each, { minLength: rows, maxLength: rows })
      .map((all) => ({ kind, values: Float64Array.from(all) }));
  const missing = (each: fc.Arbitrary<number>): fc.Arbitrary<number> =>
    fc.oneof({ weight: 4, arbitrary: each }, fc.constant(NaN));
  return fc.oneof(
    values('number', number),
    values(
      'integer',
      missing(fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.constantFrom(-0, 1e21, 2 ** 60))),
    ),
    fc.nat(1e6).map((from) => ({
      kind: 'integer' as const,
      values: Float64Array.from({ length: rows }, (_, i) => from + i),
    })),
    values('boolean', missing(fc.constantFrom(0, 1))),
    values('time', missing(fc.integer({ min: -8.64e15, max: 8.64e15 }))),
    values('time', missing(fc.integer({ min: -1e5, max: 1e5 }).map((day) => day * 86_400_000))),
    fc.array(fc.option(text), { minLength: rows, maxLength: rows }).map((cells) => {
      const levels = [...new Set(cells.filter((cell) => cell !== null))];
      return {
        kind: 'category' as const,
        levels,
        codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : levels.indexOf(cell))),
      };
    }),
  );
};

// Half a surrogate pair cannot be written in UTF-8.
const wellFormed = (each: string): boolean =>
  new TextDecoder().decode(new TextEncoder().encode(each)) === each.replace(/^\ufeff/, '');

const tables: fc.Arbitrary<Table> = fc.integer({ min: 1, max: 14 }).chain((rows) =>
  fc
    .array(fc.tuple(fc.oneof(text, fc.constantFrom('id', 'x', 'row')), cellsOfKind(rows)), {
      minLength: 1,
      maxLength: 6,
    })
    .map((drawn) => {
      const names = new Set<string>();
      const columns = drawn.flatMap(([name, cells]) => {
        if (name === '' || names.has(name) || !wellFormed(name)) return [];
        names.add(name);
        return [{ ...cells, name } as Column];
      });
      return { rows, columns: columns.length > 0 ? columns : [{ ...drawn[0]![1], name: 'x' } as Column] };
    }),
);

const dialects = fc.constantFrom<[string, '.' | ',']>(
  [',', '.'],
  [';', '.'],
  [';', ','],
  ['\t', '.'],
  ['|', ','],
);

describe('what is written comes back', () => {
  test('as the same table, with the dialect given', () =>
    fc.assert(
      fc.asyncProperty(tables, dialects, async (table, [delimiter, decimal]) => {
        const dialect: Partial<Dialect> = { encoding: 'utf-8', delimiter, quote: '"', header: true, decimal };
        const written = [...writeCsv(table, { delimiter, decimal, forSpreadsheets: false })].join('');
        const { table: back } = await readText(written, { dialect });
        expect(back.columns.map(({ name, kind }) => [name, kind])).toEqual(
          table.columns.map(({ name, kind }) => [name, kind]),
        );
        expect(await digestTable(back)).toBe(await digestTable(table));
      }),
      { numRuns },
    ));

  test('and with the dialect guessed it is the same table, or a guess is unsure', () =>
    fc.assert(
      fc.asyncProperty(tables, dialects, async (table, [delimiter, decimal]) => {
        const written = [...writeCsv(table, { delimiter, decimal, forSpreadsheets: false })].join('');
        const result = await readOrRefuse(written, {});
        if (result === null || result.guesses.some(({ sure }) => !sure)) return;
        expect(await digestTable(result.table)).toBe(await digestTable(table));
      }),
      { numRuns },
    ));
});

/** RFC 4180 with the rules of tokenizer.ts, by patterns. Null: refused. */
function oracle(input: string, delimiter: string): string[][] | null {
  const d = delimiter === '|' ? '\\|' : delimiter;
  const quoted = new RegExp(` *"((?:[^"]|"")*)" *(?=${d}|\\r|\\n|$)`, 'y');
  const bare = new RegExp(`[^${d}\\r\\n]*`, 'y');
  const rows: string[][] = [[]];
  let at = 0;
  while (at < input.length || rows.at(-1)!.length > 0) {
    quoted.lastIndex = bare.lastIndex = at;
    const inQuotes = quoted.exec(input);
    const cell = inQuotes ?? bare.exec(input)!;
    if (!inQuotes && /^ *"/.test(cell[0])) return null;
    rows.at(-1)!.push(inQuotes ? `"${inQuotes[1]!.replaceAll('""', '"')}` : cell[0].replace(/^ +| +$/g, ''));
    at += cell[0].length;
    if (input[at] === delimiter) {
      at++;
      continue;
    }
    const end = /\r\n|\r|\n/y;
    end.lastIndex = at;
    at += end.exec(input)?.[0].length ?? 0;
    rows.push([]);
  }
  rows.pop();
  // A quote before the text marks a cell in quotes from here on.
  const isFilled = (row: string[]): boolean => row.length > 1 || row[0] !== '';
  // An empty line among those of the only column is a missing cell.
  const single = rows.find(isFilled)?.length === 1;
  const filled = single
    ? rows.slice(rows.findIndex(isFilled), rows.findLastIndex(isFilled) + 1)
    : rows.filter(isFilled);
  const width = filled[0]?.length ?? 0;
  const cut = filled.map((row) =>
    row.length === width + 1 && /^"?$/.test(row[width]!) ? row.slice(0, width) : row,
  );
  if (cut.length === 0 || cut.some((row) => row.length !== width)) return null;
  const lastEmpty = width > 1 && cut.every((row) => row[width - 1] === '');
  return lastEmpty ? cut.map((row) => row.slice(0, -1)) : cut;
}

const kindsOf = (kind: FieldKind): Record<number, FieldKind> =>
  Object.fromEntries(Array.from({ length: 40 }, (_, i) => [i, kind]));

describe('random text', () => {
  test('is read as the patterns say, or refused where they do', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: fc.constantFrom(...'ab1 ,,"\n\n\r;'), maxLength: 40 }),
          fc
            .array(fc.constantFrom('a', ',', '"', '""', '",', ',"', '"\n', '\n', '\r\n', ' ', '"x"', ',b'), {
              maxLength: 24,
            })
            .map((parts) => parts.join('')),
        ),
        fc.constantFrom(',', ';'),
        async (input, delimiter) => {
          const dialect: Partial<Dialect> = {
            encoding: 'utf-8',
            delimiter,
            quote: '"',
            header: false,
            decimal: '.',
          };
          const result = await readOrRefuse(input, { dialect, kinds: kindsOf('text') });
          const rows = oracle(input, delimiter);
          // Words in quotes show the habit of quoting, and then empty cells in quotes are missing.
          const texts = rows?.flat() ?? [];
          const habit = texts.some(
            (cell) => /^"(?! )[^",;\n\r]*[^" ,;\n\r]$/.test(cell) && !/^"(\d+)$/.test(cell),
          );
          const expected = rows?.map((row) =>
            row.map((cell): Cell => {
              if (cell === '' || (cell === '"' && habit)) return null;
              return cell.replace(/^"/, '');
            }),
          );
          const columns = result?.table.columns.map(cellsOf);
          expect(columns && columns[0]!.map((_, row) => columns.map((column) => column[row]))).toEqual(
            expected ?? undefined,
          );
        },
      ),
      { numRuns },
    ));

  test('never fails in another way, guessed or not', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: fc.constantFrom(...'ab1é ,;"\'\n\r\t|.-/:[]{}'), maxLength: 60 }),
          fc.array(fc.oneof(text, fc.constantFrom(',', '\n', ';', '"'))).map((parts) => parts.join('')),
          fc.uint8Array({ maxLength: 40 }).map((bytes) => new TextDecoder('latin1').decode(bytes)),
        ),
        fc.constantFrom('x.csv', 'x.json', 'x.jsonl', 'x'),
        fc.constantFrom<ReadOptions>({}, { ragged: 'fill' }, { ragged: 'drop', kinds: kindsOf('number') }),
        async (input, name, options) => {
          const result = await readOrRefuse(input, options, name);
          if (!result) return;
          const { table, kinds } = result;
          expect(table.rows).toBeGreaterThan(0);
          expect(kinds).toHaveLength(table.columns.length);
          expect(new Set(table.columns.map((column) => column.name)).size).toBe(table.columns.length);
          for (const column of table.columns) expect(cellsOf(column)).toHaveLength(table.rows);
        },
      ),
      { numRuns },
    ));

  test('bytes of any kind never fail in another way', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (bytes) => {
        try {
          await readSource({ from: 'file', name: 'x', blob: new Blob([bytes.slice()]) }, {}, quiet());
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect((error as AppError).code).toBe('bad-file');
        }
      }),
      { numRuns },
    ));

  test('the kind of a random column follows from its cells', () =>
    fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (cells) => {
        // Out of habit, so that quotes mean nothing.
        const written = `"x","word"\n${cells.map((cell) => `"${cell.replaceAll('"', '""')}","w"\n`).join('')}`;
        const dialect: Partial<Dialect> = {
          encoding: 'utf-8',
          delimiter: ',',
          quote: '"',
          header: true,
          decimal: '.',
        };
        const { table } = await readText(written, { dialect });
        const present = cells.filter((cell) => !missingSpellings.has(cell));
        const plainNumber = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$|^[+-]?inf(?:inity)?$/i;
        const allNumbers =
          present.length > 0 &&
          present.every((cell) => plainNumber.test(cell) && !/^[+-]?\d{16,}$/.test(cell));
        const column = table.columns[0]!;
        if (allNumbers) {
          expect(['number', 'integer']).toContain(column.kind);
          expect(cellsOf(column)).toEqual(
            cells.map((cell) =>
              missingSpellings.has(cell) || !Number.isFinite(Number(cell)) ? null : Number(cell),
            ),
          );
        } else if (column.kind === 'category') {
          expect(cellsOf(column)).toEqual(cells.map((cell) => (missingSpellings.has(cell) ? null : cell)));
        } else
          expect(
            present.every(
              (cell) => /\d/.test(cell) || /^(true|false|yes|no|t|f|y|n|[+-]?inf(inity)?)$/i.test(cell),
            ),
          ).toBe(true);
      }),
      { numRuns },
    ));
});

describe('damaged JSON', () => {
  const mutated = fc
    .tuple(
      fc.array(fc.dictionary(text, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.boolean(),
      fc.nat(),
      fc.constantFrom('', ',', '}', '[', '"', 'x', '\n', '1', '\\'),
    )
    .map(([records, lines, at, inserted]) => {
      const whole = lines ? records.map((each) => JSON.stringify(each)).join('\n') : JSON.stringify(records);
      const cut = at % (whole.length + 1);
      return {
        whole,
        lines,
        broken: whole.slice(0, cut) + inserted + whole.slice(cut + (inserted === '' ? 1 : 0)),
      };
    });

  test('is read or refused with its line, and what JSON.parse reads is never refused for its syntax', () =>
    fc.assert(
      fc.asyncProperty(mutated, async ({ whole, broken, lines }) => {
        const name = lines ? 'x.jsonl' : 'x.json';
        await readOrRefuse(whole, {}, name);
        await readOrRefuse(broken, {}, name);
        if (lines) return;
        try {
          JSON.parse(broken);
        } catch {
          // A cut first line may make JSON lines of it; both refuse.
          expect(await readOrRefuse(broken, {}, name)).toBeNull();
        }
      }),
      { numRuns },
    ));
});
