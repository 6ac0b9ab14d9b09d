import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/contrast-images.ts';
import { imageOf } from '../../../src/core/images.ts';
import { applyEdit, grey, pictureTable } from './pictures.ts';

describe('contrast-images', () => {
  const data = pictureTable([Float64Array.of(0, 4, 8, 16)], grey(2, 2, 16));

  it('makes pictures flat or hard around mid grey', () => {
    const flat = applyEdit(edit, data, { factor: 0.5 });
    expect([...imageOf(flat.table, flat.schema, 0)]).toEqual([4, 6, 8, 12]);
    expect(flat.summary).toBe('multiplied the contrast by 0.5 in 1 of 1 pictures');
    const hard = applyEdit(edit, data, { factor: 5 });
    expect([...imageOf(hard.table, hard.schema, 0)]).toEqual([0, 0, 8, 16]);
  });

  it('refuses a factor of 1 and pictures that are all mid grey', () => {
    expect(() => applyEdit(edit, data, { factor: 1 })).toThrow(/would change no pixel/);
    const middle = pictureTable([Float64Array.of(8, 8)], grey(2, 1, 16));
    expect(() => applyEdit(edit, middle, { factor: 3 })).toThrow(/would change no pixel/);
  });
});
