import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/xor.ts';
import { cells, disagreement, generated, owesAStream } from './generated.ts';

describe('xor', () => {
  owesAStream(dataset);

  it('gives opposite quarters the same class', () => {
    const table = generated(dataset, 2000, { params: { noise: 0 } });
    const [x1, x2, codes] = [cells(table, 'x1'), cells(table, 'x2'), cells(table, 'class')];
    codes.forEach((code, row) => expect(code).toBe(x1[row]! * x2[row]! < 0 ? 1 : 0));
    expect(x1.every((value) => value >= -1 && value < 1)).toBe(true);
  });

  it('turns the axes and not the points: a quarter of a turn reverses every class, an eighth half of them', () => {
    const of = (angle: number) => generated(dataset, 4000, { params: { noise: 0, angle } });
    const [still, eighth, quarter, half] = [of(0), of(45), of(90), of(180)];
    expect(disagreement(still, eighth, 'x1')).toBe(0);
    expect(disagreement(still, quarter, 'class')).toBe(1);
    expect(disagreement(still, half, 'class')).toBe(0);
    expect(Math.abs(disagreement(still, eighth, 'class') - 0.5)).toBeLessThan(0.03);
    // Turned by 45°, points of a greater x2 than x1 in size are on the other side of both axes.
    const [x1, x2, codes] = [cells(eighth, 'x1'), cells(eighth, 'x2'), cells(eighth, 'class')];
    codes.forEach((code, row) => expect(code).toBe(x2[row]! ** 2 < x1[row]! ** 2 ? 1 : 0));
  });

  it('moves the points and not the axes', () => {
    const moved = generated(dataset, 1000, { params: { noise: 0, shift: 2 } });
    const [x1, x2, codes] = [cells(moved, 'x1'), cells(moved, 'x2'), cells(moved, 'class')];
    expect(x1.every((value) => value >= 1)).toBe(true);
    codes.forEach((code, row) => expect(code).toBe(x2[row]! > 0 ? 0 : 1));
  });

  it('gives the set share of rows the wrong class', () => {
    const clean = generated(dataset, 8000, { params: { noise: 0 } });
    const noisy = generated(dataset, 8000, { params: { noise: 0.2 } });
    expect(Math.abs(disagreement(clean, noisy, 'class') - 0.2)).toBeLessThan(0.015);
  });
});
