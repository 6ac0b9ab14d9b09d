import { beforeAll, describe, expect, it } from 'vitest';
import { datasets } from '../../../src/core/datasets/index.ts';
import type { TargetSpec, Task } from '../../../src/core/define.ts';
import { findLeaks, type LeakReport } from '../../../src/core/profiling/leaks.ts';
import { Random } from '../../../src/core/random.ts';
import { schemaFromCard } from '../../../src/core/schema-inference.ts';
import type { TableSchema } from '../../../src/core/schema.ts';
import type { Column, Table } from '../../../src/core/table.ts';
import { classesOf, truthOf } from '../../../src/core/target.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';
import { openSchema, shippedTable } from './tables.ts';

function leaksOf(table: Table, schema: TableSchema, spec: TargetSpec, task: Task, seed = 1): LeakReport {
  const classes = classesOf(table, spec, task);
  const steps = findLeaks(
    table,
    schema,
    { spec, task, classes, truth: truthOf(table, spec, task, classes) },
    seed,
  );
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const leaks = (columns: Column[], task: Task, spec: TargetSpec = { column: 'answer' }) => {
  const table = tableOf(...columns);
  return leaksOf(table, openSchema(table), spec, task).suspects;
};
const named = (suspects: LeakReport['suspects']) =>
  suspects.map(({ columns, degree }) => `${columns.join(' + ')}: ${degree}`);

/** Every suspicion on the sets that ship with the page. A set that is not here has none. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'bike-share-2011': ['registered: strong', 'rentals: certain', 'casual + registered: certain'],
};

const files = datasets.all.filter(({ content }) => content.from === 'file');

describe('leaks in the shipped sets', () => {
  it.each(files)('$id', async (dataset) => {
    const table = await shippedTable(dataset);
    const spec = { column: dataset.target, positive: dataset.positive };
    const { suspects, rows } = leaksOf(table, schemaFromCard(dataset, table), spec, dataset.task);
    expect(rows).toBe(Math.min(20_000, rows));
    expect(named(suspects)).toEqual(expected[dataset.id] ?? []);
    // What a card says of columns that are in its file, the check finds by itself.
    const told = dataset.columns.filter(
      ({ name, role }) =>
        role !== 'target' && dataset.leaks.some((leak) => new RegExp(`\\b${name}\\b`).test(leak)),
    );
    const flagged = new Set(suspects.flatMap(({ columns }) => columns));
    expect(told.filter(({ name }) => !flagged.has(name))).toEqual([]);
  });

  it('are told in words: casual + registered = rentals', async () => {
    const dataset = datasets.get('bike-share-2011');
    const table = await shippedTable(dataset);
    const spec = { column: 'rush', positive: 'yes' };
    const { suspects } = leaksOf(table, schemaFromCard(dataset, table), spec, 'binary');
    expect(suspects.at(-1)?.text).toBe(
      'casual + registered = rentals in all of 8,645 rows looked at, and "rentals" gives "rush" away (AUC 1).',
    );
    expect(suspects[0]?.text).toMatch(
      /"registered" alone is very strong.*Check that it is known before the answer/,
    );
  });

  it('are still found when the column of the sum was deleted, and when the sum itself is to be predicted', async () => {
    const dataset = datasets.get('bike-share-2011');
    const whole = await shippedTable(dataset);
    const table = { ...whole, columns: whole.columns.filter(({ name }) => name !== 'rentals') };
    const { suspects } = leaksOf(table, schemaFromCard(dataset, table), { column: 'rush' }, 'binary');
    expect(named(suspects)).toEqual(['registered: strong', 'casual + registered: certain']);
    const sum = leaksOf(whole, openSchema(whole), { column: 'rentals' }, 'regression').suspects;
    expect(named(sum)).toEqual(['casual + registered: certain']);
    expect(sum[0]?.text).toContain('together they are the answer');
  });
});

describe('findLeaks', () => {
  const random = new Random(3);
  const n = 400;
  const draw = (of: () => number) => Array.from({ length: n }, of);
  const noise = draw(() => random.normal());
  const flags = draw(() => Number(random.uniform() < 0.3));
  const answer = categoryColumn(
    'answer',
    flags.map((flag) => (flag ? 'Yes' : 'No')),
    ['No', 'Yes'],
  );
  const values = draw(() => random.normal() * 10);
  let honest: Column;
  beforeAll(() => {
    honest = numberColumn(
      'honest',
      flags.map((flag, row) => 2 * flag + noise[row]!),
    );
  });

  it('says nothing of an honest column, nor of names that are different in every row', () => {
    const id = categoryColumn(
      'id',
      flags.map((_, row) => `id ${row}`),
    );
    expect(leaks([honest, id, answer], 'binary')).toEqual([]);
  });

  it('finds the answer in another spelling, another coding, another unit', () => {
    const spelling = categoryColumn(
      'again',
      flags.map((flag) => (flag ? ' YES' : 'no.')),
    );
    const coding = numberColumn(
      'code',
      flags.map((flag) => 7 - 3 * flag),
      'integer',
    );
    const found = leaks([honest, spelling, coding, answer], 'binary');
    expect(named(found)).toEqual(['again: certain', 'code: certain']);
    expect(found[0]?.text).toContain('in another spelling');
    const unit = [
      numberColumn('answer', values),
      numberColumn(
        'miles',
        values.map((value) => value * 0.62),
      ),
      numberColumn(
        'log',
        values.map((value) => Math.exp(value / 8)),
      ),
    ];
    expect(leaks(unit, 'regression').map(({ columns }) => columns)).toEqual([['miles'], ['log']]);
  });

  it('finds an answer that can be told from where a cell is missing', () => {
    const gaps = numberColumn(
      'closed',
      flags.map((flag, row) => (flag ? noise[row]! : null)),
    );
    expect(named(leaks([honest, gaps, answer], 'binary'))).toEqual(['closed: certain']);
  });

  it('finds row numbers of a sorted table, also in names', () => {
    const sorted = categoryColumn(
      'answer',
      flags.toSorted((a, b) => a - b).map((flag) => (flag ? 'Yes' : 'No')),
    );
    const number = numberColumn(
      'row',
      flags.map((_, row) => row),
      'integer',
    );
    const name = categoryColumn(
      'name',
      flags.map((_, row) => `P-${String(row).padStart(5, '0')}`),
    );
    expect(named(leaks([number, name, sorted], 'binary'))).toEqual(['row: certain', 'name: certain']);
    const three = categoryColumn(
      'answer',
      flags.map((_, row) => ['a', 'b', 'c'][Math.floor((3 * row) / n)]!),
    );
    expect(leaks([number, name, three], 'multiclass').map(({ columns }) => columns[0])).toEqual([
      'row',
      'name',
    ]);
  });

  it('finds sums of three rounded columns and differences, and nothing where one row does not add up', () => {
    const round = (value: number) => Math.round(value * 100) / 100;
    const [a, b, c] = [
      draw(() => random.uniform() * 90),
      draw(() => random.uniform() * 50),
      draw(() => random.uniform() * 70),
    ];
    const total = a.map((value, row) => round(value + b[row]! - c[row]!));
    const parts = [
      numberColumn('a', a.map(round)),
      numberColumn('b', b.map(round)),
      numberColumn('c', c.map(round)),
    ];
    const found = leaks([...parts, numberColumn('answer', total)], 'regression');
    expect(found.map(({ columns }) => columns)).toEqual([['a', 'b', 'c']]);
    expect(found[0]?.text).toMatch(/^a \+ b − c = answer in all of 400 rows/);
    const off = total.with(399, total[399]! + 1);
    expect(leaks([...parts, numberColumn('answer', off)], 'regression')).toEqual([]);
  });

  it('does not take flags, constants or copies for sums', () => {
    const one = numberColumn(
      'one',
      flags.map(() => 1),
      'integer',
    );
    const flag = numberColumn(
      'flag',
      noise.map((value) => Number(value > 0)),
      'integer',
    );
    const copy = numberColumn('copy', noise);
    expect(
      leaks([one, flag, numberColumn('noise', noise), copy, numberColumn('answer', values)], 'regression'),
    ).toEqual([]);
  });

  it('says nothing on too few rows, and looks at a sample of many', () => {
    const few = tableOf(
      numberColumn('x', [0, 0, 0, 1, 1, 1]),
      categoryColumn('answer', ['a', 'a', 'a', 'b', 'b', 'b']),
    );
    expect(leaksOf(few, openSchema(few), { column: 'answer' }, 'binary')).toEqual({ suspects: [], rows: 0 });
    const bits = Array.from({ length: 50_000 }, () => Number(random.uniform() < 0.5));
    const many = tableOf(
      numberColumn(
        'x',
        bits.map((bit) => bit + 0.1 * random.uniform()),
      ),
      numberColumn('answer', bits, 'boolean'),
    );
    const report = leaksOf(many, openSchema(many), { column: 'answer' }, 'binary');
    expect([named(report.suspects), report.rows]).toEqual([['x: certain'], 20_000]);
    expect(leaksOf(many, openSchema(many), { column: 'answer' }, 'binary')).toEqual(report);
  });

  it('is not fooled by levels that are right only where they were seen', () => {
    const pairs = categoryColumn(
      'pair',
      flags.map((_, row) => `p${Math.floor(row / 2)}x`),
    );
    const guessed = leaks(
      [pairs, categoryColumn('answer', draw(() => random.integer(2)).map(String))],
      'binary',
    );
    expect(guessed).toEqual([]);
  });
});
