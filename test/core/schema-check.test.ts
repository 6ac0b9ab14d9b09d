import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignTable, checkTable } from '../../src/core/schema-check.ts';
import { inferSchema, kindsOf } from '../../src/core/schema-inference.ts';
import { rowsBehind } from '../../src/core/profiling/rows-behind.ts';
import { isCategory, type Column, type Table } from '../../src/core/table.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';
import { anyTable } from './profiling/tables.ts';

const learnt = tableOf(
  numberColumn('age', [18, 50, 33, 18]),
  categoryColumn('colour', ['red', 'blue', 'red', 'blue']),
  numberColumn('flag', [0, 1, null, 1], 'boolean'),
  numberColumn('class', [1, 2, 3, 1], 'integer'),
);
const schema = inferSchema(learnt, kindsOf(learnt), null);
const batch = (...columns: Column[]) => {
  const table = tableOf(
    ...learnt.columns.map((column) => columns.find(({ name }) => name === column.name) ?? column),
  );
  return { table, ...checkTable(schema, table) };
};
const texts = ({ violations }: { violations: readonly { text: string }[] }) =>
  violations.map(({ text }) => text);

describe('checkTable', () => {
  it('names a value out of range with its row: 50 is no 1,000,000', () => {
    const { violations, table, fits } = batch(numberColumn('age', [20, 1_000_000, 18, 17]));
    expect(fits).toBe(false);
    expect(violations).toMatchObject([{ column: 'age', reason: 'out-of-range', count: 2, examples: [1, 3] }]);
    expect(violations[0]?.text).toBe(
      '"age": 2 cells outside of what is allowed, 18 to 50 (row 2: 1000000, row 4: 17).',
    );
    expect([...rowsBehind(table, violations[0]!.rows!)]).toEqual([1, 3]);
  });

  it('names new categories, missing cells and wrong kinds', () => {
    const { violations, table } = batch(
      categoryColumn('colour', ['red', 'green', null, 'green']),
      categoryColumn('age', ['20', 'old', '30', '99']),
    );
    expect(texts({ violations })).toEqual([
      '"age": 1 cell cannot be read as a number (row 2: "old").',
      '"age": 1 cell outside of what is allowed, 18 to 50 (row 4: "99").',
      '"colour": 1 cell missing where none may be (row 3).',
      '"colour": 2 cells hold new values (row 2: "green", …).',
    ]);
    expect(violations.map(({ rows }) => [...rowsBehind(table, rows!)])).toEqual([[1], [3], [2], [1, 3]]);
  });

  it('names columns that are missing, new, repeated or named twice', () => {
    const [age, colour, , answer] = learnt.columns as [Column, Column, Column, Column];
    const table = tableOf(
      age,
      colour,
      { ...colour, name: 'again' },
      { ...answer, name: 'age' },
      numberColumn('new', [1, 2, 3, 4]),
    );
    expect(checkTable(schema, table).violations.map(({ column, reason }) => `${column}: ${reason}`)).toEqual([
      'age: repeated-name',
      'flag: missing-column',
      'class: missing-column',
      'again: new-column',
      'new: new-column',
      'again: duplicate-columns',
    ]);
    expect(texts(checkTable(schema, table))[2]).toBe('The column "class" is missing, which is the target.');
  });

  it('counts all of a million rows that do not fit, carries a few, and finds them all again', () => {
    const count = 1_000_000;
    const table: Table = {
      rows: count,
      columns: [
        {
          name: 'age',
          kind: 'category',
          levels: ['old', '99', '20'],
          codes: new Int32Array(count).map((_, i) => i % 3),
        },
        { name: 'colour', kind: 'integer', values: new Float64Array(count).fill(7) },
        { name: 'flag', kind: 'number', values: new Float64Array(count).fill(0.5) },
        { name: 'class', kind: 'number', values: new Float64Array(count).fill(9) },
      ],
    };
    const { violations } = checkTable(schema, table);
    expect(violations.map(({ column, reason, count: cells }) => [column, reason, cells])).toEqual([
      ['age', 'wrong-kind', 333_334],
      ['age', 'out-of-range', 333_333],
      ['colour', 'new-category', count],
      ['flag', 'wrong-kind', count],
      ['class', 'out-of-range', count],
    ]);
    // What goes from the worker to the page is small, however many rows it is about.
    expect(JSON.stringify(violations).length).toBeLessThan(5000);
    for (const { rows, count: cells, examples } of violations) {
      const all = rowsBehind(table, rows!);
      expect(all).toHaveLength(cells);
      expect(Array.from(all.slice(0, 20))).toEqual(examples);
    }
  });

  it('lets cells pass that can be read without loss', () => {
    expect(
      batch(categoryColumn('age', ['20', '30', '40.5', '50']), numberColumn('flag', [1, 0, 1, 0], 'integer'))
        .violations,
    ).toEqual([]);
  });

  it('names times that no calendar has, and no more rows than it was asked for', () => {
    const times = tableOf(numberColumn('t', [0, 1e300, -1e300, 5], 'time'));
    const [field] = inferSchema(times, ['time'], null).fields;
    const bounded = { v: 1, image: null, fields: [{ ...field!, min: 0, max: 4 }] } as const;
    const { violations } = checkTable(bounded, times, { limit: 2 });
    expect(violations).toMatchObject([{ count: 3, examples: [1, 2] }]);
    expect(violations[0]?.text).toContain('row 2: 1e+300');
  });

  it('passes every table by the schema that was inferred from it, infinite numbers aside', () => {
    fc.assert(
      fc.property(anyTable(), (any) => {
        const table: Table = {
          ...any,
          columns: any.columns.map((column) =>
            isCategory(column)
              ? column
              : {
                  ...column,
                  values: column.values.map((value) => (Math.abs(value) === Infinity ? NaN : value)),
                },
          ),
        };
        const own = inferSchema(table, kindsOf(table), null);
        expect(checkTable(own, table)).toEqual({ rows: table.rows, fits: true, violations: [] });
        expect(alignTable(own, table)).toEqual({ table, changes: [], unresolved: [] });
      }),
    );
  });

  it('always names the one cell that was spoilt, and its row', () => {
    const cells = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(
        cells,
        fc.nat(),
        fc.constantFrom('level', 'above', 'below', 'gap'),
        (values, place, fault) => {
          const row = place % values.length;
          const good = tableOf(
            numberColumn('n', values),
            categoryColumn(
              'c',
              values.map((value) => `v${value % 3}`),
            ),
          );
          const own = inferSchema(good, kindsOf(good), null);
          const spoilt = tableOf(
            numberColumn(
              'n',
              fault === 'level' ? values : values.with(row, { above: 10, below: -1, gap: NaN }[fault]),
            ),
            categoryColumn(
              'c',
              values.map((value, at) => (fault === 'level' && at === row ? 'new' : `v${value % 3}`)),
            ),
          );
          const { violations } = checkTable(own, spoilt);
          const reason = {
            level: 'new-category',
            above: 'out-of-range',
            below: 'out-of-range',
            gap: 'missing-cells',
          }[fault];
          expect(violations).toMatchObject([
            { column: fault === 'level' ? 'c' : 'n', reason, count: 1, examples: [row] },
          ]);
          expect(violations[0]?.text).toContain(`row ${row + 1}`);
          expect([...rowsBehind(spoilt, violations[0]!.rows!)]).toEqual([row]);
        },
      ),
    );
  });

  it('never throws, and every selection opens as many rows as it says', () => {
    fc.assert(
      fc.property(anyTable(30), anyTable(30), (first, later) => {
        const own = inferSchema(first, kindsOf(first), null);
        for (const { rows, count } of checkTable(own, later).violations)
          if (rows) expect(rowsBehind(later, rows)).toHaveLength(count);
        const { table } = alignTable(own, later);
        expect(table.columns.map(({ name }) => name)).toEqual(first.columns.map(({ name }) => name));
      }),
    );
  });
});

describe('alignTable', () => {
  it('brings columns into order and kind, and says what it did', () => {
    const table = tableOf(
      numberColumn('extra', [1, 2]),
      categoryColumn('class', ['1', '2']),
      categoryColumn('colour', ['red', 'blue']),
      numberColumn('age', [20, 30], 'integer'),
    );
    expect(alignTable(schema, table)).toEqual({
      table: tableOf(
        numberColumn('age', [20, 30]),
        categoryColumn('colour', ['red', 'blue']),
        numberColumn('flag', [null, null], 'boolean'),
        numberColumn('class', [1, 2], 'integer'),
      ),
      changes: [
        '"age" was integer and is now read as a number.',
        'The column "flag" is missing. Its cells count as missing.',
        '"class" was category and is now read as a whole number.',
        'The column "extra" was left out: the schema does not know it.',
      ],
      unresolved: [],
    });
  });

  it('leaves what it cannot read as it is, and names it', () => {
    const bad = categoryColumn('age', ['20', 'old']);
    const { table, unresolved } = alignTable(schema, tableOf(bad, categoryColumn('colour', ['red', 'red'])));
    expect(table.columns[0]).toBe(bad);
    expect(unresolved).toEqual([
      '"age": 1 cell cannot be read as a number (row 2: "old").',
      'The column "class" is missing, which is the target.',
    ]);
  });
});
