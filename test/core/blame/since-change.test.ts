import { expect, it } from 'vitest';
import { sinceChange } from '../../../src/core/blame/since-change.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const windows = [0, 1, 2, 3, 4].map((index) => ({ from: index * 4, to: index * 4 + 4 }));
const numbers = (change: (row: number) => number | null) =>
  tableOf(
    numberColumn(
      'a',
      Array.from({ length: 20 }, (_, row) => change(row)),
    ),
  );

it('finds the window in which a sensor broke', () => {
  const stuck = { kind: 'stuck', value: 0, rows: 12, n: 20 } as const;
  expect(
    sinceChange(
      numbers((row) => (row >= 9 ? 0 : row + 1)),
      'a',
      stuck,
      windows,
    ),
  ).toBe(2);
  expect(
    sinceChange(
      numbers(() => 0),
      'a',
      stuck,
      windows,
    ),
  ).toBe(0);
  expect(
    sinceChange(
      numbers((row) => (row < 8 ? 0 : row)),
      'a',
      stuck,
      windows,
    ),
  ).toBeNull();
});
it('finds since when values are missing, new or out of range', () => {
  const missing = { kind: 'missing', rows: 8, n: 20, was: 0 } as const;
  expect(
    sinceChange(
      numbers((row) => (row >= 12 ? null : row)),
      'a',
      missing,
      windows,
    ),
  ).toBe(3);
  const beyond = { kind: 'beyond', rows: 8, n: 20, low: 0, high: 15 } as const;
  expect(
    sinceChange(
      numbers((row) => row),
      'a',
      beyond,
      windows,
    ),
  ).toBe(4);
  const sky = tableOf(categoryColumn('a', [...'ccccccccccccfcfcfcfc']));
  expect(sinceChange(sky, 'a', { kind: 'new-level', level: 'f', rows: 4, n: 20 }, windows)).toBe(3);
});
it('leaves to others what single rows do not tell', () => {
  const table = numbers((row) => row);
  expect(sinceChange(table, 'a', { kind: 'moved', from: 0, to: 1, n: 20 }, windows)).toBeNull();
  expect(sinceChange(table, 'a', { kind: 'missing', rows: 0, n: 20, was: 0.5 }, windows)).toBeNull();
  expect(sinceChange(table, 'a', { kind: 'stuck', value: 0, rows: 1, n: 1 }, [])).toBeNull();
});
