import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/iris.ts';
import { counts, shipped } from './shipped.ts';

describe('iris', () => {
  it('ships the rows that it describes', async () => {
    const table = await shipped(dataset);
    expect(counts(table, 'species')).toEqual({ setosa: 50, versicolor: 50, virginica: 50 });
  });
});
