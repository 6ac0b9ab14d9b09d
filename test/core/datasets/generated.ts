// What every generator owes: the columns that its card names, the same rows for the same seed, and drift that never reaches back.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Dataset, DriftEvent } from '../../../src/core/define.ts';
import { defaults, type Params, type ParamValues } from '../../../src/core/params.ts';
import { Random } from '../../../src/core/random.ts';
import { columnOf, isCategory, spanRows, takeRows, type Table } from '../../../src/core/table.ts';

interface Wish {
  readonly seed?: number;
  readonly params?: ParamValues;
  readonly drift?: readonly DriftEvent[];
  /** Chance to use instead of the seed's. */
  readonly random?: Random;
}

function contentOf(dataset: Dataset): Extract<Dataset['content'], { from: 'generator' }> {
  if (dataset.content.from !== 'generator') throw new Error(`${dataset.id} is no generator.`);
  return dataset.content;
}

export function generated(
  dataset: Dataset,
  rows: number,
  { seed = 1, params = {}, drift = [], random }: Wish = {},
): Table {
  const content = contentOf(dataset);
  return content.make(rows, random ?? new Random(seed), { ...defaults(content.params), ...params }, drift);
}

/** Hands out what another generator drew, in its order, whatever the purpose. */
export class Replay extends Random {
  readonly #draws: readonly number[];
  #next = 0;

  constructor(draws: readonly number[]) {
    super(0);
    this.#draws = draws;
  }

  get used(): number {
    return this.#next;
  }
  override stream(): this {
    return this;
  }
  override uniform(): number {
    const draw = this.#draws[this.#next++];
    if (draw === undefined) throw new Error('More is drawn than there was.');
    return draw;
  }
  override integer(below: number): number {
    const draw = this.uniform();
    if (!Number.isInteger(draw) || draw < 0 || draw >= below)
      throw new Error(`${draw} is no whole number below ${below}.`);
    return draw;
  }
  override normal(): number {
    return this.uniform();
  }
}

interface Recorded {
  readonly draws: readonly number[];
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
}

/** Makes the rows of another generator from its draws, and compares them with its rows. */
export function expectSameRows(dataset: Dataset, recorded: Recorded, wish: Omit<Wish, 'random'> = {}): void {
  const random = new Replay(recorded.draws);
  const table = generated(dataset, recorded.y.length, { ...wish, random });
  expect(random.used).toBe(recorded.draws.length);
  expectRows(table, dataset.target, recorded);
}

/** Features and answers of a table against those of another generator, to 1e-12. */
export function expectRows(table: Table, target: string, { x, y }: Omit<Recorded, 'draws'>): void {
  const features = table.columns.filter(({ name }) => name !== target);
  const answers = cells(table, target);
  expect(answers.length).toBe(y.length);
  const far: string[] = [];
  const compare = (found: number, given: number, where: string): void => {
    if (!(Math.abs(found - given) <= 1e-12 * Math.max(1, Math.abs(given))))
      far.push(`${where}: ${found} instead of ${given}`);
  };
  y.forEach((value, row) => compare(answers[row]!, value, `answer ${row}`));
  x.forEach((values, row) => {
    expect(values.length).toBe(features.length);
    features.forEach(({ name }, i) => compare(cells(table, name)[row]!, values[i]!, `${name} ${row}`));
  });
  expect(far).toEqual([]);
}

/** Numbers as they are, categories as their codes. */
export function cells(table: Table, name: string): Float64Array | Int32Array {
  const column = columnOf(table, name);
  return isCategory(column) ? column.codes : column.values;
}

/** Share of the rows of [from, to) for which the code of a column is that one. */
export function shareOf(table: Table, name: string, code: number, from = 0, to = table.rows): number {
  const codes = cells(table, name);
  let found = 0;
  for (let row = from; row < to; row++) if (codes[row] === code) found++;
  return found / (to - from);
}

/** Share of the rows of [from, to) in which two tables differ in a column. */
export function disagreement(a: Table, b: Table, name: string, from = 0, to = a.rows): number {
  const [one, other] = [cells(a, name), cells(b, name)];
  let different = 0;
  for (let row = from; row < to; row++) if (one[row] !== other[row]) different++;
  return different / (to - from);
}

interface Movable {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
}

const movable = (params: Params, fixed: readonly string[]): Movable[] =>
  Object.entries(params).flatMap(([name, param]) =>
    (param.type === 'number' || param.type === 'integer') && !fixed.includes(name)
      ? [{ name, min: param.min, max: param.max, whole: param.type === 'integer' }]
      : [],
  );

/** The first rows of a table, its levels left out: a class that comes up later is none of their business. */
const firstRows = (table: Table, rows: number): unknown =>
  takeRows(table, spanRows({ from: 0, to: rows })).columns.map((column) =>
    isCategory(column) ? [column.name, column.codes] : [column.name, column.values],
  );

/**
 * Declares the tests that every generator must pass.
 * @param fixed parameters that hold for the whole stream. @param still those that show only under other settings, which are given.
 */
export function owesAStream(
  dataset: Dataset,
  { fixed = [], needs = {} }: { fixed?: string[]; needs?: Record<string, ParamValues> } = {},
): void {
  const { params } = contentOf(dataset);
  const moves = movable(params, fixed);

  it('has the columns of its card, finite and without gaps, and levels that all come from it', () => {
    const table = generated(dataset, 300);
    expect(table.rows).toBe(300);
    expect(table.columns.map(({ name, kind }) => ({ name, kind }))).toEqual(
      dataset.columns.map(({ name, kind }) => ({ name, kind })),
    );
    for (const column of table.columns)
      if (isCategory(column))
        expect(column.codes.every((code) => code >= 0 && code < column.levels.length)).toBe(true);
      else {
        expect(column.values.every(Number.isFinite)).toBe(true);
        if (column.kind === 'integer') expect(column.values.every(Number.isInteger)).toBe(true);
        if (column.kind === 'boolean')
          expect(column.values.every((value) => value === 0 || value === 1)).toBe(true);
      }
    const target = columnOf(table, dataset.target);
    if (dataset.positive !== undefined && isCategory(target)) {
      expect(target.levels).toHaveLength(2);
      expect(target.levels[1]).toBe(dataset.positive);
    }
    expect(generated(dataset, 0).rows).toBe(0);
    expect(moves.length).toBeGreaterThan(0);
  });

  it('gives the same rows for the same seed, others for another; a longer stream begins with the shorter one', () => {
    const table = generated(dataset, 120, { seed: 7 });
    expect(firstRows(generated(dataset, 200, { seed: 7 }), 120)).toEqual(firstRows(table, 120));
    expect(firstRows(generated(dataset, 120, { seed: 8 }), 120)).not.toEqual(firstRows(table, 120));
  });

  it('never lets drift reach back: up to an event the rows are those without it', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.nat(1000),
          atRow: fc.integer({ min: 1, max: 60 }),
          overRows: fc.constantFrom(0, 1, 40),
          which: fc.nat(moves.length - 1),
          // Ends are whole numbers, as some parameters ask for.
          share: fc.constantFrom(0, 1),
        }),
        ({ seed, atRow, overRows, which, share }) => {
          const { name, min, max } = moves[which]!;
          const drift = [{ atRow, overRows, to: { [name]: min + share * (max - min) } }];
          const moved = generated(dataset, 80, { seed, drift });
          expect(firstRows(moved, atRow)).toEqual(firstRows(generated(dataset, 80, { seed }), atRow));
        },
      ),
      { numRuns: 30 },
    );
  });

  it.each(moves)('lets $name drift', ({ name, max, whole }) => {
    const start = { ...defaults(params), ...needs[name] };
    // Not all the way: a whole turn would change nothing.
    const goal = Number(start[name]) + 0.3 * (max - Number(start[name]));
    const drift = [{ atRow: 200, overRows: 0, to: { [name]: whole ? Math.ceil(goal) : goal } }];
    const still = generated(dataset, 400, { params: start });
    const moved = generated(dataset, 400, { params: start, drift });
    expect(firstRows(moved, 200)).toEqual(firstRows(still, 200));
    expect(firstRows(moved, 400)).not.toEqual(firstRows(still, 400));
  });

  it.each(fixed)('refuses to let %s drift', (name) => {
    expect(() => generated(dataset, 10, { drift: [{ atRow: 5, overRows: 0, to: { [name]: 2 } }] })).toThrow(
      RangeError,
    );
  });

  it('refuses to move what it does not have', () => {
    expect(() => generated(dataset, 10, { drift: [{ atRow: 5, overRows: 0, to: { nothing: 2 } }] })).toThrow(
      RangeError,
    );
  });
}
