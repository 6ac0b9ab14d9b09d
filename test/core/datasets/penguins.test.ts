import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/penguins.ts';
import { counts, shipped } from './shipped.ts';

describe('penguins', () => {
  it('ships the rows that it describes', async () => {
    const table = await shipped(dataset);
    expect(counts(table, 'species')).toEqual({ Adelie: 152, Chinstrap: 68, Gentoo: 124 });
  });
});
