// Words that are no values. The words of an answer stay what the person knows it by; only true and false are booleans.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classesOf, truthOf } from '../../../src/core/target.ts';
import { writeCsv } from '../../../src/exchange/csv-out.ts';
import { cellsOf, plain, read } from './reading.ts';

const pairs = [
  ['no', 'yes'],
  ['f', 't'],
  ['n', 'y'],
  ['nein', 'ja'],
  ['non', 'oui'],
  ['off', 'on'],
] as const;
const anyCase = (word: string): fc.Arbitrary<string> =>
  fc.constantFrom(word, word.toUpperCase(), word[0]!.toUpperCase() + word.slice(1));

const readCells = (cells: readonly string[]) => read(`x\n${cells.join('\n')}\n`, { dialect: plain });

describe('two words', () => {
  test('keep their words, here and in an exported file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .constantFrom(...pairs)
          .chain(([no, yes]) => fc.array(fc.oneof(anyCase(no), anyCase(yes)), { minLength: 1 })),
        async (cells) => {
          const result = await readCells(cells);
          expect(result.kinds).toEqual(['category']);
          expect(cellsOf(result.table.columns[0]!)).toEqual(cells);
          const text = [...writeCsv(result.table, { forSpreadsheets: false })].join('');
          expect(text).toBe(['x', ...cells, ''].join('\r\n'));
        },
      ),
    );
  });

  test('true and false in any case are booleans', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(anyCase('true'), anyCase('false')), { minLength: 1 }),
        async (cells) => {
          const result = await readCells(cells);
          expect(result.kinds).toEqual(['boolean']);
          expect(cellsOf(result.table.columns[0]!)).toEqual(
            cells.map((cell) => Number(cell.toLowerCase() === 'true')),
          );
        },
      ),
    );
  });

  test('as an answer: the last in order is the positive one', async () => {
    for (const [no, yes] of pairs) {
      if (no > yes) continue; // "nein" after "ja": a person chooses.
      const { table } = await readCells([yes, no, no, 'NA', yes]);
      const classes = classesOf(table, { column: 'x' }, 'binary');
      expect(classes).toEqual([no, yes]);
      expect([...truthOf(table, { column: 'x' }, 'binary', classes)]).toEqual([1, 0, 0, NaN, 1]);
    }
  });

  test('are read as yes and no where that was chosen', async () => {
    for (const [no, yes] of pairs.slice(0, 3)) {
      const options = { dialect: plain, kinds: { 0: 'boolean' } } as const;
      const result = await read(`x\n${yes}\n${no}\n`, options);
      expect([result.kinds, cellsOf(result.table.columns[0]!)]).toEqual([['boolean'], [1, 0]]);
    }
  });
});
