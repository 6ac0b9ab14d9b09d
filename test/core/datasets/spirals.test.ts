import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/spirals.ts';
import { cells, generated, owesAStream } from './generated.ts';

describe('spirals', () => {
  owesAStream(dataset);

  it.each([
    { turns: 3, rotation: 0 },
    { turns: 1.25, rotation: 70 },
    { turns: 0, rotation: -30 },
  ])('lies on two opposite arms without noise: $turns turns, $rotation degrees', ({ turns, rotation }) => {
    const table = generated(dataset, 600, { params: { noise: 0, turns, rotation } });
    const [x1, x2, codes] = [cells(table, 'x1'), cells(table, 'x2'), cells(table, 'class')];
    let far = 0;
    let longest = 0;
    codes.forEach((second, row) => {
      const s = Math.hypot(x1[row]!, x2[row]!);
      longest = Math.max(longest, s);
      // Turned back by the angle that belongs to this distance, every point of the first arm lies at (s, 0), of the second at (−s, 0).
      const back = -(2 * Math.PI * turns * s + (rotation * Math.PI) / 180);
      const x = x1[row]! * Math.cos(back) - x2[row]! * Math.sin(back);
      const y = x1[row]! * Math.sin(back) + x2[row]! * Math.cos(back);
      far = Math.max(far, Math.abs(y), Math.abs(x - (second ? -s : s)));
    });
    expect(far).toBeLessThan(1e-12);
    expect(longest).toBeGreaterThan(0.97);
    expect(longest).toBeLessThan(1);
  });

  it('after half a turn has each arm where the other was', () => {
    const of = (rotation: number) => generated(dataset, 300, { params: { rotation, noise: 0 } });
    const [still, turned] = [of(0), of(180)];
    cells(still, 'x1').forEach((x, row) => expect(cells(turned, 'x1')[row]).toBeCloseTo(-x, 12));
    expect(cells(turned, 'class')).toEqual(cells(still, 'class'));
  });
});
