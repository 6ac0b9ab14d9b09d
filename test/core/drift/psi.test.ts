import { describe, expect, it } from 'vitest';
import psi from '../../../src/core/drift/psi.ts';
import { defaults } from '../../../src/core/params.ts';
import { Random } from '../../../src/core/random.ts';
import definitions from '../../fixtures/core/psi_definitions.json' with { type: 'json' };
import * as columns from '../../fixtures/core/reference.ts';
import { reference } from '../../fixtures/core/reference.ts';
import {
  fixture,
  levelCases,
  levelPair,
  measured,
  numberCases,
  numberPair,
  off,
  sampleOf,
} from './measures.ts';

const params = defaults(psi.params);

const numberColumn = (...given: Parameters<typeof columns.numberColumn>) =>
  sampleOf(columns.numberColumn(...given));
const categoryColumn = (...given: Parameters<typeof columns.categoryColumn>) =>
  sampleOf(columns.categoryColumn(...given));

const words = (counts: readonly number[], keys: readonly string[]) =>
  categoryColumn(
    'x',
    counts.flatMap((count, at) => new Array<string>(count).fill(keys[at]!)),
  );

const normal = (random: Random, rows: number, shift = 0) =>
  numberColumn(
    'x',
    Array.from({ length: rows }, () => random.normal() + shift),
  );

/** How often it calls drift in 300 trials of windows. */
function alarmRate(referenceRows: number, windowRows: number, shift: number): number {
  const random = new Random(5);
  let fired = 0;
  for (let trial = 0; trial < 300; trial++) {
    const measure = psi.fit(normal(random, referenceRows), params);
    if (measure(normal(random, windowRows, shift)).drifted) fired++;
  }
  return fired / 300;
}

describe('psi by tool', () => {
  it.each(numberCases)('has the number of each: %s', (name) => {
    const [before, now] = numberPair(name);
    const { definitions: by, evidently } = fixture.distances_scipy_evidently[name];
    const of = (definition: string) => measured(psi, before, now, { definition }).statistic;
    expect(off(of('credit'), by['psi_10_reference_deciles_eps1e-4'])).toBeLessThan(1e-9);
    expect(off(of('width'), by['psi_10_equal_width_on_reference_open_ends_eps1e-4'])).toBeLessThan(1e-9);
    expect(off(of('evidently'), evidently.psi.score)).toBeLessThan(1e-9);
    expect(off(of('frouros'), fixture.distances_alibi_frouros[name].frouros_PSI_10)).toBeLessThan(1e-9);
  });

  it.each(levelCases)('has the number of each: %s', (name) => {
    const [before, now] = levelPair(name);
    const { definitions: by, evidently } = fixture.distances_scipy_evidently[name];
    const of = (definition: string) => measured(psi, before, now, { definition }).statistic;
    expect(off(of('credit'), by['psi_eps1e-4'])).toBeLessThan(1e-9);
    expect(off(of('evidently'), evidently.psi.score)).toBeLessThan(1e-9);
    expect(off(of('laplace'), by.psi_add_half_laplace)).toBeLessThan(1e-9);
    expect(off(of('deepchecks'), fixture.distances_deepchecks[name]['psi_floor_0.01'])).toBeLessThan(1e-9);
  });
});

describe('psi', () => {
  it.each(Object.entries(definitions.num))('of numbers is the credit-scoring one: %s', (_, data) => {
    const result = psi.fit(numberColumn('x', data.ref), params)(numberColumn('x', data.cur));
    expect(result.statistic).toBeCloseTo(data.psi, 9);
  });

  it.each(Object.entries(definitions.cat))('of categories is also that of Evidently: %s', (_, data) => {
    const result = psi.fit(words(data.ref, data.keys), params)(words(data.cur, data.keys));
    expect(result.statistic).toBeCloseTo(data.psi, 12);
    expect(result.statistic).toBeCloseTo(data.evidently, 12);
    // Pearson's p, or that of the likelihood ratio where it is the larger.
    expect(result.pValue / data.homogeneity).toBeGreaterThan(1 - 1e-9);
    expect(result.pValue / data.homogeneity).toBeLessThan(1.1);
  });

  it.each(reference.psi.cases)('has a bin for missing cells: $bins bins', ({ bins, psi: value, pValue }) => {
    const measure = psi.fit(numberColumn('x', reference.psi.reference), { ...params, bins });
    const result = measure(numberColumn('x', reference.psi.current));
    expect(result.statistic).toBeCloseTo(value, 12);
    expect(result.pValue / pValue).toBeGreaterThan(1 - 1e-8);
    expect(result.pValue / pValue).toBeLessThan(2);
  });

  it('puts a value on an edge into the bin above it', () => {
    // The deciles of 0 … 100 are 10, 20 …, so 10 … 19 are one bin.
    const measure = psi.fit(numberColumn('x', [...Array(101).keys()]), params);
    const share = (count: number) => count / 101;
    const rest = [10, 10, 10, 10, 10, 10, 10, 10, 11].reduce(
      (sum, count) => sum + (1e-4 - share(count)) * Math.log(1e-4 / share(count)),
      0,
    );
    const { statistic } = measure(numberColumn('x', new Array<number>(50).fill(10)));
    expect(statistic).toBeCloseTo((1 - share(10)) * Math.log(1 / share(10)) + rest, 12);
    expect(measure(numberColumn('x', new Array<number>(50).fill(19))).statistic).toBe(statistic);
  });

  it('is 0 on the reference itself', () => {
    const column = numberColumn('x', definitions.num.num.ref);
    expect(psi.fit(column, params)(column)).toMatchObject({ statistic: 0, pValue: 1, drifted: false });
  });

  it('sees a rare value become frequent, which deciles alone do not part', () => {
    const flags = (ones: number) =>
      numberColumn(
        'x',
        [...Array(100).keys()].map((i) => Number(i < ones)),
      );
    expect(psi.fit(flags(3), params)(flags(60)).drifted).toBe(true);
    // Mostly zeros, with few and with many other values; the window's values lie between those of the reference.
    const amounts = (zeros: number) =>
      numberColumn(
        'x',
        [...Array(200).keys()].map((i) => (i < zeros ? 0 : i + 0.5)),
      );
    expect(psi.fit(amounts(195), params)(amounts(60)).drifted).toBe(true);
    expect(psi.fit(amounts(185), params)(amounts(60)).drifted).toBe(true);
  });

  it.each([0, 0.1, -3, 1e300])('sees a column leave its constant %d', (constant) => {
    const measure = psi.fit(numberColumn('x', new Array(100).fill(constant)), params);
    expect(measure(numberColumn('x', new Array(50).fill(constant))).statistic).toBe(0);
    expect(measure(numberColumn('x', new Array(50).fill(constant + 1 + Math.abs(constant)))).drifted).toBe(
      true,
    );
  });

  it('knows levels by name, also when the dictionary of the window is another', () => {
    const measure = psi.fit(categoryColumn('x', ['a', 'a', 'b', 'c'], ['a', 'b', 'c']), params);
    expect(measure(categoryColumn('x', ['c', 'b', 'a', 'a'], ['c', 'unused', 'b', 'a'])).statistic).toBe(0);
  });

  it('counts a level that the reference lacks, and missing cells', () => {
    const half = new Array<string | null>(100).fill('a');
    const measure = psi.fit(categoryColumn('x', [...half, ...half]), params);
    const unseen = measure(categoryColumn('x', [...half, ...new Array<string>(100).fill('new')]));
    const gaps = measure(categoryColumn('x', [...half, ...new Array<null>(100).fill(null)]));
    const expected = (0.5 - 1e-4) * Math.log(0.5 / 1e-4) + (0.5 - 1) * Math.log(0.5);
    expect(unseen.statistic).toBeCloseTo(expected, 12);
    expect(gaps.statistic).toBeCloseTo(expected, 12);
    expect(unseen.drifted && gaps.drifted).toBe(true);
  });

  it('does not take an ordinary small window for drift, and finds a shift', () => {
    for (const [referenceRows, windowRows] of [
      [1000, 24],
      [300, 50],
      [1000, 100],
      [500, 500],
    ] as const)
      expect(alarmRate(referenceRows, windowRows, 0), `${windowRows} rows`).toBeLessThan(0.03);
    expect(alarmRate(1000, 100, 0.7)).toBeGreaterThan(0.9);
  });

  it('calls a small but certain difference drift only above the threshold', () => {
    const random = new Random(1);
    const before = normal(random, 50_000);
    const after = normal(random, 50_000, 0.08);
    const result = psi.fit(before, params)(after);
    expect(result.pValue).toBeLessThan(1e-6);
    expect(result.drifted).toBe(false);
    expect(psi.fit(before, { ...params, threshold: 0 })(after).drifted).toBe(true);
  });

  it('says nothing about no rows and copes with a column that is all missing', () => {
    const some = numberColumn('x', [1, 2, 3]);
    const none = numberColumn('x', []);
    const nothing = { statistic: NaN, pValue: NaN, drifted: false };
    expect(psi.fit(some, params)(none)).toMatchObject(nothing);
    expect(psi.fit(none, params)(some)).toMatchObject(nothing);
    const gaps = numberColumn('x', new Array(50).fill(null));
    expect(psi.fit(gaps, params)(gaps)).toMatchObject({ statistic: 0, pValue: 1, drifted: false });
    expect(psi.fit(gaps, params)(numberColumn('x', [...Array(50).keys()])).drifted).toBe(true);
  });

  it('refuses a column that changed from numbers to words', () => {
    expect(() => psi.fit(numberColumn('x', [1, 2]), params)(categoryColumn('x', ['a']))).toThrow(RangeError);
    expect(() => psi.fit(categoryColumn('x', ['a']), params)(numberColumn('x', [1]))).toThrow(RangeError);
  });
});
