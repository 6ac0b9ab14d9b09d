// Numbers with a sign or unit, and columns that nearly are numbers: nothing is read otherwise without a word of it.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Table } from '../../../src/core/table.ts';
import { writeCsv } from '../../../src/exchange/csv-out.ts';
import type { ReadOptions, ReadResult } from '../../../src/exchange/reading/types.ts';
import { cellsOf, guess, plain, read, told, type Cell } from './reading.ts';

const tabs = { ...plain, delimiter: '\t' };
/** One column, tabs around so that commas need no quotes. */
const column = (cells: readonly string[], options: ReadOptions = { dialect: tabs }): Promise<ReadResult> =>
  read(`x\tother\n${cells.map((cell) => `${cell}\tw\n`).join('')}`, options);

const shown = async (cells: readonly string[]): Promise<[string, Cell[], string[]]> => {
  const result = await column(cells);
  return [result.kinds[0]!, cellsOf(result.table.columns[0]!), told(result)];
};

describe('a sign or unit that all cells share', () => {
  test.each<[string, string[], string, number[], string]>([
    [
      'dollars',
      ['$13.50', '$7', '-$2', '$-1'],
      'number',
      [13.5, 7, -2, -1],
      'The sign "$" was dropped in 4 cells: "$13.50" is read as 13.5.',
    ],
    [
      'a per cent sign',
      ['12 %', '7%', '-3.5 %'],
      'number',
      [12, 7, -3.5],
      'The sign "%" was dropped in 3 cells: "12 %" is read as 12, not as 0.12.',
    ],
    [
      'a unit',
      ['3.5 kg', '12kg'],
      'number',
      [3.5, 12],
      'The sign "kg" was dropped in 2 cells: "3.5 kg" is read as 3.5.',
    ],
    [
      'square metres',
      ['85 m2', '120 m2'],
      'integer',
      [85, 120],
      'The sign "m2" was dropped in 2 cells: "85 m2" is read as 85.',
    ],
    [
      'a currency by name',
      ["CHF 1'200", 'CHF 80'],
      'integer',
      [1200, 80],
      `The sign "CHF" was dropped in 2 cells: "CHF 1'200" is read as 1200.`,
    ],
    [
      'thousands',
      ['€ 1,200.50', '€ 12'],
      'number',
      [1200.5, 12],
      'The sign "€" was dropped in 2 cells: "€ 1,200.50" is read as 1200.5.',
    ],
    [
      'brackets',
      ['12.00', '(12.50)'],
      'number',
      [12, -12.5],
      'Numbers in brackets were read as negative in 1 cell: "(12.50)" is read as -12.5.',
    ],
    ['one text', ['5 °C'], 'integer', [5], 'The sign "°C" was dropped in 1 cell: "5 °C" is read as 5.'],
    [
      'both sides',
      ['$1.5M', '$2M'],
      'number',
      [1.5, 2],
      'The signs "$" and "M" were dropped in 2 cells: "$1.5M" is read as 1.5.',
    ],
  ])('%s', async (_, cells, kind, values, text) => {
    const [readKind, readValues, said] = await shown(cells);
    expect([readKind, readValues]).toEqual([kind, values]);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^note /);
    expect(said[0]).toContain(text);
  });

  test('nothing per cent is nothing', async () => {
    expect((await shown(['0 %', '5 %']))[2]).toEqual([
      'note 2 x ×2: The sign "%" was dropped in 2 cells: "0 %" is read as 0.',
    ]);
  });

  test('money in brackets tells both', async () => {
    const [, values, said] = await shown(['($5.00)', '$3.00', '', 'NA']);
    expect(values).toEqual([-5, 3, null, null]);
    expect(said).toHaveLength(3);
    expect(said.join('\n')).toMatch(
      /"\$" was dropped in 2 cells[^]*in brackets were read as negative in 1 cell/,
    );
  });

  test.each<[string, string[]]>([
    ['codes', ['A1', 'A2', 'B3']],
    ['one letter before', ['Q1', 'Q2', 'Q3']],
    ['numbers of things', ['#1', '#2']],
    ['comparisons', ['<5 %', '<7 %']],
    ['ranges', ['5-10 %', '10-20 %']],
    ['ordinals', ['1st', '2nd', '3rd']],
    ['leading zeros', ['$007', '$012']],
    ['long numbers', ['1234567890123456 kg', '1234567890123457 kg']],
    ['a word of five letters', ['5 miles', '6 miles']],
    ['half a bracket', ['(5', '(6']],
    ['times', ['10:30', '11:30']],
    ['infinite', ['$inf', '$inf']],
    ['different signs of letters', ['12A', '13B', '14C']],
  ])('texts stay texts: %s', async (_, cells) => {
    const [kind, values] = await shown(cells);
    expect(['category', 'identifier', 'text']).toContain(kind);
    expect(values).toEqual(cells);
  });

  test('an open decimal mark is asked for, as in bare numbers', async () => {
    const open = await column(['$1,234', '$500'], { dialect: { ...tabs, decimal: undefined } });
    expect([open.kinds[0], told(open)[0]]).toEqual([
      'category',
      expect.stringMatching(/^warning .*thousands or decimals, such as "\$1,234"/),
    ]);
    const [kind, , said] = await shown(['1.200,50 €', '7,25 €']);
    expect([kind, said[0]]).toEqual([
      'category',
      expect.stringMatching(/another decimal mark, such as "1.200,50 €"/),
    ]);
  });

  test('decimal mark and header of a whole file are guessed from such cells', async () => {
    const result = await read('Ware;Preis\nBrot;€ 1.200,00\nWein;€ 3,50\nSalz;-€ 0,75\n');
    expect(guess(result, 'decimal').value).toBe(',');
    expect(guess(result, 'header')).toMatchObject({ value: 'true', sure: true });
    expect(result.kinds[1]).toBe('number');
    expect(cellsOf(result.table.columns[1]!)).toEqual([1200, 3.5, -0.75]);
    const bare = await read('5 kg;a\n6 kg;b\n7 kg;c\n');
    expect([guess(bare, 'header').value, cellsOf(bare.table.columns[0]!)]).toEqual(['false', [5, 6, 7]]);
    const times = await read('0h;6h\n1.5;2\n3;4\n');
    expect([guess(times, 'header').value, times.table.columns.map(({ name }) => name)]).toEqual([
      'true',
      ['0h', '6h'],
    ]);
  });

  test('holds for long columns, which are kept as numbers, and gives way to a cell that does not fit', async () => {
    const long = Array.from({ length: 12_000 }, (_, i) => `$${i}.25`);
    const all = await column(long);
    expect([all.kinds[0], cellsOf(all.table.columns[0]!).at(-1)]).toEqual(['number', 11_999.25]);
    expect(told(all)[0]).toContain('"$" was dropped in 12,000 cells');
    const spoilt = await column([...long, 'n.b.']);
    expect(cellsOf(spoilt.table.columns[0]!)).toEqual([...long, 'n.b.']);
    expect(told(spoilt)[0]).toMatch(/1 of 12,001 cells are no numbers: "n.b." in line 12002/);
  });

  const amount = fc.integer({ min: -9_999_999, max: 9_999_999 }).map((cents) => cents / 100);
  const sign = fc.constantFrom(
    ['$', ''],
    ['€ ', ''],
    ['US$', ''],
    ['CHF ', ''],
    ['', ' €'],
    ['', '%'],
    ['', ' %'],
    ['', ' kg'],
    ['', 'km/h'],
    ['', '°C'],
    ['', '\u00a0€'],
    ['£', 'k'],
  );

  test('reads every amount, however it is written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(amount, { minLength: 1, maxLength: 20 }),
        sign,
        fc.constantFrom('.', ','),
        fc.constantFrom('', "'", ' ', '\u202f', 'other'),
        fc.boolean(),
        async (amounts, [before, after], decimal, thousands, brackets) => {
          const mark = thousands === 'other' ? (decimal === '.' ? ',' : '.') : thousands;
          const spell = (value: number): string => {
            const [whole, part] = Math.abs(value).toFixed(2).split('.') as [string, string];
            const text = `${before}${whole.replace(/\B(?=(\d{3})+$)/g, mark)}${decimal}${part}${after}`;
            return value >= 0 ? text : brackets ? `(${text})` : `-${text}`;
          };
          const result = await column(amounts.map(spell), {
            dialect: { ...tabs, decimal: decimal as '.' | ',' },
          });
          expect(result.kinds[0]).toBe('number');
          expect(cellsOf(result.table.columns[0]!).map((cell) => Number(cell) + 0)).toEqual(
            amounts.map((value) => value + 0),
          );
          expect(told(result)[0]).toMatch(/^note .*dropped in/);
        },
      ),
    );
  });

  test('texts that look so come back from a file as the texts they were', async () => {
    const cell = fc.oneof(
      fc.tuple(sign, fc.nat(2000)).map(([[before, after], n]) => `${before}${n}${after}`),
      fc.nat(99).map((n) => `(${n})`),
      fc.constantFrom('$1,234.5', '1.234,5 €', '5', 'x'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 8 }), async (cells) => {
        const levels = [...new Set(cells)];
        const codes = Int32Array.from(cells, (each) => levels.indexOf(each));
        const table: Table = {
          rows: cells.length,
          columns: [{ name: 'x', kind: 'category', codes, levels }],
        };
        const text = [...writeCsv(table, { forSpreadsheets: false })].join('');
        const back = await read(text, { dialect: plain });
        expect(cellsOf(back.table.columns[0]!)).toEqual(cells);
      }),
    );
  });

  test('a chosen number takes cells with the sign and without', async () => {
    const result = await column(['$5', '7', '€3', '$1,000'], { dialect: tabs, kinds: { 0: 'number' } });
    expect(cellsOf(result.table.columns[0]!)).toEqual([5, 7, null, 1000]);
    expect(told(result)).toEqual([
      'warning 4 x ×1: Not of the chosen kind number ("€3"): count as missing.',
      'note 2 x ×2: The sign "$" was dropped in 2 cells: "$5" is read as 5.',
    ]);
  });
});
