import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameContent } from '../../src/core/same-content.ts';

const value = fc.anything({ withTypedArray: true, withNullPrototype: false });

describe('sameContent', () => {
  it('finds a clone the same', () => {
    fc.assert(
      fc.property(value, (a) => {
        expect(sameContent(a, structuredClone(a))).toBe(true);
      }),
    );
  });

  it.each([
    [1, 2],
    [0, -0],
    ['1', 1],
    [null, {}],
    [[], {}],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1 }, { b: 1 }],
    [[1, 2], [1]],
    [Float32Array.of(1), Float32Array.of(2)],
    [Float32Array.of(0), Float32Array.of(-0)],
    [Float32Array.of(1), Float32Array.of(1, 1)],
    [Int8Array.of(1), Uint8Array.of(1)],
    [Uint8Array.of(1), [1]],
    [Uint8Array.of(1).buffer, Uint8Array.of(2).buffer],
  ])('tells %j from %j', (a, b) => {
    expect(sameContent(a, b)).toBe(false);
    expect(sameContent(b, a)).toBe(false);
  });

  it('takes an undefined field for an absent one, NaN for itself, and a view for what it shows', () => {
    expect(sameContent({ a: undefined, b: NaN }, { b: NaN })).toBe(true);
    expect(sameContent(Float32Array.of(1, 2, 3).subarray(1), Float32Array.of(2, 3))).toBe(true);
  });
});
