import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/car-loans-synthetic.ts';
import { counts, shipped } from './shipped.ts';

describe('car-loans-synthetic', () => {
  it('ships the rows that it describes', async () => {
    const table = await shipped(dataset);
    expect(counts(table, 'repaid')).toEqual({ defaulted: 6343, repaid: 6157 });
  });
});
