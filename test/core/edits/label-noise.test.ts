import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/label-noise.ts';
import { applied, cells, refusalOf, schemaOf } from '../edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const rows = 3000;
const table = tableOf(
  categoryColumn(
    'y',
    Array.from({ length: rows }, (_, i) => (i % 10 === 9 ? null : 'abc'[i % 3]!)),
  ),
  numberColumn(
    'flag',
    Array.from({ length: rows }, (_, i) => i % 2),
    'boolean',
  ),
  numberColumn('one', Array<number>(rows).fill(1), 'integer'),
);
const schema = schemaOf(table, { y: { role: 'target' } });

describe('label-noise', () => {
  it('moves exactly a share of the labelled rows to another class, each equally often', () => {
    const result = applied(edit, table, { schema, params: { share: 0.3 } });
    const [before, after] = [cells(table, 'y'), cells(result.table, 'y')];
    const moved = after.flatMap((label, row) => (label === before[row] ? [] : [`${before[row]}${label}`]));
    expect(moved).toHaveLength(810);
    expect(new Set(moved)).toEqual(new Set(['ab', 'ac', 'ba', 'bc', 'ca', 'cb']));
    const counts = [...new Set(moved)].map((pair) => moved.filter((one) => one === pair).length);
    expect(counts.reduce((sum, count) => sum + (count - 135) ** 2 / 135, 0)).toBeLessThan(20.5);
    expect(after.filter((label) => label === '')).toHaveLength(300);
    expect(result.summary).toBe('fault: y got a wrong label in 810 rows');
  });

  it('turns true and false round', () => {
    const { table: noisy } = applied(edit, table, { rows: [0, 1], params: { column: 'flag', share: 1 } });
    expect(cells(noisy, 'flag').slice(0, 4)).toEqual(['1', '0', '0', '1']);
  });

  it.each([
    [{ column: 'one' }, 'fewer than two different labels'],
    [{ where: 'missing(y)' }, 'have no label'],
    [{ share: 0.0001 }, 'less than one row'],
  ])('refuses %j', (params, why) => {
    expect(refusalOf(edit, table, { schema, params })).toContain(why);
  });
});
