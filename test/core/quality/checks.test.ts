import { describe, expect, it } from 'vitest';
import { sampleOf, type CategorySample, type NumberSample } from '../../../src/core/drift-sample.ts';
import { levelsAgainst } from '../../../src/core/quality/category-checks.ts';
import { duplicatesAgainst } from '../../../src/core/quality/duplicates.ts';
import { fractionsAgainst, outsideAgainst, unitAgainst } from '../../../src/core/quality/number-checks.ts';
import { hashRows } from '../../../src/core/quality/row-hash.ts';
import { Random } from '../../../src/core/random.ts';
import { spanRows, type Column } from '../../../src/core/table.ts';

const numbers = (values: readonly number[]): NumberSample =>
  sampleOf({ name: 'x', kind: 'number', values: Float64Array.from(values) }) as NumberSample;
const words = (codes: readonly number[], levels = ['a', 'b', 'c', 'd', 'e']): CategorySample =>
  sampleOf({ name: 'x', kind: 'category', codes: Int32Array.from(codes), levels }) as CategorySample;
const many = <T>(length: number, of: (i: number) => T): T[] => Array.from({ length }, (_, i) => of(i));

/** Share of undisturbed windows whose p lies at or below each level: must not exceed it. */
function heldLevels(pValueOf: (random: Random) => number, trials = 600): void {
  const random = new Random(17);
  const found = many(trials, () => pValueOf(random));
  for (const level of [0.3, 0.1, 0.02, 0.002]) {
    const share = found.filter((p) => p <= level).length / trials;
    expect(share, `p ≤ ${level}`).toBeLessThanOrEqual(level + 3 * Math.sqrt((level * (1 - level)) / trials));
  }
}

describe('numbers', () => {
  it('beyond the range', () => {
    const look = outsideAgainst(numbers(many(100, (i) => i)));
    expect(look(numbers([0, 50, 99]))).toEqual({ count: 0, pValue: 1 });
    expect(look(numbers([-1, 50, 99.5, 1e300])).count).toBe(3);
    expect(look(numbers(many(40, () => 1000))).pValue).toBeLessThan(1e-20);
    expect(look(numbers([NaN])).count).toBe(0);
    const none = outsideAgainst(numbers([]));
    expect(none(numbers([1, 2]))).toEqual({ count: 0, pValue: 1 });
  });

  it('with fractions where there were none', () => {
    expect(fractionsAgainst(numbers([1, 2.5]))).toBeNull();
    expect(fractionsAgainst(numbers([]))).toBeNull();
    const look = fractionsAgainst(numbers(many(1000, (i) => i)));
    expect(look?.(numbers([1, 2, 3]))).toEqual({ count: 0, pValue: 1 });
    const broken = look?.(numbers([1, 2.5, 3.5, 4.5]));
    expect(broken?.count).toBe(3);
    expect(broken?.pValue).toBeLessThan(1e-7);
  });

  it('in another unit', () => {
    const random = new Random(4);
    const temperatures = () => many(400, () => 20 + 4 * random.normal());
    const look = unitAgainst(numbers(temperatures()));
    expect(look?.(numbers(temperatures())).factor).toBe(1);
    const grams = look?.(numbers(temperatures().map((x) => x * 1000)));
    expect(grams?.factor).toBe(1000);
    expect(grams?.pValue).toBeLessThan(1e-50);
    expect(look?.(numbers(temperatures().map((x) => x / 1.609344))).factor).toBeCloseTo(1 / 1.609344);
    // Shifted, but no wider: no unit.
    expect(look?.(numbers(temperatures().map((x) => x + 180))).factor).toBe(1);
    expect(look?.(numbers([]))).toEqual({ factor: 1, pValue: 1 });
    // Around 0 nothing can be told.
    expect(unitAgainst(numbers(many(400, () => random.normal())))).toBeNull();
    expect(unitAgainst(numbers(many(400, () => 7)))).toBeNull();
  });

  it('are no other unit where weather brings such factors, but are where it never does', () => {
    const random = new Random(8);
    // Days of 24 hours, dry or moist, and hours of a day alike.
    const weather = (rows: number) => {
      let level = 0;
      return many(rows, (i) => {
        if (i % 24 === 0) level = 0.6 * level + 0.3 * random.normal();
        return 50 * Math.exp(level + 0.05 * random.normal());
      });
    };
    const before = weather(1320);
    const stretches = many(35, (i) => numbers(before.slice(i * 36, i * 36 + 72)));
    const look = unitAgainst(numbers(before), stretches)!;
    const least = many(300, () => look(numbers(weather(72))).pValue);
    expect(Math.min(...least)).toBeGreaterThan(1e-5);
    expect(look(numbers(weather(72).map((x) => x * 1000))).pValue).toBeLessThan(1e-8);
    // As if hours were independent such a week would be beyond all chance.
    const moist = numbers(before.map((x) => x * 1.609344).slice(0, 72));
    expect(unitAgainst(numbers(before), [numbers([-3, -2, -1])])).toBeNull();
    expect(look(moist).pValue).toBeGreaterThan(1e-5);
  });

  it('hold their level', () => {
    heldLevels((random) => {
      const draw = () => Math.exp(random.normal());
      return outsideAgainst(numbers(many(60, draw)))(numbers(many(30, draw))).pValue;
    });
  });
});

describe('categories', () => {
  it('that are new or gone', () => {
    const look = levelsAgainst(words(many(300, (i) => i % 3)));
    const usual = look(words(many(60, (i) => i % 3)));
    expect(usual.fresh).toEqual({ levels: 0, rows: 0, pValue: 1 });
    expect(usual.vanished).toEqual({ levels: 0, rows: 0, pValue: 1 });
    const now = look(words(many(60, (i) => (i % 3 === 2 ? 3 : i % 3))));
    expect(now.fresh).toMatchObject({ levels: 1, rows: 20 });
    expect(now.fresh.pValue).toBeLessThan(1e-13);
    expect(now.vanished).toMatchObject({ levels: 1, rows: 100 });
    expect(now.vanished.pValue).toBeLessThan(1e-6);
  });

  it('are told apart by their text, whatever number another table gives them', () => {
    const look = levelsAgainst(
      words(
        many(100, (i) => i % 2),
        ['x', 'y'],
      ),
    );
    expect(
      look(
        words(
          many(50, (i) => i % 2),
          ['y', 'x'],
        ),
      ).fresh.rows,
    ).toBe(0);
    const other = look(
      words(
        many(50, () => 0),
        ['z'],
      ),
    );
    expect(other.fresh.rows).toBe(50);
    expect(other.vanished).toMatchObject({ levels: 2, rows: 100 });
    expect(look(words([-1, -1], ['y', 'x'])).vanished.rows).toBe(100);
  });

  it('hold their level where many are rare', () => {
    const levels = many(400, (i) => `level ${i}`);
    const draw = (random: Random) => Math.min(399, Math.floor(-60 * Math.log(1 - random.uniform())));
    heldLevels((random) => {
      const reference = words(
        many(300, () => draw(random)),
        levels,
      );
      return levelsAgainst(reference)(
        words(
          many(60, () => draw(random)),
          levels,
        ),
      ).fresh.pValue;
    }, 300);
    heldLevels((random) => {
      const reference = words(
        many(300, () => draw(random)),
        levels,
      );
      return levelsAgainst(reference)(
        words(
          many(60, () => draw(random)),
          levels,
        ),
      ).vanished.pValue;
    }, 300);
  });
});

describe('rows', () => {
  const columns = (rows: readonly (readonly [number, number])[], levels = ['a', 'b', 'c']): Column[] => [
    { name: 'x', kind: 'number', values: Float64Array.from(rows, ([x]) => x) },
    { name: 'y', kind: 'category', codes: Int32Array.from(rows, ([, y]) => y), levels },
  ];
  const hashed = (rows: readonly (readonly [number, number])[], levels?: string[]) =>
    hashRows(columns(rows, levels), spanRows({ from: 0, to: rows.length }));

  it('are the same number when all their cells are the same', () => {
    const [a, b, c, d, e, f] = hashed([
      [1, 0],
      [1, 0],
      [1, 1],
      [NaN, -1],
      [NaN, -1],
      [-0, 2],
    ]);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
    expect(d).toBe(e);
    expect(f).toBe(hashed([[0, 2]])[0]);
    expect(hashed([[1, 0]], ['b', 'a'])[0]).toBe(hashed([[1, 1]])[0]);
    const random = new Random(1);
    const all = hashed(many(100_000, () => [random.normal(), random.integer(3)] as const));
    expect(new Set(all).size).toBe(100_000);
  });

  it('that come twice are counted, and rare where the reference has none', () => {
    const random = new Random(8);
    const fresh = (count: number) => Float64Array.from({ length: count }, () => random.uniform());
    const look = duplicatesAgainst(fresh(5000));
    expect(look(fresh(500))).toEqual({ repeats: 0, pValue: 1 });
    const once = fresh(400);
    const sent = look(Float64Array.from([...once, ...once.slice(0, 100)]));
    expect(sent.repeats).toBe(100);
    expect(sent.pValue).toBeLessThan(1e-30);
    const stuck = look(Float64Array.from([...fresh(400), ...many(100, () => 0.5)]));
    expect(stuck.repeats).toBe(99);
    expect(stuck.pValue).toBeLessThan(1e-60);
    expect(look(new Float64Array(0))).toEqual({ repeats: 0, pValue: 1 });
  });

  it('hold their level where rows repeat by nature', () => {
    for (const kinds of [20, 300, 3000])
      heldLevels((random) => {
        const draw = (count: number) => Float64Array.from({ length: count }, () => random.integer(kinds));
        return duplicatesAgainst(draw(200))(draw(60)).pValue;
      }, 300);
  });
});
