import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.ts';
import type { SequenceInterval, SequenceSpec } from '../../../src/core/sequential/confidence-sequence.ts';
import {
  pairedSequence,
  sequenceWidth,
  twoArmSequence,
} from '../../../src/core/sequential/confidence-sequence.ts';

const spec: SequenceSpec = { alpha: 0.05, target: 1000, side: 'both', least: 30 };
const excludes = ({ low, high }: SequenceInterval): boolean => low > 0 || high < 0;

/** How many of `streams` ever exclude 0, looked at after every window of `window` rows up to `rows`. */
function everExcludes(
  streams: number,
  rows: number,
  window: number,
  look: (seed: number) => (upTo: number) => boolean,
): number {
  let wrong = 0;
  for (let seed = 0; seed < streams; seed++) {
    const excluded = look(seed);
    for (let upTo = window; upTo <= rows; upTo += window)
      if (excluded(upTo)) {
        wrong++;
        break;
      }
  }
  return wrong;
}

describe('the width', () => {
  it('is that of the formula, worked out by hand for n = 100', () => {
    // ρ² = (−2 ln 0.05 + ln(1 − 2 ln 0.05)) / 1000 = 0.0079366…
    const rho2 = (5.991464547107982 + Math.log(6.991464547107982)) / 1000;
    expect(rho2).toBeCloseTo(0.0079361, 6);
    const expected = Math.sqrt(
      ((2 * (100 * rho2 + 1)) / (1e4 * rho2)) * Math.log(Math.sqrt(100 * rho2 + 1) / 0.05),
    );
    expect(sequenceWidth(100, spec)).toBeCloseTo(expected, 12);
  });

  it('is near its least over all ρ at the target', () => {
    const chosen = sequenceWidth(1000, spec);
    for (const target of [100, 300, 800, 1250, 3000, 10_000])
      expect(sequenceWidth(1000, { ...spec, target })).toBeGreaterThan(chosen * 0.999);
  });

  it('is wider than a look at a fixed n, and narrower for one side', () => {
    for (const n of [100, 1000, 10_000]) {
      expect(sequenceWidth(n, spec)).toBeGreaterThan(1.96 / Math.sqrt(n));
      expect(sequenceWidth(n, { ...spec, side: 'below' })).toBeLessThan(sequenceWidth(n, spec));
    }
  });
});

describe('the chance of ever being wrong', () => {
  const binary = (random: Random): number => Number(random.uniform() < 0.15);

  it('is at most alpha for paired differences, looked at after every window', () => {
    const wrong = everExcludes(500, 2000, 50, (seed) => {
      const random = new Random(seed).stream('paired');
      const differences = Float64Array.from({ length: 2000 }, () => binary(random) - binary(random));
      return (upTo) => excludes(pairedSequence(differences.subarray(0, upTo), spec));
    });
    // 25 are allowed; three standard errors more are chance.
    expect(wrong).toBeLessThanOrEqual(25 + 15);
    // The same looks with a plain 95 % interval go wrong much more often: the test can tell.
    const naive = everExcludes(500, 2000, 50, (seed) => {
      const random = new Random(seed).stream('paired');
      const differences = Float64Array.from({ length: 2000 }, () => binary(random) - binary(random));
      return (upTo) => {
        const seen = differences.subarray(0, upTo);
        const mean = seen.reduce((sum, value) => sum + value, 0) / upTo;
        const variance = seen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / upTo;
        return Math.abs(mean) > 1.96 * Math.sqrt(variance / upTo);
      };
    });
    expect(naive).toBeGreaterThan(75);
  });

  it.each([
    ['half and half', () => 0.5],
    ['a canary that widens', (row: number) => (row < 600 ? 0.05 : row < 1200 ? 0.25 : 0.5)],
  ])('is at most alpha for two arms: %s', (_, shareAt) => {
    const wrong = everExcludes(500, 2000, 50, (seed) => {
      const random = new Random(seed).stream('arms');
      const shares = Float64Array.from({ length: 2000 }, (__, row) => shareAt(row));
      const second = shares.map((share) => Number(random.uniform() < share));
      const outcomes = Float64Array.from({ length: 2000 }, () => binary(random));
      return (upTo) =>
        excludes(
          twoArmSequence({ outcomes: outcomes.subarray(0, upTo), second, shares }, { ...spec, least: 20 }),
        );
    });
    expect(wrong).toBeLessThanOrEqual(25 + 15);
  });

  it('is at most alpha on one side, for losses with a long tail', () => {
    const wrong = everExcludes(500, 2000, 50, (seed) => {
      const random = new Random(seed).stream('tail');
      const loss = (): number => -Math.log(1 - random.uniform());
      const differences = Float64Array.from({ length: 2000 }, () => loss() - loss());
      return (upTo) => pairedSequence(differences.subarray(0, upTo), { ...spec, side: 'below' }).low > 0;
    });
    expect(wrong).toBeLessThanOrEqual(25 + 15);
  });
});

describe('what it finds', () => {
  it('a real difference, soon', () => {
    const random = new Random(4);
    const differences = Float64Array.from({ length: 1000 }, () => 0.3 + random.normal());
    expect(pairedSequence(differences, spec).low).toBeGreaterThan(0);
    const second = Float64Array.from({ length: 4000 }, () => Number(random.uniform() < 0.5));
    const outcomes = second.map((arm) => 0.4 * arm + random.normal());
    const found = twoArmSequence({ outcomes, second, shares: new Float64Array(4000).fill(0.5) }, spec);
    expect(found.low).toBeGreaterThan(0);
    expect(found.low).toBeLessThan(0.4);
    expect(found.high).toBeGreaterThan(0.4);
  });

  it('says nothing before the least number of rows, of each arm', () => {
    expect(pairedSequence(new Float64Array(29).fill(1), spec)).toEqual({
      n: 29,
      mean: 1,
      low: -Infinity,
      high: Infinity,
    });
    const arms = { outcomes: new Float64Array(100).fill(1), shares: new Float64Array(100).fill(0.5) };
    const second = Float64Array.from({ length: 100 }, (_, row) => Number(row < 29));
    expect(twoArmSequence({ ...arms, second }, spec).high).toBe(Infinity);
    expect(pairedSequence([], spec)).toEqual({ n: 0, mean: NaN, low: -Infinity, high: Infinity });
  });

  it('leaves out rows without an answer, and bounds one side only where asked', () => {
    const random = new Random(8);
    const known = Float64Array.from({ length: 60 }, () => random.normal());
    const gaps = Float64Array.from({ length: 120 }, (_, row) => (row % 2 ? NaN : known[row / 2]!));
    expect(pairedSequence(gaps, spec)).toEqual(pairedSequence(known, spec));
    expect(pairedSequence(known, { ...spec, side: 'below' }).high).toBe(Infinity);
    expect(pairedSequence(known, { ...spec, side: 'above' }).low).toBe(-Infinity);
  });

  it('turns over when the arms change places', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (seed, share) => {
          const random = new Random(seed);
          const second = Float64Array.from({ length: 600 }, () => Number(random.uniform() < share));
          const outcomes = second.map(() => random.normal());
          const one = twoArmSequence(
            { outcomes, second, shares: second.map(() => share) },
            { ...spec, least: 2 },
          );
          const other = twoArmSequence(
            { outcomes, second: second.map((arm) => 1 - arm), shares: second.map(() => 1 - share) },
            { ...spec, least: 2 },
          );
          expect(other.mean).toBeCloseTo(-one.mean, 9);
          if (Number.isFinite(one.low)) expect(other.high).toBeCloseTo(-one.low, 9);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('refuses settings that mean nothing', () => {
    expect(() => pairedSequence([], { ...spec, alpha: 0 })).toThrow(RangeError);
    expect(() => pairedSequence([], { ...spec, target: 0 })).toThrow(RangeError);
    expect(() => pairedSequence([], { ...spec, least: 1 })).toThrow(RangeError);
    expect(() => twoArmSequence({ outcomes: [1], second: [1], shares: [1] }, spec)).toThrow(RangeError);
  });
});
