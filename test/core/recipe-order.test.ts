import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit, firstVersion, inOrder } from '../../src/core/editing.ts';
import { edits } from '../../src/core/edits/index.ts';
import { defaults } from '../../src/core/params.ts';
import { orderProblem } from '../../src/core/recipe-order.ts';
import { sourceColumn } from '../../src/core/recipe-sources.ts';
import type { InputSource, RecipePlan } from '../../src/core/recipe-plan.ts';
import { part, type SplitSpec } from '../../src/core/split.ts';
import { splitAnew } from '../../src/core/splitting-anew.ts';
import type { Table } from '../../src/core/table.ts';
import type { VersionTable } from '../../src/core/version-table.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';
import { schemaOf } from './edit-cases.ts';

const planOf = (...sources: InputSource[]): RecipePlan => ({
  v: 1,
  inputs: sources.map((source, i) => ({ name: `input ${i}`, source, steps: [] })),
});
const lag = (rows: number, group: string | null = null): InputSource => ({
  from: 'lag',
  column: 'x',
  rows,
  group,
});
const rolling = (rows: number, group: string | null = null): InputSource => ({
  from: 'rolling-mean',
  column: 'x',
  rows,
  group,
});
const made = (rows: number, groups = 4): Table =>
  tableOf(
    numberColumn(
      'x',
      Array.from({ length: rows }, (_, row) => row * 10),
    ),
    numberColumn(
      't',
      Array.from({ length: rows }, (_, row) => row * 86_400_000),
      'time',
    ),
    categoryColumn(
      'g',
      Array.from({ length: rows }, (_, row) => `g${row % groups}`),
    ),
  );
const sorted = (version: VersionTable, column: string, descending: boolean): VersionTable => {
  const kind = edits.get('sort-rows');
  const params = { ...defaults(kind.params), column, descending };
  return applyEdit(
    version,
    schemaOf(version.table),
    kind,
    { params, rows: null, other: null, split: null },
    1,
  ).version;
};
const withParts = (table: Table, split: Partial<SplitSpec>): VersionTable => {
  const version = firstVersion(table);
  const spec: SplitSpec = {
    v: 1,
    method: 'time',
    testShare: 0.2,
    folds: 5,
    fold: 0,
    gapRows: 0,
    column: null,
    seed: 1,
    ...split,
  };
  return { ...version, parts: splitAnew(table, version.ids, spec, null) };
};

describe('orderProblem', () => {
  it('has nothing to say without lags, in whatever order, nor of rows as they came', () => {
    const plain = planOf({ from: 'column', column: 'x' }, { from: 'product', columns: ['x', 'x'] });
    const version = firstVersion(made(30));
    expect(orderProblem(plain, { ...sorted(version, 'x', true), parts: new Uint8Array(30) })).toBeNull();
    expect(orderProblem(planOf(lag(1), rolling(5), lag(2, 'g')), version)).toBeNull();
    expect(
      orderProblem(
        planOf(lag(1), lag(1, 'g')),
        firstVersion(tableOf(numberColumn('x', []), categoryColumn('g', []))),
      ),
    ).toBeNull();
  });

  it('refuses rows that would read later ones, and names the first', () => {
    const back = { ...sorted(firstVersion(made(30)), 'x', true) };
    for (const source of [lag(1), rolling(3), lag(1, 'g'), rolling(2, 'g')])
      expect(orderProblem(planOf(source), back)).toMatch(
        /^Input "input 0" .* not in the order .* would read later ones/,
      );
    expect(orderProblem(planOf(lag(1)), back)).toContain('row 2 came before');
  });

  it('takes an order by time, and an order within each group, for what reads no further', () => {
    const shuffled = inOrder(firstVersion(made(6)), Int32Array.of(3, 0, 5, 1, 4, 2));
    expect(orderProblem(planOf(lag(1)), shuffled)).toContain('row 2 came before');
    // Ids that go back are right where the rows came out of order and were put in time.
    const inTime = { ...shuffled, table: made(6) };
    expect(orderProblem(planOf(lag(1), lag(1, 'g')), inTime)).toBeNull();
    const byGroup = sorted(firstVersion(made(12)), 'g', false);
    expect(orderProblem(planOf(lag(1, 'g'), rolling(2, 'g')), byGroup)).toBeNull();
    expect(orderProblem(planOf(lag(1)), byGroup)).not.toBeNull();
  });

  it('refuses test rows mixed among training rows, and lets stretches of time and whole groups pass', () => {
    const table = made(1000, 10);
    const problem = (source: InputSource, split: Partial<SplitSpec>) =>
      orderProblem(planOf(source), withParts(table, split));
    for (const split of [
      { method: 'random' },
      { method: 'stratified', column: 'g' },
      { method: 'k-fold' },
    ] as const)
      for (const source of [lag(1), rolling(5), lag(3, 'g')])
        expect(problem(source, split), split.method).toMatch(
          /test rows? above it, so what is tested on would be learnt/,
        );
    expect(problem(rolling(50), { method: 'time' })).toBeNull();
    expect(problem(rolling(50, 'g'), { method: 'group', column: 'g' })).toBeNull();
    expect(problem(lag(1), { method: 'group', column: 'g' })).toMatch(/looks back at/);
    // A fold of rows in their order is a stretch.
    expect(problem(lag(24), { method: 'k-fold', fold: 2, seed: -1 })).toBeNull();
    expect(problem(lag(200), { method: 'k-fold', fold: 2, seed: -1 })).toMatch(
      /all 200 test rows.*with 200 or more/s,
    );
  });

  it('means that test rows change training inputs only below a longer stretch of theirs, by its last rows', () => {
    let passed = 0;
    let changed = 0;
    const stretches = fc.array(fc.tuple(fc.constantFrom(0, 0, 1, 2), fc.integer({ min: 1, max: 8 })), {
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        stretches,
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(lag, rolling),
        fc.constantFrom(null, 'g'),
        (runs, rows, build, group) => {
          const parts = Uint8Array.from(
            runs.flatMap(([value, length]) => new Array<number>(length).fill(value)),
          );
          const table = made(parts.length, 2);
          const source = build(rows, group);
          if (orderProblem(planOf(source), { ...firstVersion(table), parts }) !== null) return;
          passed++;
          const spoilt: Table = {
            ...table,
            columns: table.columns.map((column) =>
              column.name === 'x' && column.kind !== 'category'
                ? {
                    ...column,
                    values: column.values.map((value, row) => (parts[row] === part.test ? -7 : value)),
                  }
                : column,
            ),
          };
          const all = Int32Array.from(parts, (_, row) => row);
          const [before, after] = [table, spoilt].map((of) => sourceColumn('input', source, of, all));
          if (before?.kind === 'category' || after?.kind === 'category')
            throw new Error('Numbers became words.');
          const step = group === null ? 1 : 2;
          all.forEach((row) => {
            if (parts[row] !== part.train || Object.is(before!.values[row], after!.values[row])) return;
            changed++;
            // Within the reach there is the end of a stretch that begins beyond it.
            let at = row - step;
            while (at >= 0 && parts[at] !== part.test) at -= step;
            let length = 0;
            for (let of = at; of >= 0 && parts[of] === part.test; of -= step) length++;
            expect((row - at) / step).toBeLessThanOrEqual(rows);
            expect((row - at) / step + length - 1).toBeGreaterThan(rows);
          });
        },
      ),
    );
    expect(passed).toBeGreaterThan(30);
    expect(changed).toBeGreaterThan(10);
  });

  it('means no influence at all with a gap as long as the reach, also after batches and splitting anew', () => {
    const table = made(400);
    const random = withParts(table, { method: 'random', testShare: 0.03 });
    const spec: SplitSpec = {
      v: 1,
      method: 'time',
      testShare: 0.2,
      folds: 5,
      fold: 0,
      gapRows: 3,
      column: null,
      seed: 1,
    };
    const version = { ...random, parts: splitAnew(table, random.ids, spec, random.parts) };
    const appended = applyEdit(
      version,
      schemaOf(table),
      edits.get('append-rows'),
      { params: {}, rows: null, other: { table: made(50), schema: schemaOf(table) }, split: spec },
      1,
    ).version;
    for (const of of [version, appended]) {
      expect(orderProblem(planOf(lag(3), rolling(3)), of)).toBeNull();
      let training = 0;
      of.parts!.forEach((value, row) => {
        if (value !== part.train) return;
        training++;
        for (let back = 1; back <= 3; back++) expect(of.parts![row - back]).not.toBe(part.test);
      });
      expect(training).toBeGreaterThan(200);
    }
    expect(orderProblem(planOf(rolling(4)), random)).not.toBeNull();
  });
});
