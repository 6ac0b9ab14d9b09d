import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/german-credit.ts';
import { counts, shipped } from './shipped.ts';

describe('german-credit', () => {
  it('ships the rows that it describes', async () => {
    const table = await shipped(dataset);
    expect(counts(table, 'credit_risk')).toEqual({ bad: 300, good: 700 });
  });
});
