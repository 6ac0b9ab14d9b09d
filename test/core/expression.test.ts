import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { evaluate, parseExpression, rowsWhere } from '../../src/core/expression.ts';
import { cellText, isCategory, isMissing, type Table } from '../../src/core/table.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

const noon = Date.UTC(2024, 1, 29, 12, 30);
const table = tableOf(
  numberColumn('x', [1, -2.5, null]),
  numberColumn('n', [7, -7, 3], 'integer'),
  numberColumn('flag', [1, 0, null], 'boolean'),
  numberColumn('at', [noon, 0, null], 'time'),
  categoryColumn('word', ['Anna', 'bob', null]),
  categoryColumn('wind `odd` <b>', ['a', 'a', 'b']),
  numberColumn('__proto__', [10, 20, 30]),
);

/** Every row's result as text; null where missing. */
function results(text: string, of: Table = table): (string | number | null)[] {
  const column = evaluate(parseExpression(text, of.columns), of);
  return Array.from({ length: of.rows }, (_, row) =>
    isMissing(column, row) ? null : isCategory(column) ? cellText(column, row) : column.values[row]!,
  );
}
const problem = (text: string): string => {
  try {
    parseExpression(text, table.columns);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return (error as AppError).message;
  }
  throw new Error(`"${text}" was read`);
};

describe('a formula', () => {
  it.each<[string, (string | number | null)[]]>([
    ['x * 2 + n', [9, -12, null]],
    ['2 + 3 * 4 - 6 / 3', [12, 12, 12]],
    ['-2 ^ 2', [-4, -4, -4]],
    ['2 ^ 3 ^ 2', [512, 512, 512]],
    ['2 ^ -1', [0.5, 0.5, 0.5]],
    ['10 - 3 - 2', [5, 5, 5]],
    ['n % 3', [1, 2, 0]],
    ['n / 0', [null, null, null]],
    ['log(x)', [0, null, null]],
    ['1e308 * 10', [null, null, null]],
    ['`__proto__` / 10', [1, 2, 3]],
    ['x < 0 or n > 5', [1, 1, null]],
    ['x < 0 or n == 3', [0, 1, 1]],
    ['x < 0 and n == 0', [0, 0, 0]],
    ['x < 0 and n == 3', [0, 0, null]],
    ['not flag', [0, 1, null]],
    ['not x > 0 and true', [0, 1, null]],
    ['missing(x) or x < 0', [0, 1, 1]],
    ['missing(word)', [0, 0, 1]],
    ["word == 'Anna'", [1, 0, null]],
    ['word in [\'bob\', "Eve"]', [0, 1, null]],
    ['n not in [3, -7]', [1, 0, 0]],
    ["at in [date('2024-02-29 12:30')]", [1, 0, null]],
    ['lower(word)', ['anna', 'bob', null]],
    ['length(upper(word))', [4, 3, null]],
    ["contains(word, 'nn') or starts_with(word, 'b')", [1, 1, null]],
    ['word < `wind ``odd`` <b>`', [1, 0, null]],
    ["if(x > 0, 'up', word)", ['up', 'bob', null]],
    ['if(missing(x), 0, x)', [1, -2.5, 0]],
    ['if(flag, at, at + 1)', [noon, 86_400_000, null]],
    ['min(x, n, 2)', [1, -7, null]],
    ['max(x, 0)', [1, 0, null]],
    ['round(x) + floor(x) + ceil(x) + abs(x)', [4, -4.5, null]],
    ['sqrt(4) + exp(0)', [3, 3, 3]],
    ['year(at) * 10000 + month(at) * 100 + day(at)', [20240229, 19700101, null]],
    ['weekday(at) * 100 + hour(at)', [412, 400, null]],
    ["at - date('2024-02-28 12:30')", [1, -19781.520833333332, null]],
    ["at >= date('2024-01-01')", [1, 0, null]],
    ["'it''s'", ["it's", "it's", "it's"]],
    ['flag == true', [1, 0, null]],
  ])('%s', (text, expected) => {
    const found = results(text);
    expected.forEach((value, row) =>
      typeof value === 'number' ? expect(found[row]).toBeCloseTo(value, 9) : expect(found[row]).toBe(value),
    );
  });

  it.each([
    ['', 1, 'a value is expected where the formula ends'],
    ['x +', 4, 'a value is expected where the formula ends'],
    ['x + * 2', 5, 'a value is expected where it says "*"'],
    ['(x', 3, '")" is expected'],
    ['x 2', 3, 'a sign or the end is expected where it says "2"'],
    ['X + 1', 1, 'there is no column "X", but there is "x"'],
    ['y', 1, 'there is no column "y"; there are x, n'],
    ['alert(1)', 1, 'there is no function "alert"'],
    ['x = 1', 3, 'write "==" to compare'],
    ['x <> 1', 3, 'write "!=" instead'],
    ['x > 1 && x < 2', 7, 'write "and"'],
    ['!flag', 1, 'write "not"'],
    ['x; 1', 2, '";" means nothing here'],
    ["'open", 1, 'opened and never closed'],
    ['x + word', 3, '"+" takes two numbers, or a time and a number of days, not a number and a text'],
    ['flag + 1', 6, 'not true or false and a number'],
    ["at > '2024-01-01'", 4, "write a time as date('2024-01-31')"],
    ['0 < x < 1', 7, 'a second comparison follows'],
    ["x in ['a']", 7, 'the list holds a text, but a number is looked for'],
    ['x in [n]', 7, 'a list holds numbers'],
    ["date('2023-02-30')", 1, "date takes one text such as '2024-01-31'"],
    ['if(x > 0, 1)', 1, '"if" takes a condition and two values of the same kind'],
    ['min()', 1, '"min" takes numbers, or times, not nothing'],
    ['1e999', 1, 'too large a number'],
    [`${'('.repeat(61)}x${')'.repeat(61)}`, 62, 'nested more than 60 deep'],
    ['x'.padEnd(2001), 2001, '2000 characters are the most'],
  ])('names the place of what is wrong in %s', (text, character, what) => {
    const message = problem(text);
    expect(message).toContain(`at character ${character},`);
    expect(message).toContain(what);
    expect(message).toContain('Nothing was changed');
  });

  it('knows its type and the columns that it reads', () => {
    const { type, columns } = parseExpression("if(missing(x), word, 'x') == word", table.columns);
    expect(type).toBe('boolean');
    expect(columns).toEqual(['x', 'word']);
  });

  it('finds rows of a condition, and none for which it is missing', () => {
    const condition = parseExpression('x < 5', table.columns);
    expect(Array.from(rowsWhere(condition, table))).toEqual([0, 1]);
    expect(() => rowsWhere(parseExpression('x + 1', table.columns), table)).toThrow(
      /where a condition is needed/,
    );
  });

  it('refuses a column that has become another kind', () => {
    const read = parseExpression('x + 1', table.columns);
    expect(() => evaluate(read, tableOf(categoryColumn('x', ['a'])))).toThrow(/of kind category now/);
    expect(() => evaluate(read, tableOf(categoryColumn('y', ['a'])))).toThrow(RangeError);
  });

  it('throws nothing but its own errors, whatever is typed', () => {
    const pieces = [
      'x',
      'word',
      'flag',
      'at',
      '`',
      "'",
      '"',
      '(',
      ')',
      '[',
      ']',
      ',',
      '+',
      '-',
      '^',
      '%',
      '<',
      '<=',
      '==',
      '=',
      '1',
      '.5',
      '1e9',
      'and',
      'or',
      'not',
      'in',
      'if',
      'min',
      'date',
      'missing',
      ' ',
      'é',
      '\u0000',
      '💥',
      'true',
    ];
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(' ')),
      fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join('')),
    );
    let read = 0;
    fc.assert(
      fc.property(typed, (text) => {
        try {
          const column = evaluate(parseExpression(text, table.columns), table);
          expect(isCategory(column) ? column.codes.length : column.values.length).toBe(table.rows);
          read++;
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(20);
  });
});

/** A formula with its meaning for one row, written a second time, row by row. */
type Cell = number | string | boolean | null;
interface Meant {
  readonly text: string;
  readonly of: (row: number) => Cell;
}
const cell = (name: string, row: number): Cell => {
  const column = table.columns.find((one) => one.name === name)!;
  if (isMissing(column, row)) return null;
  if (isCategory(column)) return cellText(column, row);
  return column.kind === 'boolean' ? column.values[row] === 1 : column.values[row]!;
};
const known =
  (f: (...cells: never[]) => Cell, ...parts: Meant[]) =>
  (row: number): Cell => {
    const cells = parts.map((part) => part.of(row));
    if (cells.includes(null)) return null;
    const value = f(...(cells as never[]));
    return typeof value === 'number' && !Number.isFinite(value) ? null : value;
  };
const { number, condition } = fc.letrec<{ number: Meant; text: Meant; condition: Meant }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.integer({ min: 0, max: 9 }).map((value): Meant => ({ text: String(value), of: () => value })),
    fc.constantFrom('x', 'n').map((name): Meant => ({ text: name, of: (row) => cell(name, row) })),
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/'), tie('number'), tie('number'))
      .map(([sign, a, b]): Meant => ({
        text: `(${a.text}) ${sign} (${b.text})`,
        of: known(
          (p: number, q: number) =>
            sign === '+' ? p + q : sign === '-' ? p - q : sign === '*' ? p * q : p / q,
          a,
          b,
        ),
      })),
    tie('number').map((a): Meant => ({ text: `-(${a.text})`, of: known((p: number) => -p, a) })),
    tie('text').map((a): Meant => ({ text: `length(${a.text})`, of: known((p: string) => p.length, a) })),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([c, a, b]): Meant => ({
      text: `if(${c.text}, ${a.text}, ${b.text})`,
      of: (row) => {
        const is = c.of(row);
        return is === null ? null : is ? a.of(row) : b.of(row);
      },
    })),
  ),
  text: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('Anna', 'bob', "o'").map((word): Meant => ({
      text: `'${word.replaceAll("'", "''")}'`,
      of: () => word,
    })),
    fc.constant<Meant>({ text: 'word', of: (row) => cell('word', row) }),
    tie('text').map((a): Meant => ({
      text: `lower(${a.text})`,
      of: known((p: string) => p.toLowerCase(), a),
    })),
    fc.tuple(tie('condition'), tie('text'), tie('text')).map(([c, a, b]): Meant => ({
      text: `if(${c.text}, ${a.text}, ${b.text})`,
      of: (row) => {
        const is = c.of(row);
        return is === null ? null : is ? a.of(row) : b.of(row);
      },
    })),
  ),
  condition: fc.oneof(
    { maxDepth: 4 },
    fc.constant<Meant>({ text: 'flag', of: (row) => cell('flag', row) }),
    fc.tuple(fc.constantFrom('<', '==', '>='), tie('number'), tie('number')).map(([sign, a, b]): Meant => ({
      text: `(${a.text}) ${sign} (${b.text})`,
      of: known((p: number, q: number) => (sign === '<' ? p < q : sign === '==' ? p === q : p >= q), a, b),
    })),
    fc.tuple(tie('text'), tie('text')).map(([a, b]): Meant => ({
      text: `${a.text} != ${b.text}`,
      of: known((p: string, q: string) => p !== q, a, b),
    })),
    fc.tuple(fc.boolean(), tie('condition'), tie('condition')).map(([isAnd, a, b]): Meant => ({
      text: `(${a.text}) ${isAnd ? 'and' : 'or'} (${b.text})`,
      of: (row) => {
        const both = [a.of(row), b.of(row)];
        return both.includes(!isAnd) ? !isAnd : both.includes(null) ? null : isAnd;
      },
    })),
    tie('condition').map((a): Meant => ({ text: `not (${a.text})`, of: known((p: boolean) => !p, a) })),
    tie('number').map((a): Meant => ({ text: `missing(${a.text})`, of: (row) => a.of(row) === null })),
    fc
      .tuple(tie('number'), fc.array(fc.integer({ min: -3, max: 9 }), { minLength: 1, maxLength: 4 }))
      .map(([a, values]): Meant => ({
        text: `(${a.text}) in [${values.join(', ')}]`,
        of: known((p: number) => values.includes(p), a),
      })),
  ),
}));

describe('generated formulas', () => {
  it('mean what the same tree means row by row', () => {
    let checked = 0;
    fc.assert(
      fc.property(fc.oneof(number, condition), ({ text, of }) => {
        fc.pre(text.length <= 2000);
        checked++;
        const expected = [0, 1, 2].map((row) => {
          const value = of(row);
          return typeof value === 'boolean' ? Number(value) : value;
        });
        // −0 and 0 are one number to a person.
        expect(results(text).map((value) => (value === 0 ? 0 : value))).toEqual(
          expected.map((value) => (value === 0 ? 0 : value)),
        );
      }),
      { numRuns: 500 },
    );
    expect(checked).toBeGreaterThan(100);
  });

  it('take a moment for a million rows', () => {
    const rows = 1_000_000;
    const big: Table = {
      rows,
      columns: [
        { name: 'a', kind: 'number', values: Float64Array.from({ length: rows }, (_, row) => row % 97) },
        { name: 'b', kind: 'number', values: Float64Array.from({ length: rows }, (_, row) => row % 31) },
        {
          name: 'w',
          kind: 'category',
          codes: Int32Array.from({ length: rows }, (_, row) => row % 3),
          levels: ['x', 'y', 'z'],
        },
      ],
    };
    const started = performance.now();
    const found = rowsWhere(parseExpression("a * 1.8 + b > 50 and w == 'y'", big.columns), big);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(found.length).toBe(
      big.columns.length &&
        Array.from({ length: rows }).reduce<number>(
          (sum, _, row) => sum + Number((row % 97) * 1.8 + (row % 31) > 50 && row % 3 === 1),
          0,
        ),
    );
  });
});
