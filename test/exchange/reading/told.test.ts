// What nobody should find out later: cells and columns that a file loses by the way it is read.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldKind } from '../../../src/core/schema.ts';
import { missingSpellings } from '../../../src/exchange/reading/spellings.ts';
import { cellsOf, guess, plain, read, shownTable, told } from './reading.ts';

const numbered = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('');

describe('empty lines of the only column', () => {
  test('are missing cells with a warning, except at the end', async () => {
    const result = await read('a\n1\n\n\n4\n \n6\n\n\n', { dialect: plain });
    expect(shownTable(result)).toEqual([['a', 'integer', [1, null, null, 4, null, 6]]]);
    expect(told(result)).toEqual([
      'warning 3 - ×3: Empty lines are missing cells of the only column.',
      'note 6 - ×1: Spaces around cells were cut.',
      'note 8 - ×2: Empty lines at the end were left out.',
    ]);
  });

  test('before the first row and between header and rows', async () => {
    const headed = await read('\na\n\n2\n', { dialect: plain });
    expect(shownTable(headed)).toEqual([['a', 'integer', [null, 2]]]);
    expect(told(headed)).toContain('note 1 - ×1: Empty lines were left out.');
    const bare = await read('\n7\n\n9', { dialect: { ...plain, header: false } });
    expect(shownTable(bare)).toEqual([['column 1', 'integer', [7, null, 9]]]);
  });

  test('also where the column is read a second time', async () => {
    const text = `x\n\n${numbered(12_000, (i) => `${i}.5`)}\nabc\n\n`;
    const { table } = await read(text, { dialect: plain });
    expect(table.rows).toBe(12_003);
    const cells = cellsOf(table.columns[0]!);
    expect([cells[0], cells[1], cells[12_001], cells[12_002]]).toEqual([null, '0.5', null, 'abc']);
  });

  test('no row is lost, wherever they are', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('', '5', 'x'), { maxLength: 30 }), async (lines) => {
        const cells = [...lines, 'end'];
        const result = await read(`a\n${cells.join('\n')}\n`, { dialect: plain });
        expect(result.table.rows).toBe(cells.length);
        const empty = lines.filter((line) => line === '').length;
        expect(result.problems.find(({ text }) => text.startsWith('Empty lines'))?.count ?? 0).toBe(empty);
      }),
    ));

  test('wider tables leave them out as before', async () => {
    const result = await read('a,b\n1,2\n\n3,4\n', { dialect: plain });
    expect(result.table.rows).toBe(2);
    expect(told(result)).toEqual(['note 3 - ×1: Empty lines were left out.']);
  });
});

describe('words that may be codes', () => {
  const countries = `country,v\n${numbered(20, (i) => `${['NA', 'DE', 'FR'][i % 3]},${i}`)}`;

  test('a country and grades: a warning with the count, and the way to keep them', async () => {
    const result = await read(countries, { dialect: plain });
    expect(cellsOf(result.table.columns[0]!).slice(0, 3)).toEqual([null, 'DE', 'FR']);
    expect(result.problems[0]).toMatchObject({
      severity: 'warning',
      line: 2,
      column: 'country',
      count: 7,
      remedy: { column: 0, kind: 'category', text: 'Keep "NA" as a word' },
    });
    expect(result.problems[0]?.text).toContain('"NA" counts as missing, but it may be a code');
    const grades = await read(`grade,v\n${numbered(20, (i) => `${['-', '.', '?', 'A'][i % 4]},${i}`)}`, {
      dialect: plain,
    });
    expect(grades.problems.map(({ severity, count }) => [severity, count])).toEqual([
      ['warning', 5],
      ['warning', 5],
      ['warning', 5],
    ]);
  });

  test('among numbers and long words it is a note, among long words with a way', async () => {
    const numbers = await read('x,y\n1,2\nNA,3\n', { dialect: plain });
    expect(numbers.problems).toMatchObject([{ severity: 'note', column: 'x' }]);
    expect(numbers.problems[0]?.remedy).toBeNull();
    const words = await read('x,y\nBerlin,2\nNA,3\nParis,4\n', { dialect: plain });
    expect(words.problems).toMatchObject([
      { severity: 'note', column: 'x', remedy: { column: 0, kind: 'category' } },
    ]);
  });

  test('stay words where a kind of words is chosen, and that is told', async () => {
    for (const kind of ['category', 'text', 'identifier'] as const) {
      const result = await read(countries, { dialect: plain, kinds: { 0: kind } });
      expect(cellsOf(result.table.columns[0]!).slice(0, 3)).toEqual(['NA', 'DE', 'FR']);
      expect(told(result)).toContain(
        `note 2 country ×7: "NA" stays a word, because ${kind} was chosen; only empty cells are missing.`,
      );
    }
    const quoted = await read('"a","b"\n"NA","x"\n"","y"\n"DE","z"\n', {
      dialect: plain,
      kinds: { 0: 'category' },
    });
    expect(cellsOf(quoted.table.columns[0]!)).toEqual(['NA', null, 'DE']);
    const json = await read('[{"c":"NA"},{"c":null},{"c":"DE"}]', { kinds: { 0: 'category' } }, 'x.json');
    expect(cellsOf(json.table.columns[0]!)).toEqual(['NA', null, 'DE']);
  });

  test('every spelling but the empty one', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('', 'DE', ...missingSpellings), { minLength: 1, maxLength: 20 }),
        fc.constantFrom<FieldKind>('category', 'text', 'identifier'),
        async (cells, kind) => {
          const text = `c,n\n${cells.map((cell) => `${cell},1\n`).join('')}`;
          const result = await read(text, { dialect: plain, kinds: { 0: kind } });
          expect(cellsOf(result.table.columns[0]!)).toEqual(cells.map((cell) => cell || null));
        },
      ),
    ));
});

describe('columns that no model is told', () => {
  test.each(['key', 'no', 'row', 'index', 'nr', 'id', 'userId'])(
    'whole numbers that rise in "%s": an identifier, told with a way to have the numbers',
    async (name) => {
      const text = `${name},x\n${numbered(20, (i) => `${1000 + i * 7},${i % 3}`)}`;
      const result = await read(text, { dialect: plain });
      expect(result.kinds[0]).toBe('identifier');
      expect(result.problems).toMatchObject([
        { severity: 'note', column: name, remedy: { column: 0, kind: 'integer' } },
      ]);
      expect(result.problems[0]?.text).toMatch(/rise from row to row, from 1000 on.*no model is told/);
      const chosen = await read(text, { dialect: plain, kinds: { 0: 'integer' } });
      expect(shownTable(chosen)[0]?.[2]).toHaveLength(20);
      expect([chosen.kinds[0], chosen.problems]).toEqual(['integer', []]);
    },
  );

  test('a column without a name that counts, codes, and prose', async () => {
    const counted = await read(`,x\n${numbered(20, (i) => `${i},${i % 3}`)}`, { dialect: plain });
    expect(told(counted).join()).toMatch(/rise from row to row, from 0 on/);
    const codes = await read(`c,x\n${numbered(20, (i) => `A${i}-${i * i},${i % 3}`)}`, { dialect: plain });
    expect(codes.problems).toMatchObject([
      { severity: 'note', column: 'c', remedy: { column: 0, kind: 'category' } },
    ]);
    const prose = await read(`c,x\n${numbered(20, (i) => `the ${i}th remark of many,${i % 3}`)}`, {
      dialect: plain,
    });
    expect(prose.problems).toMatchObject([
      { severity: 'note', column: 'c', remedy: { column: 0, kind: 'category' } },
    ]);
  });
});

describe('the decimal mark', () => {
  const decimals = (count: number, proofs: number): string =>
    `a;b\n${numbered(count, (i) => (i < proofs ? `${i},5;1` : `${i}.${100 + i};1`))}`;

  test.each([
    [20, 1, false],
    [20, 2, false],
    [20, 3, true],
    // The first 200 rows are looked at: 2 of 200 are no proof, and neither are fewer than a hundredth.
    [300, 2, false],
    [300, 3, true],
  ])('%i cells, of which %i prove the comma: sure %s', async (count, proofs, sure) => {
    const result = await read(decimals(count, proofs));
    expect(guess(result, 'decimal')).toMatchObject({
      value: ',',
      sure,
      alternatives: sure ? [] : ['.'],
    });
  });

  test('one cell is enough where the file ends and no other depends on it', async () => {
    expect(guess(await read('a;b\n1,5;x\n2;y\n'), 'decimal')).toMatchObject({ value: ',', sure: true });
    const longer = `a;b\n1,5;x\n${numbered(300, (i) => `${i};y`)}`;
    expect(guess(await read(longer), 'decimal')).toMatchObject({ value: ',', sure: false });
  });
});

describe('names that the page keeps for itself', () => {
  test('lose the NUL character, visibly and each its own', async () => {
    const text = JSON.stringify([{ '\u0000id': 1, id: 2, '\u0000\u0000': 3, '\u0000part': 4 }]);
    const result = await read(text, {}, 'x.json');
    expect(result.table.columns.map(({ name }) => name)).toEqual(['id (2)', 'id', 'column 3', 'part']);
    expect(result.problems.map(({ severity, column }) => [severity, column])).toEqual([
      ['warning', 'id (2)'],
      ['warning', 'column 3'],
      ['warning', 'part'],
    ]);
    expect(result.problems[0]?.text).toContain('begins with a NUL character');
  });
});
