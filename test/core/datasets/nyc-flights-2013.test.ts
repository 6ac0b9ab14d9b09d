import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/nyc-flights-2013.ts';
import { counts, shipped } from './shipped.ts';

describe('nyc-flights-2013', () => {
  it('ships the rows that it describes', async () => {
    const table = await shipped(dataset);
    expect(counts(table, 'late')).toEqual({ late: 5025, on_time: 18441 });
  });
});
