import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/diabetes.ts';
import { numbers, shipped } from './shipped.ts';

describe('diabetes', () => {
  it('ships the rows that it describes', async () => {
    const table = await shipped(dataset);
    const target = numbers(table, 'progression');
    expect(Math.min(...target)).toBe(25);
    expect(Math.max(...target)).toBe(346);
    expect(target.reduce((sum, value) => sum + value, 0)).toBeCloseTo(67243, 6);
  });
});
