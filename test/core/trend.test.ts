import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRising } from '../../src/core/trend.ts';

test('a steady climb rises; too few values, a plateau, a fall and a zig-zag do not', () => {
  expect(isRising([0.35, 0.37, 0.39, 0.42])).toBe(true);
  expect(isRising([0.35, 0.37, 0.39])).toBe(false);
  expect(isRising(Array.from({ length: 20 }, () => 1))).toBe(false);
  expect(isRising([5, 4, 3, 2, 1, 0])).toBe(false);
  expect(isRising([0.3, 0.4, 0.31, 0.42, 0.32, 0.4, 0.3, 0.41, 0.33, 0.39])).toBe(false);
});

test('a climb with some noise rises; a tiny one is no news', () => {
  expect(isRising([1, 1.1, 1.05, 1.2, 1.15, 1.3, 1.25, 1.4])).toBe(true);
  const tiny = Array.from({ length: 12 }, (_, i) => 1 + i * 1e-4);
  expect(isRising(tiny)).toBe(true);
  expect(isRising(tiny, 0.02)).toBe(false);
});

test('very many values are judged as quickly', () => {
  const noise = (i: number) => Math.sin(i * 12.9898) * 0.3;
  const began = performance.now();
  expect(isRising(Array.from({ length: 20_000 }, (_, i) => i / 10_000 + noise(i)))).toBe(true);
  expect(
    isRising(
      Array.from({ length: 20_000 }, (_, i) => noise(i)),
      0.01,
    ),
  ).toBe(false);
  expect(performance.now() - began).toBeLessThan(1000);
});

test('what rises does not rise backwards, whatever it is scaled by', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 9 }),
      (values, factor) => {
        const rising = isRising(values);
        expect(isRising(values.map((value) => value * factor))).toBe(rising);
        if (rising) expect(isRising(values.toReversed())).toBe(false);
      },
    ),
  );
});
