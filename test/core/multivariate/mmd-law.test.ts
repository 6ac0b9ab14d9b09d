// The law of the discrepancy under chance by formula, held against all that it stands for and against drawing.

import { describe, expect, it } from 'vitest';
import { lawOfMean } from '../../../src/core/multivariate/mmd-law.ts';
import { watchMmd } from '../../../src/core/multivariate/mmd-watch.ts';
import { pearsonTail, threeMoments } from '../../../src/core/multivariate/pearson-tail.ts';
import { Random } from '../../../src/core/random.ts';

/** Kernels and nearnesses of `count` blocks of `n` rows of a world of five kinds of rows. */
function drawn(random: Random, count: number, n: number) {
  const kinds = 5;
  const k = Array.from({ length: kinds }, (_, a) =>
    Array.from({ length: kinds }, (_, b) => (a === b ? 1 : Math.exp(-Math.abs(a - b) - (a * b) / 10))),
  );
  const g = [0.5, 0.45, 0.3, 0.35, 0.1];
  const rows = Array.from({ length: count * n }, () =>
    Math.min(random.integer(kinds), random.integer(kinds)),
  );
  const blocks = new Float64Array(count * n * n);
  for (let block = 0; block < count; block++)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        blocks[(block * n + i) * n + j] = i === j ? 1 : k[rows[block * n + i]!]![rows[block * n + j]!]!;
  return { blocks, near: Float64Array.from(rows, (kind) => g[kind]!) };
}

/** Mean of h over every two rows of each block. */
function meansOf({ blocks, near }: ReturnType<typeof drawn>, n: number): Float64Array {
  return Float64Array.from({ length: near.length / n }, (_, block) => {
    let sum = 0;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        if (i !== j) sum += blocks[(block * n + i) * n + j]! - near[block * n + i]! - near[block * n + j]!;
    return sum / (n * (n - 1));
  });
}

describe('the law of a mean over every two rows', () => {
  it.each([2, 3, 4, 5, 12])('has the three moments that draws of %i rows have', (n) => {
    const random = new Random(n);
    const law = lawOfMean(...argumentsOf(drawn(random, 6000, n), n));
    const found = threeMoments(meansOf(drawn(random, 60_000, n), n));
    expect(Math.abs(law.mean - found.mean)).toBeLessThan(0.06 * found.deviation);
    expect(Math.abs(law.deviation / found.deviation - 1)).toBeLessThan(0.04);
    expect(Math.abs(law.skewness - found.skewness)).toBeLessThan(0.15);
  });

  it('allows for how little a few rows say of its mean', () => {
    const few = drawn(new Random(1), 36, 10);
    const [known, unknown] = [1e9, 30].map((rows) => lawOfMean(few.blocks.slice(), few.near, 10, rows));
    expect(unknown!.deviation / known!.deviation).toBeCloseTo(Math.sqrt(4 / 3), 6);
    expect(unknown!.mean).toBe(known!.mean);
  });
});

const argumentsOf = ({ blocks, near }: ReturnType<typeof drawn>, n: number): Parameters<typeof lawOfMean> => [
  blocks,
  near,
  n,
  near.length,
];

const worlds = {
  normal: (random: Random) => Array.from({ length: 4 }, () => random.normal()),
  skewed: (random: Random) => [Math.exp(random.normal()) / 2, random.normal(), random.integer(3)],
};

const rowsOf = (random: Random, world: keyof typeof worlds, count: number): Float64Array =>
  Float64Array.from(Array.from({ length: count }, () => worlds[world](random)).flat());

/** As the law was found before: the discrepancies of two hundred draws of the reference itself. */
function byTrials(
  watch: NonNullable<ReturnType<typeof watchMmd>>,
  z: Float64Array,
  width: number,
  random: Random,
) {
  const rows = z.length / width;
  const values = Array.from(
    { length: 200 },
    () => watch.of(z, random.permutation(rows).subarray(0, watch.draws)).value,
  );
  const found = threeMoments(values);
  return { ...found, deviation: found.deviation / Math.sqrt(1 - watch.draws / rows) };
}

describe('p of the discrepancy', () => {
  it.each([
    ['skewed', 400],
    ['normal', 3000],
    ['skewed', 3000],
  ] as const)(
    'keeps its chance with %s rows, %i of reference, at least as well as by draws',
    (world, rows) => {
      const random = new Random(rows);
      const [references, windows] = [24, 60];
      const [law, trials] = [
        [0, 0, 0],
        [0, 0, 0],
      ];
      let over = 0;
      let width = 0;
      for (let r = 0; r < references; r++) {
        const z = rowsOf(random, world, rows);
        width = z.length / rows;
        const watch = watchMmd(z, width, 1000, random)!;
        const before = byTrials(watch, z, width, random);
        for (let w = 0; w < windows; w++) {
          const { value, pValue } = watch.of(
            rowsOf(random, world, watch.draws),
            Int32Array.from({ length: watch.draws }, (_, i) => i),
          );
          if (value > watch.threshold) over++;
          [0.05, 0.01, 0.001].forEach((alpha, at) => {
            law[at]! += Number(pValue < alpha);
            trials[at]! += Number(pearsonTail(value, before) < alpha);
          });
        }
      }
      const all = references * windows;
      // A reference of a few hundred rows is odd in some way, which stays in all its windows.
      [0.09, 0.035, 0.015].forEach((most, at) => expect(law[at]! / all).toBeLessThan(most));
      law.forEach((count, at) =>
        expect(count).toBeLessThanOrEqual(trials[at]! + 3 * Math.sqrt(trials[at]! + 4)),
      );
      expect(law[0]! / all).toBeGreaterThan(0.025);
      expect(over).toBe(law[2]);
    },
    120_000,
  );
});

describe('small windows and few values', () => {
  /** Shares of windows with p below 1 in 1,000, and of those whose p is not known, while nothing changes. */
  function alarms(draw: (random: Random) => number, width: number, rows: number, windowRows: number) {
    const random = new Random(width * rows + windowRows);
    const [references, windows] = [30, 100];
    const make = (count: number) => Float64Array.from({ length: count * width }, () => draw(random));
    let [low, unknown] = [0, 0];
    for (let r = 0; r < references; r++) {
      const watch = watchMmd(make(rows), width, windowRows, random)!;
      const places = Int32Array.from({ length: watch.draws }, (_, i) => i);
      for (let w = 0; w < windows; w++) {
        const { pValue } = watch.of(make(watch.draws), places);
        low += Number(pValue < 1e-3);
        unknown += Number(Number.isNaN(pValue));
      }
    }
    return { low: low / (references * windows), unknown };
  }

  it.each([
    ['normal', (random: Random) => random.normal(), 3, 1000, 5],
    ['normal', (random: Random) => random.normal(), 4, 4000, 10],
    ['one in two', (random: Random) => Number(random.uniform() < 0.5), 1, 4000, 30],
    ['one in a hundred', (random: Random) => 10 * Number(random.uniform() < 0.01), 1, 4000, 30],
  ] as const)('%s, %#', (_, draw, width, rows, windowRows) => {
    const { low, unknown } = alarms(draw, width, rows, windowRows);
    // Where the reference shows no two rare rows together, a window with two can't be judged.
    expect(unknown).toBeLessThan(10);
    // Of so few values one more may be a step too far; 200 draws of the reference are no better.
    expect(low).toBeLessThan(0.0065);
  });
});
