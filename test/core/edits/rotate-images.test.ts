import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/rotate-images.ts';
import { imageOf } from '../../../src/core/images.ts';
import { Random } from '../../../src/core/random.ts';
import { applyEdit, grey, pictureTable } from './pictures.ts';

const corner = Float64Array.of(9, 0, 0, 0, 0, 0, 0, 0, 0);

describe('rotate-images', () => {
  const data = pictureTable(
    Array.from({ length: 20 }, () => corner),
    grey(3, 3, 9),
  );

  it('turns all pictures anticlockwise and says so', () => {
    const { table, schema, from, summary } = applyEdit(edit, data, { degrees: 90 });
    for (let row = 0; row < 20; row++)
      expect([...imageOf(table, schema, row)]).toEqual([0, 0, 0, 0, 0, 0, 9, 0, 0]);
    expect([...from]).toEqual(Array.from({ length: 20 }, (_, row) => row));
    expect(summary).toBe('rotated by 90° in 20 of 20 pictures');
    expect(schema).toBe(data.schema);
  });

  it('turns a share of the picked rows, the same ones each time', () => {
    const rows = Int32Array.of(2, 4, 6, 8, 10, 12);
    const once = applyEdit(edit, data, { degrees: 90, share: 0.5 }, { rows });
    const turned = [...once.from].filter((row) => imageOf(once.table, once.schema, row)[0] === 0);
    expect(turned).toHaveLength(3);
    for (const row of turned) expect(rows).toContain(row);
    expect(applyEdit(edit, data, { degrees: 90, share: 0.5 }, { rows }).table).toEqual(once.table);
    const other = applyEdit(edit, data, { degrees: 90, share: 0.5 }, { rows, random: new Random(8) });
    expect(other.table).not.toEqual(once.table);
  });

  it('refuses to change nothing', () => {
    expect(() => applyEdit(edit, data, { degrees: 0 })).toThrow(/would change no pixel/);
    expect(() => applyEdit(edit, data, {}, { rows: new Int32Array(0) })).toThrow(/no pictures to change/);
    const tables = { ...data, schema: { ...data.schema, image: null } };
    expect(() => applyEdit(edit, tables)).toThrow(/hold no pictures/);
  });
});
