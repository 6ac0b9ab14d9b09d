import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/led.ts';
import { swappedPlaces } from '../../../src/core/streams/swaps.ts';
import type { Table } from '../../../src/core/table.ts';
import streams from '../../fixtures/core/streams.json' with { type: 'json' };
import { cells, expectSameRows, generated, owesAStream } from './generated.ts';

/** The digits that seven segments show, as people draw them: top, upper left, upper right, middle, lower left, lower right, bottom. */
const faces = new Map(
  [
    [0, '1110111'],
    [1, '0010010'],
    [2, '1011101'],
    [3, '1011011'],
    [4, '0111010'],
    [5, '1101011'],
    [6, '1101111'],
    [7, '1010010'],
    [8, '1111111'],
    [9, '1111011'],
  ].map(([digit, face]) => [String(face), Number(digit)]),
);

function decoded(table: Table, places: ArrayLike<number>, row: number): number | undefined {
  const face = [0, 1, 2, 3, 4, 5, 6].map((i) => cells(table, `x${places[i]! + 1}`)[row]!).join('');
  return faces.get(face);
}

describe('led', () => {
  owesAStream(dataset);

  it('makes River’s rows from its draws', () => {
    // River draws the places of a swap only where there is one.
    const recorded = { ...streams.led, draws: [0, 0, ...streams.led.draws] };
    expectSameRows(dataset, recorded, { params: { noise: 0.15 } });
  });

  it('makes the rows of River’s LEDDrift from its draws', () => {
    expectSameRows(dataset, streams.led_drift, { params: { noise: 0.15, swapped: 4 } });
  });

  it('without noise shows every digit as it is; a swap hides it where the lights mean nothing', () => {
    const drift = [{ atRow: 500, overRows: 0, to: { swapped: 4 } }];
    const table = generated(dataset, 1000, { params: { noise: 0 }, drift });
    const digits = cells(table, 'digit');
    const plain = [0, 1, 2, 3, 4, 5, 6];
    const right = (places: ArrayLike<number>, from: number): number =>
      Array.from({ length: 500 }, (_, i) =>
        Number(decoded(table, places, from + i) === digits[from + i]),
      ).reduce((sum, one) => sum + one, 0);
    expect(right(plain, 0)).toBe(500);
    expect(right(plain, 500)).toBeLessThan(100);
    // At one of the 7 × 17 beginnings of a swap every digit can be read again.
    const readable = [0, 1, 2, 3, 4, 5, 6].flatMap((first) =>
      Array.from({ length: 17 }, (_, offset) => right(swappedPlaces(7, 17, 4, first, offset), 500)),
    );
    expect(readable.filter((count) => count === 500)).toHaveLength(1);
  });

  it('turns a segment round with 0.01 less than the set probability', () => {
    const clean = generated(dataset, 4000, { params: { noise: 0 } });
    const noisy = generated(dataset, 4000, { params: { noise: 0.21 } });
    let turned = 0;
    for (let i = 1; i <= 7; i++)
      cells(noisy, `x${i}`).forEach((value, row) => (turned += Number(value !== cells(clean, `x${i}`)[row])));
    expect(Math.abs(turned / 28000 - 0.2)).toBeLessThan(0.01);
    expect(cells(noisy, 'x8')).toEqual(cells(clean, 'x8'));
  });
});
