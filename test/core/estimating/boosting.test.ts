// The boosting of expected errors against the obvious one, which sums every row anew for every question.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boostedValues, fitBoosting } from '../../../src/core/estimating/boosting.ts';
import { Random } from '../../../src/core/random.ts';

type Columns = readonly Float64Array[];

const edgesOf = (column: Float64Array): number[] => {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const edges = Array.from({ length: 31 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / 32)]!);
  return [...new Set(edges)].filter((edge) => edge > sorted[0]!);
};
const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);

interface SlowTree {
  readonly questions: readonly { column: number; edge: number }[];
  readonly values: readonly number[][];
}
const leafOf = ({ questions }: Pick<SlowTree, 'questions'>, columns: Columns, row: number): number =>
  sum(questions.map(({ column, edge }, level) => (columns[column]![row]! >= edge ? 2 ** level : 0)));

function grow(
  columns: Columns,
  edges: number[][],
  rest: readonly number[][],
  rows: number[],
): SlowTree | null {
  const questions: { column: number; edge: number }[] = [];
  for (let level = 0; level < 4; level++) {
    let best = { column: -1, edge: NaN, gain: 0 };
    edges.forEach((own, column) => {
      for (const edge of own) {
        const asked = [...questions, { column, edge }];
        const sums = Array.from({ length: 2 ** asked.length }, () => [0, 0, 0]);
        for (const row of rows) {
          const of = sums[leafOf({ questions: asked }, columns, row)]!;
          of[0]!++;
          of[1]! += rest[0]![row]!;
          of[2]! += rest[1]![row]!;
        }
        const gain = sum(sums.map(([n, a, b]) => (a! ** 2 + b! ** 2) / (n! + 10)));
        // What rounding makes of the same gain is none.
        if (gain > best.gain * (1 + 1e-12)) best = { column, edge, gain };
      }
    });
    if (best.column < 0) break;
    questions.push(best);
  }
  if (questions.length === 0) return null;
  const values = rest.map((left) =>
    Array.from({ length: 16 }, (_, leaf) => {
      const own = rows.filter((row) => leafOf({ questions }, columns, row) === leaf);
      return (0.1 * sum(own.map((row) => left[row]!))) / (own.length + 10);
    }),
  );
  return { questions, values };
}

function slow(columns: Columns, targets: readonly Float64Array[], count: number, asked: Columns) {
  const base = targets.map((target) => sum(target) / target.length);
  const deviation = targets.map((target, t) =>
    Math.sqrt(sum(target.map((value) => (value - base[t]!) ** 2)) / target.length),
  );
  const rest = targets.map((target, t) =>
    Array.from(target, (value) => (deviation[t]! > 0 ? (value - base[t]!) / deviation[t]! : 0)),
  );
  const rows = Array.from(targets[0]!.keys());
  const found = base.map((value) => asked[0]!.map(() => value));
  for (let tree = 0; tree < count; tree++) {
    const grown = grow(columns, columns.map(edgesOf), rest, rows);
    if (!grown) break;
    rest.forEach((left, t) =>
      rows.forEach((row) => (left[row]! -= grown.values[t]![leafOf(grown, columns, row)]!)),
    );
    found.forEach((values, t) =>
      values.forEach(
        (_, row) => (values[row]! += deviation[t]! * grown.values[t]![leafOf(grown, asked, row)]!),
      ),
    );
  }
  return found;
}

const kinds: readonly ((random: Random, row: number) => number)[] = [
  (random) => random.normal(),
  (random) => Math.round(random.normal()),
  (random) => (random.uniform() < 0.3 ? NaN : random.normal()),
  (random) => (random.uniform() < 0.01 ? 1e12 : random.uniform()),
  () => 7,
  () => NaN,
  (random) => (random.uniform() < 0.1 ? Infinity : random.normal()),
  (_, row) => row % 3,
];

describe('boosting', () => {
  it('is that which sums all rows for every question', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 90 }), (seed, rows) => {
        const random = new Random(seed);
        const make = () =>
          kinds.map((of) => Float64Array.from({ length: rows }, (_, row) => of(random, row)));
        const [columns, asked] = [make(), make()];
        const first = Float64Array.from({ length: rows }, (_, row) =>
          Math.abs(random.normal() + columns[1]![row]!),
        );
        const second = first.map((value) => value ** 2);
        const found = boostedValues(fitBoosting(columns, first, second, 4), columns, rows);
        const wanted = slow(columns, [first, second], 4, columns);
        // Where two questions part the rows alike, either may be asked: new rows are then told apart elsewhere.
        for (const t of [0, 1] as const)
          found[t].forEach((value, row) => expect(value).toBeCloseTo(wanted[t]![row]!, 9));
        const fresh = boostedValues(fitBoosting(columns, first, second, 4), asked, rows);
        for (const values of fresh) expect(values.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('decides by rows that are kept apart how many trees there are, and is the mean where nothing can be told', () => {
    const random = new Random(1);
    const x = Float64Array.from({ length: 500 }, () => random.normal());
    const noise = x.map(() => random.normal());
    expect(fitBoosting([x], noise, noise).trees.length).toBeLessThan(15);
    expect(
      fitBoosting(
        [x],
        x.map(Math.abs),
        x.map((value) => value ** 2),
      ).trees.length,
    ).toBeGreaterThan(40);
    expect(fitBoosting([x], noise, noise, 3).trees).toHaveLength(3);
    const [constant, none] = [new Float64Array(500).fill(3), new Float64Array(500)];
    for (const [columns, target] of [
      [[constant], noise],
      [[], noise],
      [[x], none],
    ] as const) {
      const boosted = fitBoosting(columns, target, target);
      expect(boosted.trees).toEqual([]);
      const mean = target.reduce((a, b) => a + b, 0) / 500;
      for (const value of boostedValues(boosted, columns, 2)[1]) expect(value).toBeCloseTo(mean, 12);
    }
  });
});
