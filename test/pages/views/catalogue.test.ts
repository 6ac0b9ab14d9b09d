import { describe, expect, it } from 'vitest';
import { datasets } from '../../../src/core/datasets/index.ts';
import { anything, fits, sizes, tasks } from '../../../src/pages/views/catalogue.ts';

const found = (change: Partial<typeof anything>) =>
  datasets.all.filter((dataset) => fits(dataset, { ...anything, ...change })).map(({ id }) => id);

describe('the search of the catalogue', () => {
  it('finds all without a wish', () => expect(found({})).toHaveLength(datasets.all.length));
  it('finds by every word, in any place and case', () => {
    expect(found({ words: 'BIKE washington' })).toContain('bike-share-2011');
    expect(found({ words: 'bike penguin' })).toEqual([]);
    expect(found({ words: 'petal' })).toContain('iris');
  });
  it.each([
    ['task', tasks],
    ['size', sizes],
  ] as const)('parts the sets by %s, each in one part', (about, options) => {
    const parts = options.slice(1).flatMap(({ value }) => found({ [about]: value }));
    expect(parts.toSorted()).toEqual(datasets.all.map(({ id }) => id).sort());
  });
  it('finds those with a scene', () => {
    expect(found({ withScene: true })).toContain('bike-share-2011');
    expect(found({ withScene: true })).not.toContain('iris');
  });
});
