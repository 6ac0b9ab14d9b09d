import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/wine-quality.ts';
import { numbers, shipped } from './shipped.ts';

describe('wine-quality', () => {
  it('ships the rows that it describes', async () => {
    const table = await shipped(dataset);
    const target = numbers(table, 'quality');
    expect(Math.min(...target)).toBe(3);
    expect(Math.max(...target)).toBe(9);
    expect(target.reduce((sum, value) => sum + value, 0)).toBeCloseTo(37802, 6);
  });
});
