import { expect, it } from 'vitest';
import { normalTail } from '../../../src/core/drifting/normal-tail.ts';
import { chiSquareTail } from '../../../src/core/statistics.ts';

it('is the upper tail to nine digits, however far out', () => {
  for (let z = 0; z < 37; z += 0.0173)
    expect(normalTail(z) / (chiSquareTail(z * z, 1) / 2)).toBeCloseTo(1, 8);
  for (let z = -8; z < 0; z += 0.0173) expect(normalTail(z)).toBeCloseTo(1 - chiSquareTail(z * z, 1) / 2, 10);
  expect([normalTail(Infinity), normalTail(-Infinity)]).toEqual([0, 1]);
});
