import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/auto-mpg.ts';
import { numbers, shipped } from './shipped.ts';

describe('auto-mpg', () => {
  it('ships the rows that it describes', async () => {
    const table = await shipped(dataset);
    const target = numbers(table, 'mpg');
    expect(Math.min(...target)).toBe(9);
    expect(Math.max(...target)).toBe(46.6);
    expect(target.reduce((sum, value) => sum + value, 0)).toBeCloseTo(9190.8, 6);
  });
});
