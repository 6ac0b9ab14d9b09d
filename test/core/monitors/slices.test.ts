import { describe, expect, it } from 'vitest';
import slices from '../../../src/core/monitors/slices.ts';
import type { SliceSpec } from '../../../src/core/slice.ts';
import { spanRows, takeRows } from '../../../src/core/table.ts';
import { binaryRows, knowing, seen, viewOf } from './world.ts';

const known = knowing(binaryRows(4000, 1));
const by = (...specs: SliceSpec[]) => slices.begin({ ...known, plan: { ...known.plan, slices: specs } });
const half: SliceSpec = { by: 'values', features: ['half'], fixed: {} };
const thirds: SliceSpec = { by: 'bins', feature: 'x', bins: 3, how: 'quantile' };

describe('performance by slice', () => {
  it('has the same slices in every window, those of the reference', () => {
    const look = by(half, thirds);
    const keys = [...seen(look, binaryRows(2000, 2)).keys()];
    expect(keys).toHaveLength(5);
    expect(keys).toContain('slices/accuracy/half low');
    expect([...seen(look, binaryRows(2000, 3, { shift: 0.4 })).keys()].sort()).toEqual(keys.sort());
  });

  it('names the slice that broke', () => {
    const window = binaryRows(2000, 5);
    const column = window.table.columns[1]!;
    const y = 'values' in column ? column.values : new Float64Array(0);
    const truth = window.truth.map((value, row) => (y[row]! > 0 && row % 2 ? 1 - value : value));
    const found = seen(by(half), viewOf(window.table, window.scores, truth));
    expect(found.get('slices/accuracy/half high')!.pValue).toBeLessThan(1e-6);
    expect(found.get('slices/accuracy/half low')!.pValue).toBeGreaterThan(1e-3);
    const { n } = found.get('slices/accuracy/half low')!;
    expect(n + found.get('slices/accuracy/half high')!.n).toBe(2000);
  });

  it('crosses, follows rules, and passes over what would not stay the same', () => {
    const look = by(
      { by: 'cross', of: [half, thirds] },
      { by: 'rule', name: 'right', condition: 'x > 1' },
      { by: 'overall' },
      { by: 'time', periods: 3 },
      { by: 'values', features: ['gone'], fixed: {} },
    );
    const keys = [...seen(look, binaryRows(3000, 6)).keys()];
    expect(keys).toHaveLength(7);
    expect(keys).toContain('slices/accuracy/right');
  });

  it('says the same by counting cells as by looking at the rows of each slice, as it must where a label is missing', () => {
    const look = by(half, thirds);
    const { table, scores, truth } = binaryRows(900, 9);
    const without = truth.slice();
    without[0] = NaN;
    const rest = takeRows(table, spanRows({ from: 1, to: 900 }));
    const counted = seen(look, viewOf(rest, scores.slice(1), truth.slice(1)));
    expect(counted.size).toBe(5);
    expect(seen(look, viewOf(table, scores, without))).toEqual(counted);
  });

  it('follows at most twelve, and none without a plan', () => {
    expect(seen(by({ ...thirds, bins: 40 }), binaryRows(3000, 7)).size).toBeLessThanOrEqual(12);
    expect(by()).toBeNull();
    expect(by({ by: 'overall' })).toBeNull();
  });
});
