import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studentQuantile, studentTail } from '../../src/core/student-t.ts';
import reference from '../fixtures/core/student-t.json' with { type: 'json' };

const relative = (found: number, wanted: number): number =>
  found === wanted ? 0 : Math.abs(found - wanted) / Math.max(Math.abs(wanted), 1e-300);

describe('studentTail', () => {
  it('equals scipy.stats.t.sf, far tails in relative terms', () => {
    for (const [t, degrees, tail] of reference.tails)
      expect(relative(studentTail(t!, degrees!), tail!), `t ${t}, ${degrees} degrees`).toBeLessThan(1e-10);
  });

  it('is a half at 0, falls with t, and mirrors', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.double({ min: 0.3, max: 1e4, noNaN: true }),
        (t, more, degrees) => {
          const tail = studentTail(t, degrees);
          expect(tail).toBeLessThanOrEqual(0.5);
          expect(studentTail(t + more, degrees)).toBeLessThanOrEqual(tail * (1 + 1e-12));
          expect(studentTail(-t, degrees)).toBeCloseTo(1 - tail, 14);
        },
      ),
    );
  });

  it('knows its ends and refuses what has no meaning', () => {
    expect(studentTail(Infinity, 3)).toBe(0);
    expect(studentTail(-Infinity, 3)).toBe(1);
    expect(studentTail(NaN, 3)).toBeNaN();
    expect(studentTail(1.959963984540054, Infinity)).toBeCloseTo(0.025, 9);
    expect(() => studentTail(1, 0)).toThrow(RangeError);
    expect(() => studentTail(1, NaN)).toThrow(RangeError);
  });
});

describe('studentQuantile', () => {
  it('equals scipy.stats.t.ppf', () => {
    for (const [probability, degrees, t] of reference.quantiles)
      expect(
        relative(studentQuantile(probability!, degrees!), t!),
        `share ${probability}, ${degrees} degrees`,
      ).toBeLessThan(1e-10);
  });

  it('is what the tail says of it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
        fc.double({ min: 0.3, max: 1e4, noNaN: true }),
        (probability, degrees) => {
          const t = studentQuantile(probability, degrees);
          expect(studentTail(-t, degrees)).toBeCloseTo(probability, 12);
        },
      ),
    );
  });

  it('ends at infinity and refuses what is no probability', () => {
    expect(studentQuantile(0, 5)).toBe(-Infinity);
    expect(studentQuantile(1, 5)).toBe(Infinity);
    expect(studentQuantile(0.5, 5)).toBe(0);
    expect(() => studentQuantile(1.01, 5)).toThrow(RangeError);
    expect(() => studentQuantile(NaN, 5)).toThrow(RangeError);
    expect(() => studentQuantile(0.5, -1)).toThrow(RangeError);
  });
});
