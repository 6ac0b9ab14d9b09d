import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldsOf, type SplitPlan } from '../../../src/core/cross-validation/splits.ts';
import reference from '../../fixtures/core/cross-validation.json' with { type: 'json' };

const tests = (plan: SplitPlan, input: Parameters<typeof foldsOf>[1]): number[][] =>
  foldsOf(plan, input).map(({ test }) => [...test]);
const { splits } = reference;

describe('the folds of scikit-learn', () => {
  it('KFold', () => {
    expect(tests({ by: 'k-fold', folds: 5, seed: null }, { rows: 40 })).toEqual(
      splits.kfold5_40_no_shuffle_test,
    );
    expect(tests({ by: 'k-fold', folds: 3, seed: null }, { rows: 10 })).toEqual(splits.kfold3_10_test);
  });

  it('StratifiedKFold', () => {
    const classes = Int32Array.from(reference.y);
    expect(tests({ by: 'stratified', folds: 5, seed: null }, { rows: 40, classes })).toEqual(
      splits.stratified5_test,
    );
  });

  it('TimeSeriesSplit', () => {
    // The reference has the last training row, the first and the last tested row.
    expect(
      foldsOf({ by: 'time', folds: 5, gap: 0 }, { rows: 40 }).map(({ train, test }) => [
        train.at(-1),
        test[0],
        test.at(-1),
      ]),
    ).toEqual(splits.timeseries5_40);
  });

  it('GroupKFold', () => {
    const { groups, test } = splits.groupkfold3;
    const rows = groups.length;
    expect(tests({ by: 'group', folds: 3 }, { rows, groups: Int32Array.from(groups) })).toEqual(test);
  });
});

describe('five times two', () => {
  it('halves the rows five times anew, by class where there are classes, and tests each half once', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.array(fc.nat(2), { minLength: 30, maxLength: 90 }), (seed, list) => {
        const classes = Int32Array.from(list);
        for (const input of [{ rows: list.length }, { rows: list.length, classes }]) {
          const found = foldsOf({ by: 'five-by-two', seed }, input);
          expect(found).toHaveLength(10);
          for (let time = 0; time < 5; time++) {
            const [one, other] = [found[2 * time]!, found[2 * time + 1]!];
            expect([...one.test]).toEqual([...other.train]);
            expect([...one.train]).toEqual([...other.test]);
            expect([...one.test, ...one.train].sort((a, b) => a - b)).toEqual(list.map((_, row) => row));
            if (!('classes' in input)) continue;
            for (const code of new Set(list)) {
              const count = (rows: Int32Array) => rows.filter((row) => list[row] === code).length;
              expect(Math.abs(count(one.test) - count(one.train))).toBeLessThanOrEqual(1);
            }
          }
          const halves = new Set(found.map(({ test }) => test.join()));
          expect(halves.size).toBe(10);
          expect(foldsOf({ by: 'five-by-two', seed }, input)).toEqual(found);
        }
      }),
    );
  });
});

describe('whatever the rows', () => {
  const seeds = fc.option(fc.nat(1000), { nil: null });
  const folds = fc.integer({ min: 2, max: 7 });

  it('every row is tested once and learnt from in all other folds', () => {
    fc.assert(
      fc.property(folds, seeds, fc.array(fc.nat(2), { minLength: 30, maxLength: 90 }), (n, seed, list) => {
        const classes = Int32Array.from(list);
        const plans: SplitPlan[] = [
          { by: 'k-fold', folds: n, seed },
          { by: 'stratified', folds: n, seed },
        ];
        for (const plan of plans) {
          const found = foldsOf(plan, { rows: list.length, classes });
          const tested = found.flatMap(({ test }) => [...test]).sort((a, b) => a - b);
          expect(tested).toEqual(list.map((_, row) => row));
          for (const { train, test } of found) {
            expect(train.length + test.length).toBe(list.length);
            expect([...train].some((row) => test.includes(row))).toBe(false);
          }
          if (plan.by !== 'stratified') continue;
          for (const code of new Set(list)) {
            const sizes = found.map(({ test }) => [...test].filter((row) => list[row] === code).length);
            expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  it('in time nothing is tested that was not after all that was learnt, and the gap is kept', () => {
    fc.assert(
      fc.property(folds, fc.nat(5), fc.integer({ min: 60, max: 200 }), (n, gap, rows) => {
        const found = foldsOf({ by: 'time', folds: n, gap }, { rows });
        expect(found.at(-1)!.test.at(-1)).toBe(rows - 1);
        for (const { train, test } of found) expect(test[0]! - train.at(-1)!).toBe(gap + 1);
      }),
    );
  });

  it('a group is never on both sides', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 20, maxLength: 80 }), (list) => {
        fc.pre(new Set(list).size >= 3);
        const found = foldsOf(
          { by: 'group', folds: 3 },
          { rows: list.length, groups: Int32Array.from(list) },
        );
        for (const { train, test } of found) {
          const tested = new Set([...test].map((row) => list[row]));
          expect([...train].some((row) => tested.has(list[row]!))).toBe(false);
        }
      }),
    );
  });

  it('the same seed gives the same folds, another one others', () => {
    const plan = (seed: number): SplitPlan => ({ by: 'k-fold', folds: 4, seed });
    expect(tests(plan(1), { rows: 50 })).toEqual(tests(plan(1), { rows: 50 }));
    expect(tests(plan(1), { rows: 50 })).not.toEqual(tests(plan(2), { rows: 50 }));
  });
});

it.each<[SplitPlan, Parameters<typeof foldsOf>[1], string]>([
  [{ by: 'k-fold', folds: 1, seed: null }, { rows: 10 }, 'at least 2 folds'],
  [{ by: 'k-fold', folds: 5, seed: null }, { rows: 4 }, 'too few for 5 folds'],
  [{ by: 'time', folds: 5, gap: 8 }, { rows: 12 }, 'with a gap of 8'],
  [{ by: 'stratified', folds: 3, seed: null }, { rows: 9 }, 'need rows with classes'],
  [
    { by: 'stratified', folds: 3, seed: null },
    { rows: 4, classes: Int32Array.of(0, 0, 1, 1) },
    'No class has 3 rows',
  ],
  [{ by: 'group', folds: 3 }, { rows: 4, groups: Int32Array.of(0, 0, 1, 1) }, '2 groups are too few'],
])('says in words why %j can’t be done', (plan, input, words) => {
  expect(() => foldsOf(plan, input)).toThrow(words);
});
