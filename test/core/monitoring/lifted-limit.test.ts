import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isLifted, liftedAbove } from '../../../src/core/monitoring/lifted-limit.ts';

describe('a limit that was lifted', () => {
  it('lies above its value and can be told from any other', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (value) => {
        expect(liftedAbove(value)).toBeGreaterThan(value);
        expect(isLifted(value, liftedAbove(value))).toBe(true);
        expect([isLifted(value, value), isLifted(value, 2 * value), isLifted(value, NaN)]).toEqual([
          false,
          false,
          false,
        ]);
      }),
    );
    expect(isLifted(0, 0)).toBe(false);
  });
});
