import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.ts';
import { logWealth } from '../../../src/core/sequential/betting.ts';
import type { Sequence, SequenceSpec } from '../../../src/core/sequential/confidence-sequence.ts';
import {
  intervalAfter,
  pairedSequence,
  twoArmSequence,
} from '../../../src/core/sequential/confidence-sequence.ts';

const spec: SequenceSpec = { alpha: 0.05, target: 400, least: 30 };

/** Whether the interval lies above m, or below it: what intervalAfter would say, without working its bounds out. */
function rulesOut(sequence: Sequence, count: number, m: number, side: 'above' | 'below'): boolean {
  const needed = Math.log(2 / spec.alpha);
  if (count === 0 || sequence.fewest[count - 1]! < spec.least) return false;
  return logWealth(sequence, count, m, side, Math.sqrt((2 * needed) / spec.target)) >= needed;
}

type Loss = (random: Random) => number;
const wrong =
  (chance: number): Loss =>
  (random) =>
    Number(random.uniform() < chance);
/** 0.05 nats, and rarely five nats more. */
const rare =
  (chance: number): Loss =>
  (random) =>
    random.uniform() < chance ? 5.05 : 0.05;
const long: Loss = (random) => Math.min(20, Math.exp(1.5 * random.normal()));

interface World {
  readonly champion: Loss;
  readonly challenger: Loss;
  readonly share: number;
  readonly bound: number;
}

function arms({ champion, challenger, share, bound }: World, rows: number, seed: number): Sequence {
  const random = new Random(seed).stream('arms');
  const second = Uint8Array.from({ length: rows }, () => Number(random.uniform() < share));
  const outcomes = Float64Array.from(second, (arm) => (arm ? challenger : champion)(random));
  return twoArmSequence({ outcomes, second, shares: new Float64Array(rows).fill(share) }, bound);
}

const streams = 120;
/** Share of streams in which the difference is ever found on the side of m, looked at after every window. */
function everFound(world: World, m: number, sides: readonly ('above' | 'below')[], rows = 1200): number {
  const window = rows / 6;
  let found = 0;
  for (let seed = 0; seed < streams; seed++) {
    const sequence = arms(world, rows, seed);
    let hit = false;
    for (let count = window; count <= rows && !hit; count += window)
      hit = sides.some((side) => rulesOut(sequence, count, m, side));
    if (hit) found++;
  }
  return found / streams;
}
const allowed = (alpha: number): number => alpha + 3 * Math.sqrt((alpha * (1 - alpha)) / streams);

describe('two models that are the same', () => {
  const worlds = [
    ['right in 50 %', wrong(0.5), 1],
    ['right in 90 %', wrong(0.1), 1],
    ['right in 99 %', wrong(0.01), 1],
    ['rare losses of five nats', rare(0.02), 6.9],
    ['a long tail', long, 20],
  ] as const;
  it.each(worlds.flatMap((world) => [0.05, 0.1, 0.5, 0.9].map((share) => [share, ...world] as const)))(
    'share %d, %s: a difference is found no more often than alpha',
    (share, _, loss, bound) => {
      const world = { champion: loss, challenger: loss, share, bound };
      expect(everFound(world, 0, ['above', 'below'])).toBeLessThanOrEqual(allowed(0.05));
    },
  );
});

describe('a challenger exactly as much worse as is borne', () => {
  it.each([
    ['right in 99.9 and 94.9 %', wrong(0.001), wrong(0.051), 1],
    ['right in 99 and 94 %', wrong(0.01), wrong(0.06), 1],
    ['right in 55 and 50 %', wrong(0.45), wrong(0.5), 1],
    ['five nats more in one row of a hundred', rare(0), rare(0.01), 6.9],
  ] as const)('%s: passes no more often than half of alpha', (_, champion, challenger, bound) => {
    for (const share of [0.1, 0.5])
      expect(everFound({ champion, challenger, share, bound }, 0.05, ['below'])).toBeLessThanOrEqual(
        allowed(0.025),
      );
  });
});

describe('what is found', () => {
  it.each([0.1, 0.5, 0.9])('a clear difference, at a share of %d', (share) => {
    const world = { champion: wrong(0.3), challenger: wrong(0.13), share, bound: 1 };
    expect(everFound(world, 0, ['below'], 3000)).toBeGreaterThan(0.95);
    expect(
      everFound({ ...world, champion: wrong(0.1), challenger: wrong(0.35) }, 0, ['above'], 3000),
    ).toBeGreaterThan(0.95);
  });
  it('that a model which never errs is not worse by five of a hundred, from a few hundred rows', () => {
    const world = { champion: wrong(0), challenger: wrong(0), share: 0.5, bound: 1 };
    const sequence = arms(world, 400, 1);
    expect(rulesOut(sequence, 100, 0.05, 'below')).toBe(false);
    expect(rulesOut(sequence, 400, 0.05, 'below')).toBe(true);
  });
  it('though shares change on the way, and both models fall with the world', () => {
    const random = new Random(9);
    const shares = Float64Array.from({ length: 3000 }, (_, row) => (row < 1000 ? 0.1 : 0.5));
    const second = shares.map((share) => Number(random.uniform() < share));
    const outcomes = second.map((_, row) => wrong(row < 1000 ? 0.05 : 0.5)(random));
    const { low, high } = intervalAfter(twoArmSequence({ outcomes, second, shares }, 1), 3000, spec);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
    expect(high - low).toBeLessThan(0.3);
  });
});

describe('the interval', () => {
  it('ends where the bets have ruled out what lies beyond, just', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.integer({ min: 30, max: 800 }),
        (seed, share, count) => {
          const world = { champion: wrong(0.1), challenger: wrong(0.4), share, bound: 1 };
          const sequence = arms(world, 800, seed);
          const { low, high, mean, n } = intervalAfter(sequence, count, { ...spec, least: 1 });
          expect(n).toBe(count);
          if (low === -Infinity) return;
          expect(low).toBeLessThanOrEqual(Math.max(-1, mean));
          expect(high).toBeGreaterThanOrEqual(Math.min(1, mean));
          const size = Math.sqrt((2 * Math.log(40)) / spec.target);
          const over = (m: number, side: 'above' | 'below') =>
            logWealth(sequence, count, m, side, size) - Math.log(40);
          if (low > -1 && low < Math.min(1, mean)) {
            expect(over(low, 'above')).toBeGreaterThanOrEqual(0);
            expect(over(low + 2e-4, 'above')).toBeLessThan(0);
          }
          if (high < 1 && high > Math.max(-1, mean)) {
            expect(over(high, 'below')).toBeGreaterThanOrEqual(0);
            expect(over(high - 2e-4, 'below')).toBeLessThan(0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('holds the real difference of a pair, and narrows', () => {
    const random = new Random(4);
    const differences = Float64Array.from({ length: 2000 }, () => wrong(0.4)(random) - wrong(0.2)(random));
    const sequence = pairedSequence(differences, 1);
    const [early, late] = [200, 2000].map((count) => intervalAfter(sequence, count, spec));
    expect(late!.low).toBeGreaterThan(0);
    expect(late!.low).toBeLessThan(0.2);
    expect(late!.high).toBeGreaterThan(0.2);
    expect(late!.high - late!.low).toBeLessThan((early!.high - early!.low) / 2);
  });

  it('grows with the unit', () => {
    const random = new Random(5);
    const differences = Float64Array.from({ length: 500 }, () => random.uniform() - 0.4);
    const one = intervalAfter(pairedSequence(differences, 1), 500, spec);
    const ten = intervalAfter(
      pairedSequence(
        differences.map((value) => 10 * value),
        10,
      ),
      500,
      spec,
    );
    expect(ten.low).toBeCloseTo(10 * one.low, 6);
    expect(ten.high).toBeCloseTo(10 * one.high, 6);
  });

  it('says nothing before the least number of rows, of each arm', () => {
    const nothing = { low: -Infinity, high: Infinity };
    expect(intervalAfter(pairedSequence(new Float64Array(29).fill(1), 1), 29, spec)).toEqual({
      n: 29,
      mean: 1,
      ...nothing,
    });
    const second = Float64Array.from({ length: 100 }, (_, row) => Number(row < 29));
    const few = { outcomes: new Float64Array(100).fill(1), second, shares: new Float64Array(100).fill(0.5) };
    expect(intervalAfter(twoArmSequence(few, 1), 100, spec)).toMatchObject(nothing);
    expect(intervalAfter(pairedSequence([], 1), 0, spec)).toEqual({ n: 0, mean: NaN, ...nothing });
  });

  it('turns over when the arms change places', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (seed, share) => {
          const random = new Random(seed);
          const second = Float64Array.from({ length: 400 }, () => Number(random.uniform() < share));
          const outcomes = second.map(() => random.uniform());
          const shares = second.map(() => share);
          const turned = { outcomes, second: second.map((arm) => 1 - arm), shares: shares.map((s) => 1 - s) };
          const least = { ...spec, least: 1 };
          const one = intervalAfter(twoArmSequence({ outcomes, second, shares }, 1), 400, least);
          const other = intervalAfter(twoArmSequence(turned, 1), 400, least);
          expect(other.mean).toBeCloseTo(-one.mean, 9);
          if (Number.isFinite(one.low)) expect(other.high).toBeCloseTo(-one.low, 6);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('refuses settings that mean nothing', () => {
    const none = pairedSequence([], 1);
    expect(() => intervalAfter(none, 0, { ...spec, alpha: 0 })).toThrow(RangeError);
    expect(() => intervalAfter(none, 0, { ...spec, target: 0 })).toThrow(RangeError);
    expect(() => intervalAfter(none, 0, { ...spec, least: 0 })).toThrow(RangeError);
    expect(() => pairedSequence([], Infinity)).toThrow(RangeError);
    expect(() => pairedSequence([2], 1)).toThrow(RangeError);
    expect(() => twoArmSequence({ outcomes: [1], second: [1], shares: [1] }, 1)).toThrow(RangeError);
    expect(() => twoArmSequence({ outcomes: [-1], second: [1], shares: [0.5] }, 1)).toThrow(RangeError);
  });
});
