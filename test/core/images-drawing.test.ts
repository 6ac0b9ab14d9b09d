import { describe, expect, it } from 'vitest';
import { drawWriting, type Hand } from '../../src/core/images-drawing.ts';
import { writings } from '../../src/core/images-strokes.ts';

const steady: Hand = {
  rotation: 0,
  slant: 0,
  width: 1,
  height: 1,
  right: 0,
  down: 0,
  thickness: 2,
  wobble: 0,
  waves: 1,
  phase: 0,
};
const upright = [[0.5, 0, 0.5, 1]];

function drawn(hand: Partial<Hand>, writing: readonly (readonly number[])[] = upright): Float64Array {
  const ink = new Float64Array(21 * 21).fill(9);
  drawWriting(ink, 21, 10, writing, { ...steady, ...hand });
  return ink;
}
const total = (ink: Float64Array): number => ink.reduce((sum, value) => sum + value, 0);

describe('drawing', () => {
  it('covers pixels by how far a stroke reaches into them', () => {
    const ink = drawn({});
    // Two pixels thick about the middle of column 10: that one whole, half of each neighbour.
    for (const [x, covered] of [
      [8, 0],
      [9, 0.5],
      [10, 1],
      [11, 0.5],
      [12, 0],
    ] as const)
      expect(ink[10 * 21 + x]).toBeCloseTo(covered, 12);
    // Round ends reach one pixel beyond 10 ± 5.
    expect(ink[4 * 21 + 10]).toBeCloseTo(0.5, 12);
    expect(ink[3 * 21 + 10]).toBe(0);
  });

  it('has about length × thickness of ink', () => {
    expect(total(drawn({ thickness: 2 }))).toBeCloseTo(10 * 2 + Math.PI, 0);
    expect(total(drawn({ thickness: 3, height: 0.5 }))).toBeCloseTo(5 * 3 + Math.PI * 1.5 ** 2, 0);
  });

  it('turns anticlockwise, leans to the right, moves', () => {
    const flag = [[0.5, 0, 0.5, 0.01]];
    const at = (hand: Partial<Hand>): number => {
      const ink = drawn(hand, flag);
      return ink.indexOf(Math.max(...ink));
    };
    expect(at({})).toBe(5 * 21 + 10);
    expect(at({ rotation: 90 })).toBe(10 * 21 + 5);
    expect(at({ slant: 1 })).toBe(5 * 21 + 15);
    expect(at({ right: 2, down: -3 })).toBe(2 * 21 + 12);
  });

  it('cuts off what leaves the picture', () => {
    expect(total(drawn({ right: 100 }))).toBe(0);
    const ink = drawn({ right: 10, thickness: 8 });
    expect(ink[10 * 21 + 20]).toBe(1);
    expect(ink[10 * 21]).toBe(0);
  });
});

describe('the ways to write digits', () => {
  it('are two or three for each of ten, inside their box, without jumps', () => {
    expect(writings).toHaveLength(10);
    for (const ways of writings) {
      expect(ways.length).toBeGreaterThanOrEqual(2);
      for (const stroke of ways.flat()) {
        expect(stroke.length % 2).toBe(0);
        for (let i = 0; i < stroke.length; i++) {
          expect(stroke[i]).toBeGreaterThanOrEqual(0);
          expect(stroke[i]).toBeLessThanOrEqual(1);
          if (i >= 2) expect(Math.abs(stroke[i]! - stroke[i - 2]!)).toBeLessThan(0.25);
        }
      }
    }
  });
});
