import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/bike-share-2011.ts';
import { counts, shipped } from './shipped.ts';

describe('bike-share-2011', () => {
  it('ships the rows that it describes', async () => {
    const table = await shipped(dataset);
    expect(counts(table, 'rush')).toEqual({ no: 5255, yes: 3390 });
  });
});
