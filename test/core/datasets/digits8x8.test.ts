import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/digits8x8.ts';
import { numbers, shipped } from './shipped.ts';

describe('digits8x8', () => {
  it('ships the rows that it describes', async () => {
    const table = await shipped(dataset);
    const target = numbers(table, 'digit');
    expect(Math.min(...target)).toBe(0);
    expect(Math.max(...target)).toBe(9);
    expect(target.reduce((sum, value) => sum + value, 0)).toBeCloseTo(8070, 6);
  });

  it('has as many pixels as its shape says, none brighter than its brightest', async () => {
    const table = await shipped(dataset);
    const { width, height, channels, brightest } = dataset.image!;
    const pixels = dataset.columns.filter(({ role }) => role === 'feature');
    expect(pixels).toHaveLength(width * height * channels);
    const largest = pixels.map(({ name }) => Math.max(...numbers(table, name)));
    expect(Math.max(...largest)).toBe(brightest);
  });
});
