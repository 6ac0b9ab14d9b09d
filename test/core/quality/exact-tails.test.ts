import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allDrawn,
  hypergeometricTail,
  logChoose,
  outsideRangeTail,
  shareOfChance,
} from '../../../src/core/quality/exact-tails.ts';
import { Random } from '../../../src/core/random.ts';

const { cases } = JSON.parse(
  readFileSync(new URL('../../fixtures/core/quality/hypergeometric.json', import.meta.url), 'utf8'),
) as { cases: [number, number, number, number, number][] };

describe('hypergeometricTail', () => {
  it('equals scipy, far out too', () => {
    for (const [found, all, marked, drawn, expected] of cases) {
      const chance = hypergeometricTail(found, all, marked, drawn);
      if (expected < 1e-280) expect(chance).toBeLessThan(1e-270);
      else expect(chance / expected, `${found} of ${marked} in ${drawn} of ${all}`).toBeCloseTo(1, 6);
    }
  });

  it('falls from 1 to 0 as more are found', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(60), fc.nat(60), (all, a, b) => {
        const marked = a % (all + 1);
        const drawn = b % (all + 1);
        let before = 1;
        expect(hypergeometricTail(0, all, marked, drawn)).toBe(1);
        for (let found = 0; found <= drawn + 1; found++) {
          const chance = hypergeometricTail(found, all, marked, drawn);
          expect(chance).toBeLessThanOrEqual(before + 1e-12);
          expect(chance).toBeGreaterThanOrEqual(0);
          before = chance;
        }
        expect(hypergeometricTail(Math.min(marked, drawn) + 1, all, marked, drawn)).toBe(0);
      }),
    );
  });

  it('of all marked ones is the chance that all are drawn', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.nat(80), fc.nat(80), (all, a, b) => {
        const marked = a % (all + 1);
        const drawn = b % (all + 1);
        expect(allDrawn(marked, all, drawn)).toBeCloseTo(hypergeometricTail(marked, all, marked, drawn), 9);
      }),
    );
  });
});

/** By counting all ways in which `n` and `m` values may lie. */
function outsideByCounting(outside: number, n: number, m: number): number {
  let ways = 0;
  let hits = 0;
  const order: boolean[] = [];
  const go = (references: number, values: number): void => {
    if (references === 0 && values === 0) {
      ways++;
      const inside = order.slice(order.indexOf(true), order.lastIndexOf(true) + 1);
      if (order.length - inside.length >= outside) hits++;
      return;
    }
    if (references > 0) {
      order.push(true);
      go(references - 1, values);
      order.pop();
    }
    if (values > 0) {
      order.push(false);
      go(references, values - 1);
      order.pop();
    }
  };
  go(n, m);
  return hits / ways;
}

describe('outsideRangeTail', () => {
  it('is the share of all orders', () => {
    for (const [n, m] of [
      [2, 3],
      [3, 4],
      [5, 5],
      [7, 3],
    ] as const)
      for (let outside = 0; outside <= m; outside++)
        expect(outsideRangeTail(outside, n, m)).toBeCloseTo(outsideByCounting(outside, n, m), 12);
  });

  it('is kept by random values', () => {
    const random = new Random(12);
    const trials = 20_000;
    const hits = [0, 0, 0];
    for (let t = 0; t < trials; t++) {
      const reference = Array.from({ length: 50 }, () => random.normal());
      const [low, high] = [Math.min(...reference), Math.max(...reference)];
      let outside = 0;
      for (let i = 0; i < 20; i++) {
        const value = random.normal();
        if (value < low || value > high) outside++;
      }
      [1, 2, 3].forEach((least, at) => (hits[at]! += Number(outside >= least)));
    }
    hits.forEach((count, at) =>
      expect(Math.abs(count / trials - outsideRangeTail(at + 1, 50, 20))).toBeLessThan(0.012),
    );
  });

  it('knows the edges', () => {
    expect(outsideRangeTail(0, 100, 50)).toBe(1);
    expect(outsideRangeTail(3, 1, 50)).toBe(1);
    expect(outsideRangeTail(51, 100, 50)).toBe(0);
    expect(outsideRangeTail(500, 45_000, 500)).toBeGreaterThanOrEqual(0);
    expect(outsideRangeTail(20, 5000, 500)).toBeLessThan(1e-18);
    expect(outsideRangeTail(20, 5000, 500)).toBeGreaterThan(0);
  });
});

describe('shareOfChance', () => {
  it('finds the least count that is rare enough', () => {
    const tail = (count: number) => 0.5 ** count;
    expect(shareOfChance(100, 1e-3, tail)).toBe(0.1);
    expect(shareOfChance(5, 1e-3, tail)).toBeNaN();
    expect(shareOfChance(0, 1e-3, tail)).toBeNaN();
  });
});

it('logChoose', () => {
  expect(Math.exp(logChoose(10, 3))).toBeCloseTo(120, 8);
  expect(logChoose(10, 0)).toBe(0);
  expect(logChoose(3, 4)).toBe(-Infinity);
});
