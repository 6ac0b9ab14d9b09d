import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowCount, windowSpan } from '../../src/core/windows.ts';

describe('windows', () => {
  it('counts whole windows only', () => {
    expect(windowCount(100, 40, 25)).toBe(2);
    expect(windowCount(89, 40, 25)).toBe(1);
    expect(windowCount(40, 40, 25)).toBe(0);
    expect(windowCount(10, 40, 25)).toBe(0);
    expect(windowSpan(1, 40, 25)).toEqual({ from: 65, to: 90 });
  });

  it('cut the stream without gap or overlap and never past its end', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(3000), fc.integer({ min: 1, max: 400 }), (rows, initial, length) => {
        const count = windowCount(rows, initial, length);
        let at = initial;
        for (let index = 0; index < count; index++) {
          const span = windowSpan(index, initial, length);
          expect(span.from).toBe(at);
          expect(span.to - span.from).toBe(length);
          at = span.to;
        }
        if (rows >= initial) {
          expect(at).toBeLessThanOrEqual(rows);
          expect(rows - at).toBeLessThan(length);
        } else expect(count).toBe(0);
      }),
    );
  });

  it('refuse what is no window', () => {
    expect(() => windowCount(10, 0, 0)).toThrow(RangeError);
    expect(() => windowCount(10, 0, 1.5)).toThrow(RangeError);
    expect(() => windowSpan(-1, 0, 5)).toThrow(RangeError);
    expect(() => windowSpan(0, -1, 5)).toThrow(RangeError);
  });
});
