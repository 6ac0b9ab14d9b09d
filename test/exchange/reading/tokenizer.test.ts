import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { textOf, Tokenizer, TokenizerFault, type Row } from '../../../src/exchange/reading/tokenizer.ts';

const options = { delimiter: ',', quote: '"', columns: 100, cellCharacters: 1000 };

interface Tokens {
  rows: string[][];
  lines: number[];
  marks: number[][];
  stray: number;
  padded: number;
  fault: string | null;
}

function tokens(pieces: readonly string[], more: Partial<typeof options> = {}): Tokens {
  const result: Tokens = { rows: [], lines: [], marks: [], stray: 0, padded: 0, fault: null };
  const used = { ...options, ...more };
  const take = (row: Row): void => {
    result.rows.push(Array.from({ length: row.cells }, (_, i) => textOf(row, i, used.quote)));
    result.marks.push([...row.marks.subarray(0, row.cells)]);
    result.lines.push(row.line);
  };
  const tokenizer = new Tokenizer(used, take);
  try {
    for (const piece of pieces) tokenizer.push(piece);
    tokenizer.end();
  } catch (error) {
    if (!(error instanceof TokenizerFault)) throw error;
    result.fault = error.message;
  }
  result.stray = tokenizer.strayQuotes;
  result.padded = tokenizer.padded;
  return result;
}

const one = (text: string): string[][] => tokens([text]).rows;

describe('tokenizer', () => {
  test('rows, cells, line ends of every kind', () => {
    expect(one('a,b\r\nc,d\ne,f\rg,h')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
    ]);
    expect(one('a,\n,b\n')).toEqual([
      ['a', ''],
      ['', 'b'],
    ]);
    expect(one('')).toEqual([]);
    expect(one('\n')).toEqual([['']]);
  });

  test('quotes', () => {
    expect(one('"a,b","c""d","e\r\nf",""\n')).toEqual([['a,b', 'c"d', 'e\r\nf', '']]);
    expect(one(' "a" , b c ,"  d "')).toEqual([['a', 'b c', '  d ']]);
    expect(one('a"b"c,5" pipe')).toEqual([['a"b"c', '5" pipe']]);
    expect(tokens(['"x","x,",x,"a""b"," x"']).marks).toEqual([[2, 1, 0, 5, 1]]);
    expect(tokens(["'a,b',c"], { quote: "'" }).rows).toEqual([['a,b', 'c']]);
    expect(tokens(['"a",b'], { quote: '' }).rows).toEqual([['"a"', 'b']]);
  });

  test('lines are counted through quotes and every line end', () => {
    expect(tokens(['a\r\n"b\r\nb\rb"\nc\rd']).lines).toEqual([1, 2, 5, 6]);
  });

  test.each([
    ['a\nb,"c\nd', 'open-quote in line 2'],
    ['a\n"b"c\n', 'after-quote in line 2'],
    ['a\n"b\n\n"c\n', 'after-quote in line 4'],
    ['a\n"b\\"c"\n', 'after-quote in line 2'],
    [`a\n${','.repeat(100)}\n`, 'columns in line 2'],
    [`a\nb,${'x'.repeat(1001)}`, 'cell in line 2'],
    [`a\nb\n"${'x\n'.repeat(501)}"`, 'cell in line 3'],
  ])('%.20j… stops with %s', (text, fault) => expect(tokens([text]).fault).toBe(fault));

  test('gives the same wherever the text is cut', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'aé1 ,"\n\r'), maxLength: 40 }),
        fc.array(fc.nat(40), { maxLength: 6 }),
        (text, cuts) => {
          const at = [...new Set(cuts.filter((cut) => cut < text.length))].sort((a, b) => a - b);
          const pieces = [0, ...at].map((from, i) => text.slice(from, at[i] ?? text.length));
          const whole = tokens([text]);
          expect(tokens(pieces)).toEqual(whole);
          expect(tokens([...text])).toEqual(whole);
        },
      ),
    ));

  test('a long row in many pieces takes linear time', () => {
    const rows: number[] = [];
    const long = new Tokenizer({ ...options, columns: 10_000, cellCharacters: 1e6 }, (row) => {
      rows.push(row.cells);
    });
    const started = performance.now();
    for (let i = 0; i < 5000; i++) long.push(`,${'x'.repeat(999)}`);
    long.end();
    expect(rows).toEqual([5001]);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('equals Papa Parse on well-formed files', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.string({ unit: fc.constantFrom(...'ab1é, ;"\n\r') }), { minLength: 2, maxLength: 5 }),
          { minLength: 1 },
        ),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom(',', ';', '\t'),
        fc.boolean(),
        (rows, newline, delimiter, always) => {
          const safe = always ? rows : rows.map((row) => row.map((cell) => cell.trim()));
          const text = Papa.unparse(safe, { newline, delimiter, quotes: always });
          const papa = Papa.parse<string[]>(text, { newline, delimiter, quoteChar: '"' });
          expect(papa.errors).toEqual([]);
          expect(tokens([text], { delimiter }).rows).toEqual(papa.data);
        },
      ),
    ));
});
