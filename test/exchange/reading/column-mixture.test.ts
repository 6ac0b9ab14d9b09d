// Columns that nearly are numbers or dates: which cells are told, and what the offered remedy does.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadOptions, ReadResult } from '../../../src/exchange/reading/types.ts';
import { cellsOf, plain, read, told } from './reading.ts';

const tabs = { ...plain, delimiter: '\t' };
/** One column, tabs around so that commas need no quotes. */
const column = (cells: readonly string[], options: ReadOptions = { dialect: tabs }): Promise<ReadResult> =>
  read(`x\tother\n${cells.map((cell) => `${cell}\tw\n`).join('')}`, options);

const toldOf = async (cells: readonly string[]): Promise<string[]> => told(await column(cells));

describe('a column that nearly is numbers', () => {
  const many = Array.from({ length: 60 }, (_, i) => String(i * 3));

  test.each<[string, string[], unknown]>([
    [
      'one word',
      [...many, 'soon'],
      { column: 0, kind: 'integer', text: 'Read it as a number: 1 cell becomes missing' },
    ],
    [
      'two words',
      [...many, 'soon', '0.5', 'later'],
      { column: 0, kind: 'number', text: 'Read it as a number: 2 cells become missing' },
    ],
    ['too many words', [...many, 'a', 'b', 'c', 'd'], null],
    ['too few numbers', ['1', '2', '3', 'x'], null],
    [
      'dates',
      [...many.map((_, i) => new Date(i * 864e5).toISOString().slice(0, 10)), 'soon'],
      { column: 0, kind: 'time', text: 'Read it as a time: 1 cell becomes missing' },
    ],
    [
      'a sign that one lacks',
      [...many.map((each) => `$${each}`), '5'],
      { column: 0, kind: 'integer', text: 'Read it as a number: no cell is lost' },
    ],
    [
      'a sign, and a word',
      [...many.map((each) => `${each} kg`), 'much'],
      { column: 0, kind: 'integer', text: 'Read it as a number: 1 cell becomes missing' },
    ],
  ])('%s', async (_, cells, remedy) => {
    const result = await column(cells);
    expect(result.kinds[0]).toBe('category');
    expect(cellsOf(result.table.columns[0]!)).toEqual(cells);
    expect(result.problems[0]).toMatchObject({ severity: 'warning', column: 'x', remedy });
    expect(result.problems[0]!.text).toMatch(/^Read as texts, because/);
  });

  test('tells which cells lack the sign of the others', async () => {
    expect(await toldOf(['$5', '7', '$9'])).toEqual([
      'warning 3 x ×1: Read as texts, because 1 of 3 numbers is without the sign "$" of the others: "7" in line 3.',
    ]);
  });

  test('tells the cells that carry a sign among plain numbers', async () => {
    expect(await toldOf(['5', '7', '9 kg'])).toEqual([
      'warning 4 x ×1: Read as texts, because 1 of 3 cells are no plain numbers: "9 kg" in line 4.',
    ]);
    expect(await toldOf(['5', '7', '9', '10', '$9', 'x'])).toEqual([
      'warning 6 x ×2: Read as texts, because 2 of 6 cells are no numbers: "$9" in line 6, "x" in line 7.',
    ]);
  });

  test('has nothing to say of codes', async () => {
    expect(await toldOf(['12A', '14A', '15A', '13B'])).toEqual([]);
  });

  test('names the column by its number, in JSON too', async () => {
    const rows = [...many, 'soon'].map((x) => ({ other: 'w', x }));
    const result = await read(JSON.stringify(rows), {}, 'file.json');
    expect(result.problems[0]?.remedy).toMatchObject({ column: 1, kind: 'integer' });
  });

  test('the remedy loses as many cells as it says, and no other', async () => {
    const odd = fc.constantFrom('soon', 'n.b.', '007', '5 kg', '$3', '2021-01-02', '1,5');
    const number = fc.integer({ min: -99999, max: 99999 }).map((n) => String(n / 4));
    await fc.assert(
      fc.asyncProperty(
        fc.array(number, { minLength: 20, maxLength: 80 }),
        fc.array(fc.tuple(odd, fc.nat(100)), { minLength: 1, maxLength: 4 }),
        async (numbers, others) => {
          const cells = [...numbers];
          for (const [text, at] of others) cells.splice(at % cells.length, 0, text);
          const before = await column(cells);
          const problem = before.problems.find(({ remedy }) => remedy !== null);
          if (!problem?.remedy) {
            expect(others.length / cells.length).toBeGreaterThan(0.05);
            return;
          }
          const { column: index, kind, text } = problem.remedy;
          const after = await column(cells, { dialect: tabs, kinds: { [index]: kind } });
          expect(after.kinds[0]).toBe(kind);
          const read = cellsOf(after.table.columns[0]!);
          const lost = read.filter((cell) => cell === null).length;
          expect(text).toBe(
            `Read it as a number: ${lost === 0 ? 'no cell is lost' : lost === 1 ? '1 cell becomes missing' : `${lost} cells become missing`}`,
          );
          cells.forEach((cell, i) => {
            if (numbers.includes(cell)) expect(read[i]).toBe(Number(cell));
          });
        },
      ),
    );
  });
});
