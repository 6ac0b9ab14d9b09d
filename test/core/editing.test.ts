import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestTable } from '../../src/core/digest.ts';
import type { EditKind } from '../../src/core/edit.ts';
import { applyEdit, firstVersion, inOrder, type Edited, type EditOrder } from '../../src/core/editing.ts';
import { edits } from '../../src/core/edits/index.ts';
import { AppError } from '../../src/core/errors.ts';
import { defaults, type Param, type ParamValues } from '../../src/core/params.ts';
import { columnKindOf, type TableSchema } from '../../src/core/schema.ts';
import { part, type SplitSpec } from '../../src/core/split.ts';
import { assignParts } from '../../src/core/splitting.ts';
import { columnOf, type Table } from '../../src/core/table.ts';
import type { VersionTable } from '../../src/core/version-table.ts';
import { cells, schemaOf } from './edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

const names = ['x', 'n', 'flag', 'at', 'word', 'group', 'target'];
const rowOf = fc.tuple(
  fc.oneof(
    fc.constant(null),
    fc.constantFrom(0, -0, 1.5, -2, 1e308),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  ),
  fc.option(fc.integer({ min: -3, max: 3 }), { freq: 5, nil: null }),
  fc.option(fc.constantFrom(0, 1), { freq: 5, nil: null }),
  fc.option(
    fc.integer({ min: 0, max: 9 }).map((day) => day * 86_400_000),
    { freq: 5, nil: null },
  ),
  fc.option(fc.constantFrom('a', 'b', 'c', '<b>', '__proto__'), { freq: 5, nil: null }),
  fc.constantFrom('g1', 'g2', 'g3', 'g4'),
  fc.constantFrom('yes', 'no'),
);
type Row = typeof rowOf extends fc.Arbitrary<infer T> ? T : never;
const tableFrom = (rows: readonly Row[]): Table =>
  tableOf(
    numberColumn(
      'x',
      rows.map((row) => row[0]),
    ),
    numberColumn(
      'n',
      rows.map((row) => row[1]),
      'integer',
    ),
    numberColumn(
      'flag',
      rows.map((row) => row[2]),
      'boolean',
    ),
    numberColumn(
      'at',
      rows.map((row) => row[3]),
      'time',
    ),
    categoryColumn(
      'word',
      rows.map((row) => row[4]),
    ),
    categoryColumn(
      'group',
      rows.map((row) => row[5]),
    ),
    categoryColumn(
      'target',
      rows.map((row) => row[6]),
    ),
  );
const tables = fc.array(rowOf, { minLength: 4, maxLength: 30 }).map(tableFrom);
const lookup = tableOf(
  categoryColumn('word', ['a', 'b', 'c']),
  numberColumn('n', [1, 2, 3], 'integer'),
  categoryColumn('found', ['p', null, 'q']),
).columns;
const schemaFor = (table: Table): TableSchema =>
  schemaOf(table, {
    target: { role: 'target', categories: ['yes', 'no'] },
    x: { min: -2, max: 2 },
    group: { role: 'group' },
  });

function valueFor(name: string, param: Param): fc.Arbitrary<ParamValues[string]> {
  switch (param.type) {
    case 'number':
    case 'integer': {
      const small = fc.constantFrom(
        ...[0, 0.2, 0.5, 1, 2, 3, 1.8, -1, 32].filter(
          (v) => v >= param.min && v <= param.max && (param.type === 'number' || Number.isInteger(v)),
        ),
      );
      return fc.oneof(fc.constant(param.default), small);
    }
    case 'choice':
      return fc.constantFrom(...param.options.map(({ value }) => value));
    case 'boolean':
      return fc.boolean();
    case 'column':
      return fc.constantFrom('', ...names);
    case 'text':
      if (name === 'otherKey') return fc.constantFrom('', '', 'word');
      if (name === 'from' || name === 'to') return fc.constantFrom('', 'yes', 'no', 'a', '1');
      if (name === 'where')
        return fc.constantFrom('', '', 'n > 0', "word == 'a'", 'missing(x) or flag', 'x >');
      if (name === 'formula')
        return fc.constantFrom('n + 1', 'upper(word)', 'missing(x)', 'at + n', 'x +', '');
      return fc.constantFrom(
        '',
        'a',
        'b',
        'yes',
        'no',
        '1',
        '0',
        '2.5',
        '2024-01-31',
        'new',
        'word',
        param.default,
      );
  }
}
const orders = (kind: EditKind) =>
  fc.record({
    params: fc.record(
      Object.fromEntries(Object.entries(kind.params).map(([name, param]) => [name, valueFor(name, param)])),
    ),
    rows: fc.option(
      fc
        .uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 })
        .map((rows) => Int32Array.from(rows)),
      { nil: null },
    ),
    other: tables.chain((other) =>
      fc.constantFrom<Table>(
        ...(kind.id === 'merge-table'
          ? [{ rows: 3, columns: [lookup[0]!, lookup[2]!] }, { rows: 3, columns: lookup.slice(1) }, other]
          : [other, { rows: other.rows, columns: other.columns.toReversed() }, { rows: 3, columns: lookup }]),
      ),
    ),
    seed: fc.nat(),
  });
interface Drawn {
  readonly params: ParamValues;
  readonly rows: Int32Array | null;
  readonly other: Table;
  readonly seed: number;
}
/** What an edit makes; null when it refuses, which it may with an error for people only. */
function edited(
  version: VersionTable,
  schema: TableSchema,
  kind: EditKind,
  drawn: Drawn,
  split: SplitSpec | null,
): Edited | null {
  const order: EditOrder = {
    params: drawn.params,
    rows: drawn.rows && drawn.rows.filter((row) => row < version.table.rows),
    other: { table: drawn.other, schema: schemaOf(drawn.other) },
    split,
  };
  try {
    return applyEdit(version, schema, kind, order, drawn.seed);
  } catch (error) {
    if (error instanceof AppError && error.code === 'bad-input') return null;
    throw error;
  }
}

const tabular = edits.all.filter((kind) => kind.group !== 'image');

describe('every edit', () => {
  it.each(tabular.map((kind) => [kind.id, kind] as const))(
    '%s is pure, seeded, and changes the digest exactly when it succeeds',
    async (_, kind) => {
      let succeeded = 0;
      await fc.assert(
        fc.asyncProperty(tables, orders(kind), async (table, drawn) => {
          const version = firstVersion(table);
          const schema = schemaFor(table);
          const before = await digestTable(table);
          const result = edited(version, schema, kind, drawn, null);
          expect(await digestTable(table)).toBe(before);
          if (!result) return;
          succeeded++;
          const after = result.version;
          expect(await digestTable(after.table)).not.toBe(before);
          expect(edited(version, schema, kind, drawn, null)).toEqual(result);
          // The schema has a field for each column, in order and of its kind.
          expect(result.schema.fields.map(({ name, kind: of }) => [name, columnKindOf(of)])).toEqual(
            after.table.columns.map(({ name, kind: of }) => [name, of]),
          );
          // Rows that stayed keep their id; ids are unique and below the next one.
          expect(after.ids).toHaveLength(after.table.rows);
          expect(new Set(after.ids).size).toBe(after.table.rows);
          expect(after.ids.every((id) => id >= 0 && id < after.nextId)).toBe(true);
          for (const column of after.table.columns)
            expect(column.kind === 'category' ? column.codes.length : column.values.length).toBe(
              after.table.rows,
            );
          expect(result.summary).toMatch(/\d|^renamed/);
          if (kind.group === 'fault')
            expect(result.schema.fields.map(({ categories, optional }) => [categories, optional])).toEqual(
              schema.fields.map(({ categories, optional }) => [categories, optional]),
            );
        }),
        { numRuns: 60 },
      );
      // The property says something only if the edit is not always refused.
      expect(succeeded).toBeGreaterThan(2);
    },
  );
});

const splits: SplitSpec[] = (
  [
    ['time', 'at', 1],
    ['time', null, 0],
    ['random', null, 0],
    ['stratified', 'target', 0],
    ['group', 'group', 0],
    ['k-fold', null, 0],
  ] as const
).map(([method, column, gapRows]) => ({
  v: 1,
  method,
  column,
  gapRows,
  testShare: 0.3,
  folds: 3,
  fold: 1,
  seed: 11,
}));

/** Training rows among those known that are not earlier than the first test row among them. */
function lateRows({ table, ids, parts }: VersionTable, name: string, known: ReadonlySet<number>): number {
  const column = columnOf(table, name);
  if (column.kind === 'category') throw new Error('Times became texts.');
  const timesOf = (wanted: number) =>
    Array.from(column.values).filter(
      (time, row) => parts![row] === wanted && known.has(ids[row]!) && !Number.isNaN(time),
    );
  const firstTest = Math.min(Infinity, ...timesOf(part.test));
  return timesOf(part.train).filter((time) => time >= firstTest).length;
}

describe('through any chain of edits', () => {
  it.each(splits.map((split) => [`${split.method} ${split.column ?? ''}`, split] as const))(
    'split by %s: a row keeps its id and its part, and the parts stay apart',
    (_, spec) => {
      const step = fc
        .constantFrom(...tabular)
        .chain((kind) => orders(kind).map((drawn) => ({ id: kind.id, drawn })));
      let kept = 0;
      let added = 0;
      fc.assert(
        fc.property(tables, fc.array(step, { minLength: 1, maxLength: 8 }), (table, steps) => {
          const start = firstVersion(table);
          let parts: Uint8Array;
          try {
            parts = assignParts(table, start.ids, spec, null);
          } catch (error) {
            if (error instanceof AppError) return;
            throw error;
          }
          let version: VersionTable = { ...start, parts };
          let schema = schemaFor(table);
          let split: SplitSpec = spec;
          const partOf = new Map<number, number>();
          start.ids.forEach((id, row) => partOf.set(id, parts[row]!));
          for (const { id: kindId, drawn } of steps) {
            const result = edited(version, schema, edits.get(kindId), drawn, split);
            if (!result) continue;
            const before = version;
            const columnBefore = split.column;
            ({ version, schema } = result);
            split = result.split!;
            expect(version.nextId).toBeGreaterThanOrEqual(before.nextId);
            version.ids.forEach((id, row) => {
              const now = version.parts![row]!;
              const then = partOf.get(id);
              if (then === undefined) {
                added++;
                // A new id was never used, not even by a row deleted long ago.
                expect(id).toBeGreaterThanOrEqual(before.nextId);
                expect([part.train, part.test, part.gap]).toContain(now);
                partOf.set(id, now);
              } else {
                kept++;
                expect(now).toBe(then);
              }
            });
            if (split.method === 'group') {
              const groups = cells(version.table, split.column!);
              for (const group of new Set(groups)) {
                const sides = new Set(
                  groups.flatMap((one, row) => (one === group ? [version.parts![row]!] : [])),
                );
                expect(sides.size).toBe(1);
              }
            }
            if (split.method === 'time' && split.column !== null) {
              // Of the rows that were there, no more training rows are as late as a test row than before.
              const known = new Set(before.ids);
              expect(lateRows(version, split.column, known)).toBeLessThanOrEqual(
                lateRows(before, columnBefore!, known),
              );
            }
          }
        }),
      );
      expect(kept).toBeGreaterThan(500);
      expect(added).toBeGreaterThan(20);
    },
  );
});

const table = tableOf(numberColumn('x', [1, 2, 3, 4]), categoryColumn('g', ['a', 'a', 'b', 'b']));
const schema = schemaOf(table);
const split: SplitSpec = {
  v: 1,
  method: 'group',
  column: 'g',
  testShare: 0.5,
  folds: 2,
  fold: 0,
  gapRows: 0,
  seed: 1,
};
const version: VersionTable = { ...firstVersion(table), parts: Uint8Array.of(0, 0, 1, 1) };
const run = (id: string, params: ParamValues, given: Partial<EditOrder> = {}) => {
  const kind = edits.get(id);
  const order = { params: { ...defaults(kind.params), ...params }, rows: null, other: null, split, ...given };
  return applyEdit(version, schema, kind, order, 1);
};

describe('applyEdit', () => {
  it('lets new rows join their group', () => {
    const other = { table: tableOf(numberColumn('x', [5, 6]), categoryColumn('g', ['b', 'a'])), schema };
    const { version: after, summary } = run('append-rows', {}, { other });
    expect(Array.from(after.parts!)).toEqual([0, 0, 1, 1, 1, 0]);
    expect(Array.from(after.ids)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(after.nextId).toBe(6);
    expect(summary).toBe('appended 2 rows');
  });

  it('lets appended rows teach though they come after test rows, and still refuses to move a training row behind one', () => {
    const times = (from: number, rows: number) =>
      tableOf(
        numberColumn(
          't',
          Array.from({ length: rows }, (_, i) => from + i),
        ),
      );
    const start = firstVersion(times(0, 10));
    const of = schemaOf(start.table);
    const spec: SplitSpec = { ...split, method: 'time', column: 't', testShare: 0.2 };
    const step = (from: VersionTable, id: string, given: Partial<EditOrder>) =>
      applyEdit(
        from,
        of,
        edits.get(id),
        { params: defaults(edits.get(id).params), rows: null, other: null, split: spec, ...given },
        1,
      ).version;
    const other = (from: number) => ({ other: { table: times(from, 5), schema: of } });
    const once = step(
      { ...start, parts: assignParts(start.table, start.ids, spec, null) },
      'append-rows',
      other(10),
    );
    const twice = step(once, 'append-rows', other(15));
    expect(Array.from(twice.parts!)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    const set = (value: string, row: number) =>
      step(twice, 'fix-cells', {
        params: { ...defaults(edits.get('fix-cells').params), column: 't', value },
        rows: Int32Array.of(row),
      });
    expect(() => set('8.5', 3)).toThrow(/would come as late in "t"/);
    expect(() => set('2', 8)).toThrow(/would come as late in "t"/);
    expect(columnOf(set('16.5', 10).table, 't')).toMatchObject({ kind: 'number' });
  });

  it('never uses an id again', () => {
    const fewer = run('delete-rows', {}, { rows: Int32Array.of(3) }).version;
    expect(Array.from(fewer.ids)).toEqual([0, 1, 2]);
    expect(fewer.nextId).toBe(4);
  });

  it('keeps the split by its column when that is renamed, and refuses to take it away', () => {
    expect(run('rename-column', { column: 'g', name: 'site' }).split).toEqual({ ...split, column: 'site' });
    expect(() => run('drop-column', { column: 'g' })).toThrow(/split by "g", so it cannot be taken away/);
    expect(run('drop-column', { column: 'x' }).split).toEqual(split);
  });

  it('refuses to put a group on both sides', () => {
    const rows = Int32Array.of(0);
    expect(() => run('fix-cells', { column: 'g', value: 'b' }, { rows })).toThrow(
      /group "b" of "g" would have rows/,
    );
    expect(cells(run('fix-cells', { column: 'g', value: 'c' }, { rows }).version.table, 'g')).toEqual([
      'c',
      'a',
      'b',
      'b',
    ]);
  });

  it('refuses settings that do not fit, a missing table, and unknown settings', () => {
    expect(() => run('sample-rows', { share: 7 })).toThrow(
      /Sample rows cannot be done: Share must lie between/,
    );
    expect(() => run('sort-rows', { other: 1 })).toThrow(/no setting called other/);
    expect(() => run('merge-table', { key: 'g' })).toThrow(/needs a second table/);
  });

  it('sorts what was picked, and names rows that are not there', () => {
    const { version: left } = run('keep-rows', {}, { rows: Int32Array.of(2, 0, 2) });
    expect(Array.from(left.ids)).toEqual([0, 2]);
    expect(() => run('keep-rows', {}, { rows: Int32Array.of(4) })).toThrow(RangeError);
  });

  it('asks for the split of parts, and for edits that say where rows are from', () => {
    expect(() => run('sort-rows', { column: 'x', descending: true }, { split: null })).toThrow(RangeError);
    const twice: EditKind = {
      ...edits.get('sort-rows'),
      apply: (input) => ({
        table: input.table,
        schema: input.schema,
        from: Int32Array.of(0, 0, 1, 2),
        summary: '',
      }),
    };
    const order = { params: defaults(twice.params), rows: null, other: null, split };
    expect(() => applyEdit(version, schema, twice, order, 1)).toThrow(/row 0 of its parent twice/);
  });

  it('brings a version into an order with all that belongs to its rows', () => {
    const turned = inOrder(version, Int32Array.of(3, 0, 1, 2));
    expect(Array.from(turned.ids)).toEqual([3, 0, 1, 2]);
    expect(Array.from(turned.parts!)).toEqual([1, 0, 0, 1]);
    expect(cells(turned.table, 'g')).toEqual(['b', 'a', 'a', 'b']);
  });
});
