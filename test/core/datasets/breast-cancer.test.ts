import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/breast-cancer.ts';
import { counts, shipped } from './shipped.ts';

describe('breast-cancer', () => {
  it('ships the rows that it describes', async () => {
    const table = await shipped(dataset);
    expect(counts(table, 'diagnosis')).toEqual({ benign: 357, malignant: 212 });
  });
});
