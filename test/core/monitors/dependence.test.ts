import { describe, expect, it } from 'vitest';
import dependence from '../../../src/core/monitors/dependence.ts';
import { Random } from '../../../src/core/random.ts';
import type { Table } from '../../../src/core/table.ts';
import { binaryRows, knowing, seen, viewOf } from './world.ts';

/** x follows itself (φ = 0.9); y is by lot. */
function following(rows: number) {
  const { table, scores, truth } = binaryRows(rows, 1);
  const [x, ...others] = table.columns;
  const random = new Random(rows);
  let last = random.normal();
  const values = Float64Array.from({ length: rows }, () => (last = 0.9 * last + 0.436 * random.normal()));
  const slowly: Table = { rows, columns: [{ name: x!.name, kind: 'number', values }, ...others] };
  return viewOf(slowly, scores, truth);
}

describe('rows that count', () => {
  it('are fewer where rows resemble those before them, and not said where they do not', () => {
    const look = dependence.begin(knowing(following(4000), { windowRows: 200 }));
    const found = seen(look, following(200));
    expect([...found.keys()]).toEqual(['dependence/rows/x']);
    const { value, n, pValue } = found.get('dependence/rows/x')!;
    expect(n).toBe(200);
    // (1 − φ) / (1 + φ) of 200 are 10.5.
    expect(value).toBeGreaterThan(6);
    expect(value).toBeLessThan(20);
    expect(pValue).toBeNaN();
  });
  it('are nothing to speak of in independent rows, nor without a reference', () => {
    expect(dependence.begin(knowing(binaryRows(4000, 2), { windowRows: 200 }))).toBeNull();
    expect(dependence.begin(knowing(binaryRows(0, 2)))).toBeNull();
  });
});
