import { describe, expect, test } from 'vitest';
import { digestTable } from '../../src/core/digest.ts';
import type { Column, Table } from '../../src/core/table.ts';
import { formulaCells, writeCsv } from '../../src/exchange/csv-out.ts';
import { plain, read } from './reading/reading.ts';

const numbers = (kind: 'number' | 'integer' | 'boolean' | 'time', ...values: number[]): Column => ({
  name: 'x',
  kind,
  values: Float64Array.from(values),
});
/** Null is missing. */
const texts = (...cells: (string | null)[]): Column => {
  const levels = [...new Set(cells.filter((cell) => cell !== null))];
  const codes = Int32Array.from(cells, (cell) => (cell === null ? -1 : levels.indexOf(cell)));
  return { name: 'x', kind: 'category', codes, levels };
};
const table = (...columns: Column[]): Table => ({
  rows: 'codes' in columns[0]! ? columns[0].codes.length : columns[0]!.values.length,
  columns: columns.map((column, i) => ({ ...column, name: `${column.name}${i || ''}` })),
});
const written = (what: Table, options: Partial<Parameters<typeof writeCsv>[1]> = {}): string =>
  [...writeCsv(what, { forSpreadsheets: false, ...options })].join('');
const cells = (column: Column, options: Partial<Parameters<typeof writeCsv>[1]> = {}): string[] =>
  written(table(column), options).split('\r\n').slice(1, -1);

async function comesBack(what: Table): Promise<void> {
  for (const [delimiter, decimal] of [
    [',', '.'],
    [';', ','],
    ['\t', '.'],
  ] as const) {
    const text = written(what, { delimiter, decimal });
    const result = await read(text, { dialect: { ...plain, delimiter, decimal } });
    expect(result.table.columns.map(({ name, kind }) => [name, kind])).toEqual(
      what.columns.map(({ name, kind }) => [name, kind]),
    );
    expect(await digestTable(result.table)).toBe(await digestTable(what));
  }
}

describe('writing', () => {
  test('quotes what the format demands, and texts that would be something else', () => {
    const plainTexts = texts('a', 'b c', '007', 'é', "it's");
    expect(written(table(plainTexts, plainTexts))).toBe(
      "x,x1\r\na,a\r\nb c,b c\r\n007,007\r\né,é\r\nit's,it's\r\n",
    );
    expect(cells(texts('a,b', 'say "hi"', 'a\nb', ' a', 'a '))).toEqual([
      '"a,b"',
      '"say ""hi"""',
      '"a\nb"',
      '" a"',
      '"a "',
    ]);
    expect(cells(texts('1', '1,5', 'NA', '', 'true', '2021-01-02', '3/4/2021', 'inf', '-'))).toEqual(
      ['1', '1,5', 'NA', '', 'true', '2021-01-02', '3/4/2021', 'inf', '-'].map((text) => `"${text}"`),
    );
  });

  test('numbers with all their digits and no more', () => {
    const values = [0.1, -0, 1e21, 1e-7, 1234567890123456, 5e-324, NaN, 3];
    expect(cells(numbers('number', ...values))).toEqual([
      ...['0.1', '-0', '1e+21', '1e-7', '1.234567890123456e+15', '5e-324', 'NA', '3'],
    ]);
    expect(cells(numbers('number', 1, 2e20, 1e21))).toEqual(['1.0', '2.0e+20', '1.0e+21']);
    expect(cells(numbers('integer', 1, -0, 1234567890123456, 1e21))).toEqual([
      ...['1', '-0', '1234567890123456e0', '1e21'],
    ]);
    expect(cells(numbers('number', 1.5, 2), { decimal: ',', delimiter: ';' })).toEqual(['1,5', '2']);
    expect(cells(numbers('boolean', 1, 0, NaN))).toEqual(['true', 'false', 'NA']);
  });

  test('times as dates, seconds or parts of them', () => {
    expect(cells(numbers('time', 0, 86_400_000))).toEqual(['1970-01-01', '1970-01-02']);
    expect(cells(numbers('time', 0, 1000))).toEqual(['1970-01-01T00:00:00Z', '1970-01-01T00:00:01Z']);
    expect(cells(numbers('time', 1, -1.5))).toEqual([
      '1970-01-01T00:00:00.001Z',
      '1969-12-31T23:59:59.9985Z',
    ]);
  });

  test('many rows come in pieces', () => {
    const long = table(numbers('integer', ...Array.from({ length: 50_000 }, (_, i) => -i)));
    const pieces = [...writeCsv(long, { forSpreadsheets: false })];
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('').split('\r\n')).toHaveLength(50_002);
  });

  test('refuses what no file can hold', () => {
    const one = table(texts('a'));
    expect(() => writeCsv(one, { delimiter: ',', decimal: ',', forSpreadsheets: false })).toThrow(
      /must differ/,
    );
    expect(() => writeCsv(one, { delimiter: '::', forSpreadsheets: false })).toThrow(/one sign/);
    expect(() => writeCsv({ rows: 0, columns: [] }, { forSpreadsheets: false })).toThrow(/no columns/);
    expect(() => written(table(numbers('time', 9e15)))).toThrow(/beyond the calendar/);
  });
});

describe('C39: formulas in spreadsheets', () => {
  const dangerous = table(
    texts('=1+1', '+x', '-x', '@a', '\tx', '\rx', 'a=b', '-3.5', null),
    numbers('number', -3.5, 1, 2, 3, 4, 5, 6, 7, 8),
  );

  test('are neutralised by choice, numbers never', () => {
    const rows = written(dangerous, { forSpreadsheets: true }).split('\r\n').slice(1, -1);
    expect(rows).toEqual([
      ...["'=1+1,-3.5", "'+x,1", "'-x,2", "'@a,3", `"'\tx",4`, `"'\rx",5`, 'a=b,6', "'-3.5,7", ',8'],
    ]);
    expect(
      written(
        { ...dangerous, columns: [{ ...dangerous.columns[0]!, name: '=x' }] },
        { forSpreadsheets: true },
      ),
    ).toMatch(/^'=x\r\n/);
  });

  test('are counted for the warning, and written as they are otherwise', async () => {
    expect(formulaCells(dangerous)).toBe(7);
    expect(formulaCells({ rows: 1, columns: [{ ...numbers('number', -1), name: '@x' }] })).toBe(1);
    await comesBack(dangerous);
  });
});

describe('what is written comes back', () => {
  const ascending = Array.from({ length: 20 }, (_, i) => i + 1);
  test.each<[string, Column]>([
    ['numbers', numbers('number', 0.1, 1e300, -5e-324, NaN, -0)],
    ['numbers that are whole', numbers('number', 1, 2, 3e20)],
    ['whole numbers', numbers('integer', 1, NaN, -0, 2 ** 53, 1e21, -(2 ** 60))],
    ['yes and no', numbers('boolean', 1, 0, NaN)],
    ['days', numbers('time', 0, NaN, -86_400_000 * 1e6)],
    ['parts of milliseconds', numbers('time', 1.6e12 + 2 ** -12, 2 ** -40, -1.6e12 - 2 ** -12, 8.64e15)],
    ['texts', texts('a', null, '', 'a,b', 'say "hi"\r\n', ' ', 'é', '\ufeff')],
    ['texts like numbers', texts('1', '2', null)],
    ['texts like missing cells', texts('NA', null, '-', 'NaN')],
    ['empty texts only', texts('', '', null)],
    ['texts like dates', texts('2021-01-02', '1/2/2021', null)],
    ['texts like yes and no', texts('true', 'false')],
    ['texts with marks of thousands', texts('1,234,567', '2,345,678')],
    ['texts with decimal commas', texts('1,5', '2,5')],
    ['texts with quotes at their beginning', texts('"a', "'a'", '""')],
    ['row numbers kept as numbers', { ...numbers('integer', ...ascending), name: 'id' }],
    ['row numbers kept as texts', { ...texts(...ascending.map(String)), name: 'id' }],
    ['nothing, as numbers', numbers('number', NaN, NaN)],
    ['nothing, as whole numbers', numbers('integer', NaN, NaN)],
    ['nothing, as times', numbers('time', NaN, NaN)],
    ['nothing, as yes and no', numbers('boolean', NaN, NaN)],
    ['nothing, as texts', texts(null, null)],
  ])('%s, alone and beside others', async (_, column) => {
    await comesBack(table(column));
    await comesBack(table(column, column, column));
  });

  test.each([
    '1"',
    "1'",
    '$1"',
    '1,234',
    '1,234 kg',
    '$1,234',
    '€ 1;5',
    '1;5',
    '12 %',
    '-1,5',
    '1\t2',
    ' 1',
    '1,5\n',
  ])('a text that looks like an amount, whether the format demands quotes or not: %j', async (text) => {
    await comesBack(table(texts(text)));
    await comesBack(table(texts(text, text, null), numbers('number', 0.5, 1.5, 2.5)));
  });

  test('names of any kind', async () => {
    const names = [
      '__proto__',
      '1',
      '',
      'NA',
      'sep=x',
      ' a',
      'a ',
      'a,b',
      '"',
      '\n',
      '\u200b',
      '<b>',
      '\ufeffx',
    ].filter(Boolean);
    await comesBack({ rows: 2, columns: names.map((name) => ({ ...numbers('number', 1.5, 2), name })) });
    for (const name of ['sep=;', '\ufeffx', '1', 'true'])
      await comesBack({ rows: 2, columns: [{ ...texts('a', 'b'), name }] });
  });
});
