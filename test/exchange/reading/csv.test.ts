// The catalogue of bad files: rows, cells and lines. (C1 to C4 and C27: decode.test.ts; what is in cells: kinds.test.ts.)

import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { readSource } from '../../../src/exchange/reading/read.ts';
import { limits, type ReadProgress } from '../../../src/exchange/reading/types.ts';
import { cellsOf, guess, plain, quiet, read, refused, shownTable, told } from './reading.ts';

describe('delimiters and numbers', () => {
  test('C5: semicolons with decimal commas', async () => {
    const result = await read('a;b\n1,5;x\n2,25;y\n');
    expect(result.dialect).toMatchObject({ delimiter: ';', decimal: ',' });
    expect(shownTable(result)).toEqual([
      ['a', 'number', [1.5, 2.25]],
      ['b', 'category', ['x', 'y']],
    ]);
  });

  test.each([['\t'], ['|'], ['\x1f'], [';'], [',']])('C6: %j is recognised', async (delimiter) => {
    const result = await read(
      [
        ['a', 'b', 'c'],
        ['1', 'x y', 'z'],
        ['2', 'u', 'v'],
      ]
        .map((row) => row.join(delimiter))
        .join('\n'),
    );
    expect(guess(result, 'delimiter')).toMatchObject({ value: delimiter, sure: true });
    expect(shownTable(result)[0]).toEqual(['a', 'integer', [1, 2]]);
  });

  test('C7: one column of texts with commas stays one, and is unsure', async () => {
    const result = await read('remark\nyes, no\nhello\na, b, c\n');
    expect(shownTable(result)).toEqual([['remark', 'category', ['yes, no', 'hello', 'a, b, c']]]);
    expect(guess(result, 'delimiter').sure).toBe(false);
    expect(guess(result, 'delimiter').alternatives).toContain(',');
  });

  test('C7: commas in front of spaces only might be prose', async () => {
    const result = await read('last, first\nSmith, John\nDoe, Jane\n');
    expect(guess(result, 'delimiter')).toMatchObject({ value: ',', sure: false });
  });

  test('two delimiters that both fit are unsure', async () => {
    const result = await read('a,b;c\n1,2;3\n4,5;6\n');
    expect(guess(result, 'delimiter').sure).toBe(false);
  });

  test('C8: sep= says the delimiter and is no row', async () => {
    const result = await read('sep=|\na|b,c\n1|x\n2|y\n');
    expect(guess(result, 'delimiter')).toMatchObject({ value: '|', sure: true });
    expect(shownTable(result)).toEqual([
      ['a', 'integer', [1, 2]],
      ['b,c', 'category', ['x', 'y']],
    ]);
    const chosen = await read('sep=;\r\na;b\r\n1;2\r\n', { dialect: { ...plain, delimiter: ';' } });
    expect(shownTable(chosen)[0]).toEqual(['a', 'integer', [1]]);
  });

  test('a delimiter of two characters is refused', async () => {
    expect(await refused('a,b\n1,2', { dialect: { delimiter: '::' } })).toMatch(/one character/);
    expect(await refused('a,b\n1,2', { dialect: { delimiter: "'", quote: "'" } })).toMatch(/must differ/);
  });

  test('single quotes are seen, and unsure', async () => {
    const result = await read("a,b\n'x,y',1\n'z',2\n'it',3\n");
    expect(guess(result, 'quote')).toMatchObject({ value: "'", sure: false });
    expect(shownTable(result)[0]![2]).toEqual(['x,y', 'z', 'it']);
  });
});

describe('lines', () => {
  test('C9, C10: all line ends, also mixed', async () => {
    for (const end of ['\r\n', '\r', '\n']) {
      const result = await read(['a,b', '1,x', '2,y'].join(end));
      expect(shownTable(result)[1]).toEqual(['b', 'category', ['x', 'y']]);
      expect(result.problems).toEqual([]);
    }
    const mixed = await read('a,b\r\n1,x\n2,y\r3,z\r\n');
    expect(shownTable(mixed)[0]).toEqual(['a', 'integer', [1, 2, 3]]);
    expect(told(mixed)).toEqual([
      'note - - ×1: Lines end in different ways; each was read as an end of a row.',
    ]);
  });

  test('C11, C12: line ends and doubled quotes inside quotes', async () => {
    const result = await read('a,b\n"x\r\ny",1\n"say ""hi""\n",2\n');
    expect(shownTable(result)[0]).toEqual(['a', 'category', ['x\r\ny', 'say "hi"\n']]);
  });

  test('C13, C15: a backslash before a quote, or text after one, is refused with its line', async () => {
    expect(await refused('a,b\n1,x\n2,"say \\"hi\\""\n')).toMatch(
      /in line 3 .* after a closing quote.*doubled/,
    );
    expect(await refused('a,b\n"1"2,x\n')).toMatch(/in line 2/);
  });

  test('C14: an open quote is refused with the line where it opens', async () => {
    expect(await refused(`a,b\n1,x\n2,"y\n${'3,z\n'.repeat(50)}`)).toMatch(/opens in line 3 is never closed/);
  });

  test('C16: a quote in the middle is kept and told', async () => {
    const result = await read('size,n\n5" pipe,1\n7" pipe,2\n', { dialect: plain });
    expect(cellsOf(result.table.columns[0]!)).toEqual(['5" pipe', '7" pipe']);
    expect(told(result)).toEqual(['note 2 - ×2: Quotes in the middle of cells were kept as they are.']);
  });

  test('C17: ragged rows are refused with their lines, dropped or filled on demand', async () => {
    const text = 'a,b\n1,x\n2\n3,y,9\n4,z\n';
    expect(await refused(text)).toMatch(/first row has 2 cells, but line 3 has 1, line 4 has 3\./);
    const dropped = await read(text, { dialect: plain, ragged: 'drop' });
    expect(shownTable(dropped)).toEqual([
      ['a', 'integer', [1, 4]],
      ['b', 'category', ['x', 'z']],
    ]);
    expect(told(dropped)).toEqual([
      'warning 3 - ×2: Rows without 2 cells were left out: line 3 has 1, line 4 has 3.',
    ]);
    const filled = await read(text, { dialect: plain, ragged: 'fill' });
    expect(shownTable(filled)).toEqual([
      ['a', 'integer', [1, 2, 3, 4]],
      ['b', 'category', ['x', null, 'y', 'z']],
    ]);
    expect(filled.problems[0]).toMatchObject({ severity: 'warning', line: 3, count: 2 });
    expect(await refused(`a,b\n${'1\n'.repeat(9)}`, { dialect: plain })).toMatch(
      /line 6 has 1, and there are more/,
    );
  });

  test('C24: files without data rows', async () => {
    expect(await refused('')).toMatch(/is empty/);
    expect(await refused('a,b,c\n')).toMatch(/no data rows, only a header/);
    expect(await refused('  \n \n')).toMatch(/no data rows/);
    expect(await refused('\ufeff')).toMatch(/no data rows/);
  });

  test('C25: empty lines are left out and counted', async () => {
    const result = await read('\na,b\n1,x\n\n2,y\n\n \n');
    expect(result.table.rows).toBe(2);
    expect(told(result)).toContain('note 1 - ×4: Empty lines were left out.');
  });

  test('C26: a delimiter at the end of every row', async () => {
    for (const text of ['a,b,\n1,x,\n2,y,\n', 'a,b\n1,x,\n2,y,\n', 'a,b,\n1,x\n2,y\n']) {
      const result = await read(text, { dialect: plain });
      expect(shownTable(result)).toEqual([
        ['a', 'integer', [1, 2]],
        ['b', 'category', ['x', 'y']],
      ]);
      expect(result.problems.length).toBeGreaterThan(0);
    }
    const named = await read('a,b,c\n1,x,\n2,y,\n', { dialect: plain });
    expect(shownTable(named)[2]).toEqual(['c', 'number', [null, null]]);
    const used = await read('a,b,\n1,x,\n2,y,0\n', { dialect: plain });
    expect(shownTable(used)[2]).toEqual(['column 3', 'integer', [null, 0]]);
  });
});

describe('headers', () => {
  test('C18, C19: repeated and empty names are changed visibly', async () => {
    const result = await read('a,a,,a (2),a\n1,2,3,4,5\n', { dialect: plain });
    expect(result.table.columns.map(({ name }) => name)).toEqual([
      'a',
      'a (3)',
      'column 3',
      'a (2)',
      'a (4)',
    ]);
    expect(told(result)).toEqual([
      'note 1 a (3) ×1: Column 2 is called "a" like one before it: it is now called "a (3)".',
      'note 1 column 3 ×1: Column 3 has no name: it is called "column 3".',
      'note 1 a (4) ×1: Column 5 is called "a" like one before it: it is now called "a (4)".',
    ]);
    const none = await read(',\n1,2\n3,4\n', { dialect: plain });
    expect(none.table.columns.map(({ name }) => name)).toEqual(['column 1', 'column 2']);
  });

  test('C20, C21, C22, C38: any text is a name', async () => {
    const names = [
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      '__parsed_extra',
      '<img src=x>',
      '\u202eabc',
      '\u200b',
    ];
    const result = await read(`${names.join(',')}\n${names.map((_, i) => i).join(',')}\n`, {
      dialect: plain,
    });
    expect(shownTable(result)).toEqual(names.map((name, i) => [name, 'integer', [i]]));
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    const long = await read(`${'x'.repeat(5000)},b\n1,2\n`, { dialect: plain });
    expect(long.table.columns[0]!.name).toHaveLength(1000);
    expect(told(long)[0]).toMatch(/5000 characters: it was cut/);
  });

  test('C23: a first row of numbers is no header', async () => {
    const result = await read('1,2,x\n3,4,y\n5,6,z\n');
    expect(guess(result, 'header')).toMatchObject({ value: 'false', sure: false });
    expect(shownTable(result)[0]).toEqual(['column 1', 'integer', [1, 3, 5]]);
  });

  test.each([
    ['words above numbers', 'a,b\n1,x\n2,y\n', 'true', true],
    ['words above words', 'a,b\nu,x\nv,y\n', 'true', false],
    ['years above numbers, below a word', 'country,2019,2020\nx,1,2\ny,3,4\n', 'false', false],
    ['years above numbers', '2019,2020\n1,2\n3,4\n', 'false', false],
    ['a number among numbers', '2\n1\n3\n', 'false', true],
    ['a missing cell above numbers', 'NA,x\n1,y\n3,z\n', 'true', false],
    ['a word and a date above numbers', 'a,2021-01-01\n1,2\n3,4\n', 'true', false],
    ['numbers in quotes above numbers', '"1","2"\n1,2\n3,4\n', 'true', false],
  ])('%s', async (_, text, value, sure) =>
    expect(guess(await read(text), 'header')).toMatchObject({ value, sure }),
  );
});

describe('limits and interruptions', () => {
  test('C31, C33: too many columns', async () => {
    expect(await refused(`${'x,'.repeat(200_000)}\n`, { dialect: plain })).toMatch(
      /line 1 has more than 10,000 cells/,
    );
    expect(await refused(`${'x,'.repeat(200_000)}\n`)).toMatch(/line 1 has more than 10,000 cells/);
  });

  test('C32: a cell of many megabytes', async () => {
    const long = 'x'.repeat(limits.cellCharacters * 3);
    expect(await refused(`a,b\n1,x\n2,${long}\n`)).toMatch(
      /begins in line 3 has more than 1,000,000 characters/,
    );
    expect(await refused(`a,b\n1,x\n2,"${long}`)).toMatch(/begins in line 3 has more than/);
    const most = await read(`a,b\n1,x\n2,"${'é'.repeat(limits.cellCharacters)}"\n`, { dialect: plain });
    expect(String(shownTable(most)[1]![2][1])).toHaveLength(limits.cellCharacters);
  });

  test('C35: a file over the limit is refused before it is read', async () => {
    const huge = new Blob(['a']);
    Object.defineProperty(huge, 'size', { value: 2 ** 31 });
    huge.stream = () => expect.unreachable();
    expect(await refused(huge)).toMatch(/2,147,483,648 bytes, and 1,073,741,824 are the most/);
  });

  test('C37: more texts than a column can hold', { timeout: 60_000 }, async () => {
    const text = Array.from({ length: limits.levels + 10 }, (_, i) => `t${i}`).join('\n');
    expect(await refused(`name\n${text}\n`)).toMatch(
      /"name" has more than 1,200,000 different texts by line 1,200,002/,
    );
  });

  test('C40: a file that disappears or changes while it is read', async () => {
    const gone = new Blob([`a,b\n${'1,2\n'.repeat(100_000)}`]);
    let served = 0;
    gone.stream = () =>
      new ReadableStream({
        pull(controller) {
          if (served++ > 2) controller.error(new DOMException('gone', 'NotReadableError'));
          else controller.enqueue(new TextEncoder().encode('a,b\n1,2\n'));
        },
      });
    expect(await refused(gone)).toMatch(/could not be read to its end/);
    const shorter = new Blob(['a,b\n1,2\n3,4\n']);
    shorter.stream = () => new Blob(['a,b\n1,2\n']).stream();
    expect(await refused(shorter)).toMatch(/could not be read to its end/);
  });

  test('progress comes, and a cancel is heard', async () => {
    const blob = new Blob([`a,b\n${'12345,x\n'.repeat(400_000)}`]);
    const seen: ReadProgress[] = [];
    const stop = new AbortController();
    const reading = readSource(
      { from: 'file', name: 'file.csv', blob },
      {},
      {
        signal: stop.signal,
        onProgress: (progress) => {
          seen.push(progress);
          // As a message to a worker would come: in a turn of its own.
          setTimeout(() => stop.abort(), 0);
        },
      },
    );
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
    expect(seen[0]!.totalBytes).toBe(blob.size);
    expect(seen[0]!.bytes).toBeLessThan(blob.size);
    expect(seen[0]!.rows).toBeGreaterThan(0);
  });

  test('a signal that was aborted before stops everything', async () => {
    const callbacks = { ...quiet(), signal: AbortSignal.abort() };
    const reading = readSource({ from: 'text', name: 'pasted', text: 'a,b\n1,2\n' }, {}, callbacks);
    await expect(reading).rejects.toThrow(AppError);
  });
});
