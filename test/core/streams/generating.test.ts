import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.ts';
import {
  chance,
  featureCards,
  fixedNumber,
  numberColumns,
  numbered,
} from '../../../src/core/streams/generating.ts';

describe('the parts of generators', () => {
  it('name and make columns', () => {
    expect(numbered(3)).toEqual(['x1', 'x2', 'x3']);
    expect(featureCards(['a'], 'boolean')).toEqual([{ name: 'a', kind: 'boolean', role: 'feature' }]);
    expect(numberColumns(['a', 'b'], 2)).toEqual([
      { name: 'a', kind: 'number', values: new Float64Array(2) },
      { name: 'b', kind: 'number', values: new Float64Array(2) },
    ]);
  });

  it('take a chance as often as it says, and draw nothing for none', () => {
    const random = new Random(5);
    const taken = Array.from({ length: 8000 }, () => chance(random, 0.3)).filter(Boolean).length / 8000;
    expect(Math.abs(taken - 0.3)).toBeLessThan(0.02);
    const [drawn, untouched] = [new Random(5), new Random(5)];
    expect(chance(drawn, 0)).toBe(false);
    expect(drawn.uint32()).toBe(untouched.uint32());
    expect(chance(random, 1)).toBe(true);
  });

  it('refuse to move what holds for the whole stream', () => {
    const moved = [{ atRow: 3, overRows: 0, to: { centroids: 4 } }];
    expect(fixedNumber({ centroids: 9, speed: 0 }, [], 'centroids')).toBe(9);
    expect(() => fixedNumber({ centroids: 9 }, moved, 'centroids')).toThrow(/centroids.*cannot drift/);
  });
});
