import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/invert-images.ts';
import { imageOf } from '../../../src/core/images.ts';
import { applyEdit, grey, pictureTable } from './pictures.ts';

describe('invert-images', () => {
  const data = pictureTable([Float64Array.of(0, 5, 16), Float64Array.of(1, 2, 3)], grey(3, 1, 16));

  it('makes black white, and twice is what it was', () => {
    const once = applyEdit(edit, data);
    expect([...imageOf(once.table, once.schema, 0)]).toEqual([16, 11, 0]);
    expect(once.summary).toBe('inverted the brightness in 2 of 2 pictures');
    expect(applyEdit(edit, once).table).toEqual(data.table);
  });

  it('only the picked rows', () => {
    const { table, schema, summary } = applyEdit(edit, data, {}, { rows: Int32Array.of(1) });
    expect([...imageOf(table, schema, 0)]).toEqual([0, 5, 16]);
    expect([...imageOf(table, schema, 1)]).toEqual([15, 14, 13]);
    expect(summary).toBe('inverted the brightness in 1 of 2 pictures');
  });
});
