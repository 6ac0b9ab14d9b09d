import { describe, expect, it } from 'vitest';
import { referenceView } from '../../../src/core/monitoring/view.ts';
import { stillAgainst } from '../../../src/core/quality/standing-still.ts';
import { Random } from '../../../src/core/random.ts';
import type { Table } from '../../../src/core/table.ts';

const [past, windowRows] = [1300, 72];

const levels = Array.from({ length: past }, (_, code) => `word ${code}`);

/** Rows of the past, and after them one window. */
function look(before: (row: number) => number, now: (row: number) => number, words = false, rows = past) {
  const values = Float64Array.from({ length: rows + windowRows }, (_, row) =>
    row < rows ? before(row) : now(row),
  );
  const table: Table = {
    rows: values.length,
    columns: [
      words
        ? { name: 'x', kind: 'category', codes: Int32Array.from(values), levels }
        : { name: 'x', kind: 'number', values },
    ],
  };
  const view = (from: number, to: number) =>
    referenceView({ from, to }, table, new Float64Array(values.length), 1, 0.5, () => new Float32Array(0));
  const still = stillAgainst(view(0, rows), windowRows, 'x');
  return { bound: still.bound, ...still(view(rows, values.length)) };
}

const random = new Random(3);
const day = (row: number): number => Math.floor(row / 24);

describe('a column that stands still', () => {
  it('is one that repeats itself, and never did', () => {
    const { count, pValue, bound } = look(
      () => random.normal(),
      () => 0.25,
    );
    expect(count).toBe(windowRows);
    expect(pValue).toBeLessThan(1e-30);
    expect(bound).toBe(0.95);
    // A wind that is calm in every fifth hour, and in three of four after a calm one.
    let wind = 0;
    const blow = (): number =>
      (wind = random.uniform() < (wind === 0 ? 0.75 : 0.06) ? 0 : random.integer(20) + 1);
    expect(look(blow, () => 0).pValue).toBeLessThan(1e-6);
    expect(look(blow, () => 7).pValue).toBeLessThan(1e-30);
    expect(
      look(
        () => random.integer(4),
        () => 2,
        true,
      ).pValue,
    ).toBeLessThan(1e-20);
  });

  it('is none when one value comes more often, nor when most rows alone have it', () => {
    for (const share of [0.26, 0.31, 0.6, 0.9]) {
      const { pValue, count } = look(
        () => Math.round(9 * random.normal()),
        (row) => (row - past < share * windowRows ? 3 : row),
      );
      expect(count).toBe(Math.ceil(share * windowRows));
      expect(pValue, String(share)).toBe(1);
    }
  });

  it('is none of the calendar, which stands still by nature', () => {
    const calendar: Readonly<Record<string, (row: number) => number>> = {
      workingDay: (row) => Number(day(row) % 7 < 5),
      month: (row) => Math.floor(day(row) / 30),
      year: (row) => Math.floor(day(row) / 365),
      holiday: (row) => Number(day(row) % 40 === 17),
    };
    for (const [name, of] of Object.entries(calendar))
      for (const value of [0, 1, 2, 3])
        for (const words of [false, true]) {
          const { pValue, bound } = look(of, () => value, words);
          if (name === 'holiday' && value > 0) continue;
          expect(pValue, `${name} ${value}`).toBeGreaterThan(1e-3);
          expect(bound, name).toBeNaN();
        }
  });

  it('is none where the value was nearly everywhere before, but is where another one was', () => {
    const rain = (row: number): number => (row % 400 < 330 ? 0 : 1 + random.normal());
    expect(look(rain, () => 0).pValue).toBe(1);
    expect(look(rain, () => 3.2).pValue).toBeLessThan(1e-20);
    expect(
      look(
        (row) => Number(row % 50 === 0),
        () => 0,
      ).pValue,
    ).toBe(1);
  });

  it('says nothing without a value or without a row', () => {
    expect(
      look(
        () => 1,
        () => NaN,
      ),
    ).toMatchObject({ count: 0, n: 0, pValue: NaN });
    expect(
      look(
        () => 1,
        () => 1,
        false,
        0,
      ).pValue,
    ).toBeNaN();
    expect(
      look(
        () => NaN,
        () => 1,
      ).pValue,
    ).toBeNaN();
  });

  it('says the same of numbers that never stay as of words that never do', () => {
    const turn: Readonly<Record<string, (row: number) => number>> = {
      eachItsOwn: (row) => row,
      inTurn: (row) => row % 90,
      thereAndBack: (row) => row % 2,
      gaps: (row) => (row % 3 === 0 ? -1 : row % 40),
    };
    for (const [name, of] of Object.entries(turn))
      for (const value of [0, 1, 5, 1200]) {
        const number = (code: number): number => (code < 0 ? NaN : code);
        const found = look(
          (row) => number(of(row)),
          () => value,
        );
        expect(found, `${name} ${value}`).toEqual(look(of, () => value, true));
      }
  });

  it('holds its level for chains of any persistence', () => {
    for (const stay of [0.3, 0.8, 0.95, 0.985]) {
      let surprises = 0;
      for (let seed = 1; seed <= 150; seed++) {
        const lots = new Random(seed);
        let value = 0;
        const next = (): number => (value = lots.uniform() < stay ? value : lots.integer(4));
        if (look(next, next).pValue <= 0.01) surprises++;
      }
      expect(surprises, String(stay)).toBeLessThanOrEqual(6);
    }
  });
});
