import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/ma-employment.ts';
import { counts, shipped } from './shipped.ts';

describe('ma-employment', () => {
  it('ships the rows that it describes', async () => {
    const table = await shipped(dataset);
    expect(counts(table, 'employed')).toEqual({ employed: 6882, not_employed: 7002 });
  });
});
