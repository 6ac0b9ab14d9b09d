import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lookThrough, parseJson, syntaxError } from '../../../src/exchange/reading/json-text.ts';
import { largestJsonBytes } from '../../../src/exchange/reading/json.ts';
import { cellsOf, read, refused, shownTable, told } from './reading.ts';

const json = (value: unknown, name = 'file.json') =>
  read(typeof value === 'string' ? value : JSON.stringify(value), {}, name);

const expected = [
  ['a', 'integer', [1, 2]],
  ['b', 'category', ['x', null]],
];

describe('shapes', () => {
  test.each<[string, unknown]>([
    ['records', [{ a: 1, b: 'x' }, { a: 2 }]],
    [
      'records in another order of keys',
      [
        { a: 1, b: 'x' },
        { b: null, a: 2 },
      ],
    ],
    [
      'rows below names',
      [
        ['a', 'b'],
        [1, 'x'],
        [2, null],
      ],
    ],
    [
      'columns and data',
      {
        columns: ['a', 'b'],
        index: [0, 1],
        data: [
          [1, 'x'],
          [2, null],
        ],
      },
    ],
    ['columns by name', { a: [1, 2], b: ['x', null] }],
    ['records under a key', { meta: { made: 'today' }, data: [{ a: 1, b: 'x' }, { a: 2 }] }],
    [
      'rows under a key',
      {
        rows: [
          ['a', 'b'],
          [1, 'x'],
          [2, null],
        ],
      },
    ],
  ])('%s', async (_, value) => {
    const result = await json(value);
    expect(result.format).toBe('json');
    expect(shownTable(result)).toEqual(expected);
    expect(result.dialect).toBeNull();
    expect(result.problems.filter(({ severity }) => severity === 'warning')).toEqual([]);
  });

  test.each<[string, string]>([
    ['records', '{"a":1,"b":"x"}\n{"a":2}\n'],
    ['with empty lines and CRLF', '\n{"a":1,"b":"x"}\r\n\r\n{"a":2}'],
    ['rows below names', '["a","b"]\n[1,"x"]\n[2,null]\n'],
  ])('JSON lines: %s', async (_, text) => {
    const result = await json(text, 'file.jsonl');
    expect(result.format).toBe('json-lines');
    expect(shownTable(result)).toEqual(expected);
  });

  test('rows without names', async () => {
    expect(
      shownTable(
        await json([
          [1, 'x'],
          [2, 'y'],
        ]),
      ),
    ).toEqual([
      ['column 1', 'integer', [1, 2]],
      ['column 2', 'category', ['x', 'y']],
    ]);
  });

  test('nested records become columns, lists stay texts', async () => {
    const result = await json([
      { a: { b: 1, c: { d: 'x' } }, l: [1, 2] },
      { a: { b: 2 }, l: [] },
    ]);
    expect(shownTable(result)).toEqual([
      ['a.b', 'integer', [1, 2]],
      ['a.c.d', 'category', ['x', null]],
      ['l', 'category', ['[1,2]', '[]']],
    ]);
    expect(told(result)).toEqual(['warning 1 l ×2: Lists are kept as texts, written as JSON.']);
    const deep = await json([{ a: { b: { c: { d: { e: { f: 1 } } } } } }]);
    expect(shownTable(deep)).toEqual([['a.b.c.d.e', 'category', ['{"f":1}']]]);
  });

  test('a key with a dot and a nested key are two columns', async () => {
    const result = await json([{ 'a.b': 1, a: { b: 2 } }]);
    expect(shownTable(result)).toEqual([
      ['a.b', 'integer', [1]],
      ['a.b (2)', 'integer', [2]],
    ]);
    expect(told(result)).toHaveLength(1);
  });

  test('cells are read as those of a CSV file', async () => {
    const result = await json([
      { n: 1.5, t: '2021-01-02', b: true, s: 'NA', z: '007', m: 1 },
      { n: '2', t: '2021-01-03', b: false, s: 'x', z: '008', m: 'x' },
    ]);
    expect(result.kinds).toEqual(['number', 'time', 'boolean', 'category', 'category', 'category']);
    expect(told(result)).toEqual([
      'warning 1 s ×1: "NA" counts as missing, but it may be a code like the others, such as "x".',
      'warning 2 m ×1: Read as texts, because 1 of 2 cells are no numbers: "x" in row 2.',
    ]);
  });

  test('a word after many numbers: read again as texts', async () => {
    const records = Array.from({ length: 12_000 }, (_, i) => ({ x: i + 0.5 }));
    for (const text of [
      JSON.stringify([...records, { x: 'abc' }]),
      [...records, { x: 'abc' }].map((record) => JSON.stringify(record)).join('\n'),
    ]) {
      const result = await json(text);
      expect(result.kinds).toEqual(['category']);
      expect(cellsOf(result.table.columns[0]!).slice(-2)).toEqual(['11999.5', 'abc']);
    }
  });

  test('a key that comes late is missing before', async () => {
    const result = await json('{"a":1}\n{"a":2}\n{"b":"x","a":3}\n');
    expect(shownTable(result)[1]).toEqual(['b', 'category', [null, null, 'x']]);
  });
});

describe('bad files', () => {
  test('J1: keys of the prototype are keys like any other', async () => {
    const result = await json(
      '[{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}},"toString":3}]',
    );
    expect(shownTable(result)).toEqual([
      ['__proto__.polluted', 'integer', [1]],
      ['constructor.prototype.polluted', 'integer', [2]],
      ['toString', 'integer', [3]],
    ]);
    expect('polluted' in {}).toBe(false);
  });

  test('J2, J3: depth is refused before parsing', async () => {
    const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(await refused(`[{"a":${deep(100_000)}}]`, {}, 'file.json')).toMatch(
      /line 1 it is nested more than 64 deep/,
    );
    expect(await refused(`{"a":1}\n{"a":${deep(65)}}`, {}, 'f.jsonl')).toMatch(/in line 2 it is nested/);
    expect((await json(`[{"a":${deep(62)}}]`)).table.rows).toBe(1);
    const huge = new Blob(['[']);
    Object.defineProperty(huge, 'size', { value: largestJsonBytes + 1 });
    expect(await refused(huge, {}, 'file.json')).toMatch(/the most for JSON.*JSON lines/);
  });

  test('J4: repeated keys are told', async () => {
    expect(told(await json('[{"a":1,"a":2},{"a":3,"b":{"c":[{"d":1}]}}]'))).toContain(
      'warning - - ×1: Records name a key twice; the last one counts.',
    );
    expect(told(await json('{"x":1,"a":1,"x":1}\n{"a":2}\n'))).toContain(
      'warning - - ×1: Records name a key twice; the last one counts.',
    );
    for (const shape of [
      { data: [{ a: { b: 1 } }], o: { p: [{ q: 1 }] } },
      { a: [{ x: 1 }, 2], b: [1, 2] },
      [
        ['a', 'b'],
        [{ x: { y: 1 } }, 2],
      ],
    ])
      expect(told(await json(shape)).filter((text) => text.includes('twice'))).toEqual([]);
  });

  test('J5: numbers too large, and whole numbers that would be rounded', async () => {
    const result = await json(
      '[{"a":1e999,"b":12345678901234567890,"c":-1234567890123456},{"a":-1e999,"b":1,"c":0.12345678901234567}]',
    );
    expect(shownTable(result)).toEqual([
      ['a', 'number', [null, null]],
      ['b', 'category', ['12345678901234567890', '1']],
      ['c', 'category', ['-1234567890123456', '0.12345678901234566']],
    ]);
  });

  test.each([
    ['NaN', '[{"a":1},\n {"a":NaN}]', /line 2, character 7, "NaN/],
    ['a trailing comma', '[{"a":1},\n]', /line 2, character 1, "]" does not belong/],
    ['a comment', '[{"a":1} // x\n]', /line 1, character 10/],
    ['single quotes', "[{'a':1}]", /line 1, character 3/],
    ['truncated', '[{"a":1},{"a"', /ends too early/],
    ['truncated in a text', '[{"a":1},{"a', /line 1, character 11/],
    ['a missing comma', '[{"a":1}{"a":2}]', /line 1, character 9, "\{" does not belong/],
    ['a text over two lines', '[{"a":"x\ny"}]', /line 1, character 7/],
    ['two values', '[{"a":1}] []', /does not belong/],
  ])('J6, J8: %s', async (_, text, message) => expect(await refused(text, {}, 'file.json')).toMatch(message));

  test('J6: the line of a bad record among JSON lines', async () => {
    expect(await refused('{"a":1}\n{"a":2}\n{"a":}\n', {}, 'f.jsonl')).toMatch(/in line 3, character 6/);
    expect(await refused('{"a":1}\n5\n', {}, 'f.jsonl')).toMatch(/line 2 is neither/);
    expect(await refused('["a"]\n[1,2]\n', {}, 'f.jsonl')).toMatch(/line 2 has 2/);
  });

  test('J7: a mark of UTF-8, and UTF-16', async () => {
    expect(shownTable(await json('\ufeff[{"a":1,"b":"x"},{"a":2}]'))).toEqual(expected);
    const wide = new Uint8Array(
      new Uint16Array(Array.from('\ufeff[{"a":"é"}]', (c) => c.charCodeAt(0))).buffer,
    );
    expect(shownTable(await read(wide, {}, 'file.json'))).toEqual([['a', 'category', ['é']]]);
    expect(
      await refused(
        Uint8Array.of(0x5b, 0x22, 0xe9, 0x22, 0x5d),
        { dialect: { encoding: 'utf-8' } },
        'f.json',
      ),
    ).toMatch(/does not allow/);
  });

  test.each([
    ['null', /holds nothing/],
    ['5', /single value/],
    ['"x"', /single value/],
    ['{}', /no list of rows/],
    ['{"a":1}', /no list of rows/],
    ['[]', /no data rows/],
    ['[{}]', /no data rows/],
    ['[{"a":1},5]', /row 2 is not a record/],
    ['[[1,2],[3]]', /row 2 has 1 cells/],
    ['[[1,2],3]', /row 2 is no list/],
    ['{"a":[1],"b":[1,2]}', /"b" has 2 cells, but "a" has 1/],
    ['{"a":[1],"b":[1,2],"c":3}', /several lists/],
  ])('J8: %s is no table', async (text, message) =>
    expect(await refused(text, {}, 'file.json')).toMatch(message),
  );
});

describe('JSON as text', () => {
  test('the place of an error is where the text stops being JSON, on any text', () =>
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '}', ']', '"', 'x', ':'),
        (text, at, inserted) => {
          const cut = at % (text.length + 1);
          const broken = text.slice(0, cut) + inserted + text.slice(cut + (inserted === '' ? 1 : 0));
          try {
            JSON.parse(broken);
          } catch {
            const place = syntaxError(broken);
            expect(place.what).not.toBe('nothing is wrong');
            expect(place.at).toBeLessThanOrEqual(broken.length);
            expect(() => parseJson('f', broken)).toThrow(/in line 1, character/);
          }
        },
      ),
    ));

  test('looking through changes nothing but long whole numbers', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const looked = lookThrough('f', text);
        expect(JSON.parse(looked.text)).toEqual(
          JSON.parse(text.replace(/(?<=^|[[:,])-?[1-9]\d{15,}(?=[,\]}]|$)/g, '"$&"')),
        );
      }),
    ));

  test('a string of many megabytes', () => {
    const text = JSON.stringify([{ a: 'x"\\'.repeat(2_000_000), b: 1 }]);
    expect(lookThrough('f', text)).toEqual({ text, keys: 2 });
  });
});
