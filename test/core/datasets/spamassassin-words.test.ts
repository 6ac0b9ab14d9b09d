import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/spamassassin-words.ts';
import { counts, shipped } from './shipped.ts';

describe('spamassassin-words', () => {
  it('ships the rows that it describes', async () => {
    const table = await shipped(dataset);
    expect(counts(table, 'label')).toEqual({ ham: 4051, spam: 1206 });
  });
});
