import { describe, expect, it } from 'vitest';
import { parseExpression, rowsWhere } from '../../../src/core/expression.ts';
import { Random } from '../../../src/core/random.ts';
import { searchSlices, type SliceSearchInput } from '../../../src/core/slice-search/search.ts';
import type { SliceSearchSpec, WeakSlice } from '../../../src/core/slice-search.ts';
import { noInputs, slicesOf } from '../../../src/core/slices/slices-of.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const spec: SliceSearchSpec = {
  features: [],
  bins: 5,
  minRows: 20,
  depth: 2,
  correction: 'benjamini-hochberg',
  alpha: 0.05,
  most: 20,
};

function search(input: SliceSearchInput, changes: Partial<SliceSearchSpec> = {}) {
  const steps: { done: number; total: number }[] = [];
  const run = searchSlices(input, { ...spec, ...changes });
  for (;;) {
    const next = run.next();
    if (next.done) return { ...next.value, steps };
    steps.push(next.value);
  }
}

/** Columns without any bearing on the losses. */
function world(
  seed: number,
  rows: number,
  lossOf: (random: Random, row: number) => number,
): SliceSearchInput {
  const random = new Random(seed);
  const draw = (values: number): number[] => Array.from({ length: rows }, () => random.integer(values));
  const table = tableOf(
    numberColumn(
      'hour',
      Array.from({ length: rows }, (_, row) => row % 24),
      'integer',
    ),
    numberColumn(
      'temp',
      Array.from({ length: rows }, () => random.normal()),
    ),
    categoryColumn(
      'weather',
      draw(3).map((i) => ['clear', 'rain', 'it\'s "odd"'][i]!),
    ),
    numberColumn('working day', draw(2), 'boolean'),
  );
  const losses = Float64Array.from({ length: rows }, (_, row) => lossOf(random, row));
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return { table, rows: all, features: ['hour', 'temp', 'weather', 'working day'], losses };
}

const cell = (input: SliceSearchInput, name: string, row: number): number => {
  const column = input.table.columns.find((each) => each.name === name)!;
  return column.kind === 'category' ? column.codes[row]! : column.values[row]!;
};

/** Losses rise where the condition holds. */
function planted(
  seed: number,
  rows: number,
  rise: number,
): { input: SliceSearchInput; isWeak: (row: number) => boolean } {
  const input = world(seed, rows, (random) => Math.abs(random.normal()));
  const isWeak = (row: number): boolean =>
    cell(input, 'hour', row) < 4 && cell(input, 'working day', row) === 1;
  return {
    input: { ...input, losses: input.losses.map((loss, row) => loss + (isWeak(row) ? rise : 0)) },
    isWeak,
  };
}

describe('searchSlices', () => {
  it.each<[string, (random: Random) => number]>([
    ['skewed losses', (random) => -Math.log(1 - random.uniform())],
    ['right and wrong answers', (random) => Number(random.uniform() < 0.2)],
    ['mostly wrong answers', (random) => Number(random.uniform() < 0.85)],
  ])('finds nothing where there is nothing, but for the share that is allowed: %s', (_, lossOf) => {
    const trials = 150;
    for (const correction of ['benjamini-hochberg', 'holm'] as const) {
      let wrong = 0;
      for (let seed = 0; seed < trials; seed++) {
        const { slices, looked } = search(world(seed, 500, lossOf), { correction, alpha: 0.1 });
        expect(looked).toBeGreaterThan(30);
        if (slices.length) wrong++;
      }
      // Three standard errors above one in ten.
      expect(wrong).toBeLessThanOrEqual(trials * 0.1 + 3 * Math.sqrt(trials * 0.09));
    }
  });

  it('finds a planted pair, the worst first, and not the pairs that it explains', () => {
    const { input, isWeak } = planted(3, 3000, 1);
    const { slices } = search(input, { correction: 'holm', alpha: 0.01 });
    const [worst] = slices;
    expect(worst!.label).toBe('hour 0–3, working day true');
    const rows = [...(input.rows as Int32Array)].filter(isWeak);
    expect(worst!.rows).toBe(rows.length);
    expect([...worst!.tableRows].sort((a, b) => a - b)).toEqual(rows);
    expect(worst!.loss - worst!.restLoss).toBeCloseTo(1, 0);
    expect(worst!.effect).toBeGreaterThan(1);
    expect(worst!.adjusted).toBeLessThan(1e-10);
    expect(worst!.adjusted).toBeGreaterThanOrEqual(worst!.pValue);
    // The greatest loss comes first.
    expect(input.losses[worst!.tableRows[0]!]).toBe(Math.max(...rows.map((row) => input.losses[row]!)));
    const effects = slices.map(({ effect }) => effect);
    expect(effects).toEqual(effects.toSorted((a, b) => b - a));
    // Its parts are weaker because of it; no other pair within them is.
    expect(slices.map(({ label }) => label).sort()).toEqual([
      'hour 0–3',
      'hour 0–3, working day true',
      'working day true',
    ]);
  });

  it('leaves pairs out that are no worse than the slice they are part of', () => {
    const input = world(8, 2000, (random) => random.uniform());
    const losses = input.losses.map((loss, row) => loss + Number(cell(input, 'weather', row) === 1));
    const { slices, looked } = search({ ...input, losses });
    expect(slices.map(({ label }) => label.includes(','))).toEqual([false]);
    expect(looked).toBeGreaterThan(80);
  });

  it('gives specs that ask for the same rows again', () => {
    const { input } = planted(5, 3000, 1);
    const { slices } = search({
      ...input,
      losses: input.losses.map((loss, row) => loss + Number(cell(input, 'weather', row) === 2)),
    });
    expect(slices.length).toBeGreaterThan(3);
    expect(new Set(slices.map((each) => each.spec.by))).toEqual(new Set(['rule', 'values']));
    for (const slice of slices) {
      const again = slicesOf(input.table, input.rows, [slice.spec], noInputs);
      expect(again.map(({ places }) => [...places])).toEqual([[...slice.tableRows].sort((a, b) => a - b)]);
    }
  });

  it('counts all that it looked at: a row more or less of the size makes the difference', () => {
    const table = tableOf(categoryColumn('a', [...'xxxxyyyyyz']), categoryColumn('b', [...'uuvvuuvvvv']));
    const losses = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, NaN]);
    const input = { table, rows: Int32Array.from({ length: 10 }, (_, i) => i), features: ['a', 'b'], losses };
    // a: x 4, y 5 (z is unknown); b: u 4, v 5; pairs: xu 2, xv 2, yu 2, yv 3.
    expect(search(input, { minRows: 4 }).looked).toBe(4);
    expect(search(input, { minRows: 2 }).looked).toBe(8);
    expect(search(input, { minRows: 3 }).looked).toBe(5);
    expect(search(input, { minRows: 2, depth: 1 }).looked).toBe(4);
    expect(search(input, { minRows: 2, features: ['b'] }).looked).toBe(2);
    expect(search({ ...input, losses: losses.map(() => NaN) }).looked).toBe(0);
  });

  it('names what came nearest where nothing is beyond chance, the least likely first', () => {
    const { slices, near, looked } = search(world(4, 500, (random) => random.uniform()));
    expect(slices).toEqual([]);
    expect(near.length).toBeGreaterThan(0);
    expect(near.length).toBeLessThanOrEqual(5);
    expect(looked).toBeGreaterThan(near.length);
    for (const each of near) {
      expect(each.loss).toBeGreaterThan(each.restLoss);
      expect(each.adjusted).toBeGreaterThan(spec.alpha);
    }
    const chances = near.map(({ pValue }) => pValue);
    expect(chances).toEqual(chances.toSorted((a, b) => a - b));
    // A finding needs no consolation.
    expect(search(planted(3, 3000, 1).input).near).toEqual([]);
    const same = world(4, 500, () => 1);
    expect(search(same)).toMatchObject({ slices: [], near: [] });
  });

  it('tells how far it is, to the end', () => {
    const { steps } = search(world(1, 200, (random) => random.uniform()));
    expect(steps.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(steps.map(({ total }) => total))).toEqual(new Set([10]));
  });

  it('looks at two columns of many values without a place for every pair', () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => Math.floor(i / 10));
    const table = tableOf(
      categoryColumn(
        'a',
        ids.map((id) => `a${id}`),
      ),
      categoryColumn(
        'b',
        ids.map((id) => `b${id}`),
      ),
      categoryColumn(
        'c',
        ids.map((_, i) => `c${i % 2000}`),
      ),
    );
    const losses = Float64Array.from(ids, (id, row) => (id === 7 ? 9 : row % 3));
    const input = { table, rows: Int32Array.from(ids.keys()), features: ['a', 'b', 'c'], losses };
    const { slices, looked } = search(input, { minRows: 3 });
    // a and b are the same column by another name: their pairs are no further slices, and one of the two is told.
    expect(looked).toBe(6000);
    expect(slices.map(({ label }) => label)).toEqual(['a a7']);
  });

  it('gives at most as many as are wanted, and refuses settings without sense', () => {
    const { input } = planted(3, 3000, 1);
    expect(search(input, { most: 1 }).slices).toHaveLength(1);
    for (const wrong of [{ alpha: 0 }, { bins: 1 }, { minRows: 1 }, { minRows: 2.5 }])
      expect(() => search(input, wrong)).toThrow('A search needs');
    expect(() => search(input, { features: ['nothing'] })).toThrow('There is no column "nothing"');
  });

  it('reads its conditions back for odd names and texts', () => {
    const { input } = planted(3, 3000, 1);
    const weak = search(input).slices.find(
      (each: WeakSlice) => each.spec.by === 'rule' && each.label.includes(','),
    );
    const condition = weak!.spec.by === 'rule' ? weak!.spec.condition : '';
    expect(condition).toBe('hour < 4 and `working day`');
    expect(rowsWhere(parseExpression(condition, input.table.columns), input.table)).toHaveLength(weak!.rows);
  });
});
