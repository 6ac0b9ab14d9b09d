// The form of an input that is made of columns.

import { expect, it } from 'vitest';
import type { Field, TableSchema } from '../../../../src/core/schema.ts';
import {
  firstValues,
  groupColumn,
  sourceKinds,
  sourceOf,
} from '../../../../src/pages/data/prepare/sources.ts';

const schemaWith = (part: Partial<Field>): TableSchema => ({
  v: 1,
  fields: [
    {
      name: 'shop',
      kind: 'category',
      role: 'group',
      optional: false,
      min: null,
      max: null,
      categories: null,
      ...part,
    },
  ],
  image: null,
});

it('earlier rows are those of the same group, where the schema has one', () => {
  expect(groupColumn(schemaWith({}))).toBe('shop');
  expect(groupColumn(schemaWith({ kind: 'identifier' }))).toBe('shop');
  expect(groupColumn(schemaWith({ role: 'feature' }))).toBeNull();
  // By a measured number no rows belong together, and the form does not offer it.
  expect(groupColumn(schemaWith({ kind: 'number' }))).toBeNull();
  expect(groupColumn(null)).toBeNull();
  for (const from of sourceKinds) {
    const isEarlier = from === 'lag' || from === 'rolling-mean';
    expect(firstValues(from, 'shop')['group']).toBe(isEarlier ? 'shop' : undefined);
    expect(firstValues(from, null)['group']).toBe(isEarlier ? '' : undefined);
  }
  expect(sourceOf('lag', { ...firstValues('lag', 'shop'), column: 'sold' })).toEqual({
    from: 'lag',
    column: 'sold',
    rows: 1,
    group: 'shop',
  });
});
