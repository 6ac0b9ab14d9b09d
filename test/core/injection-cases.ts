// Rows of every kind of column, and the laws that every kind of change obeys.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { injected } from '../../src/core/injecting/injected.ts';
import { suggested } from '../../src/core/injecting/suggested.ts';
import type {
  Injection,
  InjectionCourse,
  InjectionKind,
  InjectionKnowledge,
} from '../../src/core/injection.ts';
import type { ParamValues } from '../../src/core/params.ts';
import { Random } from '../../src/core/random.ts';
import { cellText, headOf, isCategory, type Column, type Table } from '../../src/core/table.ts';
import { classesOf } from '../../src/core/target.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

export const historyRows = 120;
export const rows = 400;

const random = new Random(5);
const holes = (value: number): number | null => (random.uniform() < 0.05 ? null : value);
const column = <T>(make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row));

/** Numbers, whole numbers, yes and no, words, times, with gaps; answers of three classes, two, and numbers. */
export const mixed: Table = tableOf(
  numberColumn(
    'temp',
    column(() => holes(20 + 5 * random.normal())),
  ),
  numberColumn(
    'wind',
    column(() => random.uniform() * 30),
  ),
  numberColumn(
    'count',
    column(() => holes(random.integer(9))),
    'integer',
  ),
  numberColumn(
    'hour',
    column((row) => row % 24),
    'integer',
  ),
  numberColumn(
    'holiday',
    column(() => holes(Number(random.uniform() < 0.3))),
    'boolean',
  ),
  numberColumn(
    'at',
    column((row) => Date.UTC(2011, 0, 1) + row * 3_600_000),
    'time',
  ),
  numberColumn(
    'constant',
    column(() => 7),
  ),
  categoryColumn(
    'sky',
    column(() => (random.uniform() < 0.05 ? null : ['clear', 'mist', 'rain'][random.integer(3)]!)),
  ),
  categoryColumn(
    'day',
    column(() => ['mon', 'tue', 'sun'][random.integer(3)]!),
    ['mon', 'tue', 'sun'],
  ),
  categoryColumn(
    'species',
    column(() => ['a', 'b', 'c'][random.integer(3)]!),
    ['a', 'b', 'c'],
  ),
  categoryColumn(
    'answer',
    column(() => (random.uniform() < 0.05 ? null : random.uniform() < 0.4 ? 'yes' : 'no')),
    ['no', 'yes'],
  ),
  numberColumn(
    'rides',
    column(() => random.integer(500)),
    'integer',
  ),
);

const features = ['temp', 'wind', 'count', 'hour', 'holiday', 'at', 'sky', 'day'];
const asking = (
  task: InjectionKnowledge['task'],
  target: InjectionKnowledge['target'],
  table: Table = mixed,
): InjectionKnowledge => ({ task, target, classes: classesOf(table, target, task), features, historyRows });

export const binary = asking('binary', { column: 'answer', positive: 'yes' });
export const multiclass = asking('multiclass', { column: 'species' });
export const regression = asking('regression', { column: 'rides' });
/** Yes or no from a number: "rides ≥ 250". */
export const cut = asking('binary', { column: 'rides', atLeast: 250 });
export const questions = [binary, multiclass, regression, cut];

export const change = (kind: string, params: ParamValues, changes: Partial<Injection> = {}): Injection => ({
  id: 'c1',
  kind,
  params,
  course: 'sudden',
  overRows: 0,
  fromRow: 200,
  toRow: null,
  ...changes,
});

export const named = (table: Table, name: string): Column => table.columns.find((c) => c.name === name)!;

/** The numbers of a column. */
export function numbersIn(table: Table, name: string): Float64Array {
  const found = named(table, name);
  if (isCategory(found)) throw new Error(`${name} holds words`);
  return found.values;
}

export const textsIn = (table: Table, name: string): string[] =>
  Array.from({ length: table.rows }, (_, row) => cellText(named(table, name), row));

/** Rows [from, to) of one column as they are, gaps and bits included. */
export function cellsOf(of: Column, from: number, to: number): (number | string | null)[] {
  if (isCategory(of))
    return Array.from(of.codes.subarray(from, to), (code) => (code < 0 ? null : of.levels[code]!));
  return Array.from(of.values.subarray(from, to));
}

export function expectSameRows(actual: Table, expected: Table, from: number, to: number): void {
  for (const [at, before] of expected.columns.entries()) {
    const [a, b] = [cellsOf(actual.columns[at]!, from, to), cellsOf(before, from, to)];
    const different = a.findIndex((cell, i) => !Object.is(cell, b[i]));
    if (different >= 0)
      throw new Error(
        `${before.name} differs in row ${from + different}: ${String(a[different])}, not ${String(b[different])}`,
      );
  }
}

function expectHonest(actual: Table, source: Table): void {
  for (const [at, before] of source.columns.entries()) {
    const after = actual.columns[at]!;
    expect(after.kind).toBe(before.kind);
    expect(after.name).toBe(before.name);
    if (isCategory(after) && isCategory(before)) {
      expect(after.levels.slice(0, before.levels.length)).toEqual(before.levels);
      expect(new Set(after.levels).size).toBe(after.levels.length);
      expect(after.codes.every((code) => code >= -1 && code < after.levels.length)).toBe(true);
    } else if (!isCategory(after)) {
      const fits = (value: number): boolean =>
        Number.isNaN(value) ||
        after.kind === 'number' ||
        (after.kind === 'boolean' ? value === 0 || value === 1 : Number.isInteger(value));
      expect(after.values.every(fits), `${after.name} stays ${after.kind}`).toBe(true);
    }
  }
}

const lengths = fc.record({
  fromRow: fc.integer({ min: historyRows, max: rows }),
  length: fc.option(fc.integer({ min: 0, max: rows })),
  overRows: fc.integer({ min: 1, max: 150 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

/** Columns that it can be made to, in any question for which there is one. */
function settingsFor(kind: InjectionKind): [ParamValues, InjectionKnowledge][] {
  const made: [ParamValues, InjectionKnowledge][] = [];
  for (const known of questions)
    for (const at of features.keys()) {
      const order = [...features.slice(at), ...features.slice(0, at)];
      const params = suggested(kind, mixed, known, order);
      if (
        params &&
        !made.some(([other, of]) => of === known && JSON.stringify(other) === JSON.stringify(params))
      )
        made.push([params, known]);
    }
  return made;
}

/** What holds of every kind of change, on every kind of column and for every task that it is for. */
export function lawsOf(kind: InjectionKind, variants: readonly ParamValues[] = [{}]): void {
  const settings = settingsFor(kind).flatMap(([params, known]) =>
    variants.map((variant): [ParamValues, InjectionKnowledge] => [{ ...params, ...variant }, known]),
  );
  const usable = settings.filter(([params, known]) => kind.problem(mixed, params, known) === null);

  it('can be made to something', () => expect(usable.length).toBeGreaterThan(0));

  it('changes only its rows, the same ones each time, in kind', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...usable),
        fc.constantFrom<InjectionCourse>(...kind.courses),
        lengths,
        ([params, known], course, { fromRow, length, overRows, seed }) => {
          const toRow = length === null ? null : Math.min(rows, fromRow + length);
          const script = [change(kind.id, params, { course, fromRow, toRow, overRows })];
          const after = injected(mixed, script, known, seed);
          expectSameRows(after, mixed, 0, fromRow);
          expectSameRows(after, mixed, toRow ?? rows, rows);
          expectHonest(after, mixed);
          expectSameRows(injected(mixed, script, known, seed), after, 0, rows);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does to a row what it does to it in a stream that ends there, whatever its own end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...usable),
        fc.constantFrom<InjectionCourse>(...kind.courses),
        lengths,
        fc.integer({ min: historyRows, max: rows }),
        ([params, known], course, { fromRow, overRows, seed }, end) => {
          const open = change(kind.id, params, { course, fromRow, overRows });
          const whole = injected(mixed, [open], known, seed);
          expectSameRows(injected(headOf(mixed, end), [open], known, seed), whole, 0, end);
          const closed = { ...open, toRow: Math.max(fromRow, end) };
          expectSameRows(injected(mixed, [closed], known, seed), whole, 0, end);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('changes nothing at its neutral amount', () => {
    for (const [params, known] of usable)
      for (const course of kind.courses)
        expectSameRows(
          injected(
            mixed,
            [change(kind.id, { ...params, [kind.amount]: kind.neutral }, { course, overRows: 50 })],
            known,
            3,
          ),
          mixed,
          0,
          rows,
        );
  });

  it('shares the columns that it does not touch', () => {
    const [params, known] = usable[0]!;
    const after = injected(mixed, [change(kind.id, params)], known, 3);
    if (kind.id === 'duplicate-rows') return;
    expect(named(after, 'constant')).toBe(named(mixed, 'constant'));
  });

  it('says what it does, and refuses a column that is not there', () => {
    const [params, known] = usable[0]!;
    expect(kind.says(params)).not.toBe('');
    if (!('column' in kind.params)) return;
    expect(kind.problem(mixed, { ...params, column: '' }, known)).toBe('Choose a column.');
    expect(kind.problem(mixed, { ...params, column: 'nothing' }, known)).toContain('no column "nothing"');
  });
}
