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
});
