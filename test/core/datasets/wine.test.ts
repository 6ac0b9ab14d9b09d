import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/wine.ts';
import { counts, shipped } from './shipped.ts';

describe('wine', () => {
  it('ships the rows that it describes', async () => {
    const table = await shipped(dataset);
    expect(counts(table, 'cultivar')).toEqual({ cultivar_1: 59, cultivar_2: 71, cultivar_3: 48 });
  });
});
