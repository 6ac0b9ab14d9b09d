import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/two-moons.ts';
import streams from '../../fixtures/core/streams.json' with { type: 'json' };
import { cells, expectSameRows, generated, owesAStream, shareOf } from './generated.ts';

/** Greatest distance of a row's point from the moon of its class, turned back and with the gap taken out. */
function offTheMoons(params: { rotation?: number; gap?: number }): number {
  const table = generated(dataset, 500, { params: { noise: 0, ...params } });
  const [x1, x2, codes] = [cells(table, 'x1'), cells(table, 'x2'), cells(table, 'class')];
  const back = (-(params.rotation ?? 0) * Math.PI) / 180;
  return Array.from(codes).reduce((far, lower, row) => {
    const [dx, dy] = [x1[row]! - 0.5, x2[row]! - 0.25];
    const x = 0.5 + dx * Math.cos(back) - dy * Math.sin(back);
    const y = 0.25 + dx * Math.sin(back) + dy * Math.cos(back) + (lower ? (params.gap ?? 0) : 0);
    // The upper moon is the upper half of the circle about (0, 0), the lower one the lower half of that about (1, ½).
    const off = lower ? Math.abs(Math.hypot(x - 1, y - 0.5) - 1) : Math.abs(Math.hypot(x, y) - 1);
    const wrongHalf = lower ? y - 0.5 : -y;
    return Math.max(far, off, wrongHalf);
  }, 0);
}

describe('two-moons', () => {
  owesAStream(dataset);

  it.each(streams.moons)('makes scikit-learn’s rows from its draws, noise $noise', (recorded) => {
    expectSameRows(dataset, recorded, { params: { noise: recorded.noise } });
  });

  it('lies on the two half circles without noise, turned and moved apart as set', () => {
    expect(offTheMoons({})).toBeLessThan(1e-12);
    expect(offTheMoons({ rotation: 130 })).toBeLessThan(1e-12);
    expect(offTheMoons({ rotation: -40, gap: 1.5 })).toBeLessThan(1e-12);
  });

  it('after half a turn has each moon where the other was', () => {
    const [still, turned] = [0, 180].map((rotation) =>
      generated(dataset, 4000, { params: { rotation, noise: 0 } }),
    );
    const lowest = (table: typeof still, code: number): number =>
      Math.min(...Array.from(cells(table!, 'x2')).filter((_, row) => cells(table!, 'class')[row] === code));
    expect(lowest(still, 0)).toBeCloseTo(0, 2);
    expect(lowest(turned, 0)).toBeCloseTo(-0.5, 2);
    expect(lowest(turned, 1)).toBeCloseTo(0, 2);
  });

  it('has the set share of each moon', () => {
    const table = generated(dataset, 8000, { params: { balance: 0.2 } });
    expect(Math.abs(shareOf(table, 'class', 1) - 0.2)).toBeLessThan(0.015);
    expect(shareOf(generated(dataset, 100, { params: { balance: 1 } }), 'class', 1)).toBe(1);
    expect(shareOf(generated(dataset, 100, { params: { balance: 0 } }), 'class', 1)).toBe(0);
  });
});
