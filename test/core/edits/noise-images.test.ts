import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/noise-images.ts';
import { imageOf } from '../../../src/core/images.ts';
import { Random } from '../../../src/core/random.ts';
import { applyEdit, grey, pictureTable } from './pictures.ts';

describe('noise-images', () => {
  const flat = new Float64Array(400).fill(128);
  const data = pictureTable([flat, flat, flat], grey(20, 20));

  it('adds noise of the strength that was asked for, other noise to each picture', () => {
    const { table, schema, summary } = applyEdit(edit, data, { deviation: 0.1 });
    const [first, second] = [imageOf(table, schema, 0), imageOf(table, schema, 1)];
    const deviation = Math.sqrt(first.reduce((sum, value) => sum + (value - 128) ** 2, 0) / 400);
    // Five standard errors; rounding adds a twelfth to a variance of 650.
    expect(Math.abs(deviation - 25.5)).toBeLessThan((5 * 25.5) / Math.sqrt(800));
    expect(second).not.toEqual(first);
    expect(summary).toBe('added noise of 0.1 of the brightest value in 3 of 3 pictures');
  });

  it('stays between black and white, in whole numbers, the same for one seed', () => {
    const once = applyEdit(edit, data, { deviation: 1 });
    const values = imageOf(once.table, once.schema, 2);
    expect(values.every((value) => Number.isInteger(value) && value >= 0 && value <= 255)).toBe(true);
    expect(values).toContain(0);
    expect(values).toContain(255);
    expect(applyEdit(edit, data, { deviation: 1 }).table).toEqual(once.table);
    expect(applyEdit(edit, data, { deviation: 1 }, { random: new Random(8) }).table).not.toEqual(once.table);
  });

  it('changes only a share', () => {
    const { table, schema } = applyEdit(edit, data, { share: 0.34 });
    const untouched = [0, 1, 2].filter((row) => imageOf(table, schema, row).every((value) => value === 128));
    expect(untouched).toHaveLength(2);
  });
});
