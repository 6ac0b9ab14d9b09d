import { describe, expect, it } from 'vitest';
import { levelBars, levelCounts } from '../../../src/core/profiling/level-bars.ts';
import { rowsBehind } from '../../../src/core/profiling/rows-behind.ts';
import { categoryColumn, tableOf } from '../../fixtures/core/reference.ts';

const bars = (values: (string | null)[]) => {
  const column = categoryColumn('c', values);
  return levelBars(column, levelCounts(column), null);
};

describe('levelBars', () => {
  it('has the most frequent first, ties by text, numbers by size', () => {
    expect(bars(['b', 'a', 'c', 'c', null]).map(({ label, count }) => [label, count])).toEqual([
      ['c', 2],
      ['a', 1],
      ['b', 1],
    ]);
    expect(bars(['10', '9', '9', '-1']).map(({ label }) => label)).toEqual(['-1', '9', '10']);
  });

  it('has the rest of many levels in one last bar', () => {
    const values = Array.from({ length: 500 }, (_, row) => `v${String(row % 100).padStart(3, '0')}`).concat(
      'v050',
    );
    const found = bars(values);
    expect(found).toHaveLength(30);
    expect([found[0]?.label, found[1]?.label, found[29]?.label]).toEqual(['v050', 'v000', '71 others']);
    expect(found[29]?.count).toBe(355);
    expect(rowsBehind(tableOf(categoryColumn('c', values)), found[29]!.rows)).toHaveLength(355);
  });

  it('cuts long labels and not what they stand for', () => {
    const [bar] = bars(['x'.repeat(5000)]);
    expect(bar?.label).toHaveLength(80);
    expect(bar?.rows).toMatchObject({ level: 'x'.repeat(5000) });
  });
});
