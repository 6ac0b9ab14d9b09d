import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bytes,
  compact,
  count,
  duration,
  estimateText,
  fixed,
  metricText,
  moment,
  percentOf,
  plural,
  share,
  significant,
} from '../../src/ui/format.ts';

describe('numbers', () => {
  test.each([
    [share(0.8567), '0.86'],
    [share(1), '1.00'],
    [share(NaN), '–'],
    [fixed(-0.5, 1), '−0.5'],
    [fixed(-0.001, 2), '0.00'],
    [count(12400), '12,400'],
    [significant(2.345), '2.35'],
    [significant(0.01234), '0.0123'],
    [significant(12345), '12,345'],
    [significant(-148.2), '−148'],
    [metricText(0.8567, 'share'), '0.86'],
    [metricText(148.23, 'target'), '148'],
    [compact(141300), '141k'],
    [compact(1_250_000), '1.3M'],
    [compact(999_800), '1.0M'],
    [compact(12), '12'],
    [percentOf(756, 1200), '63 of 100'],
    [percentOf(31, 48), '31 of 48'],
    [percentOf(0, 0), '–'],
    [plural(1, 'row'), '1 row'],
    [plural(1200, 'row'), '1,200 rows'],
    [bytes(1_234_567), '1.2 MB'],
  ])('%s is %s', (text, expected) => expect(text).toBe(expected));

  test('an estimate shows half its interval, and none where there is none', () => {
    expect(estimateText({ value: 0.8567, low: 0.8267, high: 0.8867, n: 240 })).toBe('0.86 ±.03');
    expect(estimateText({ value: 12.34, low: 11, high: 13.5, n: 9 }, 1)).toBe('12.3 ±1.3');
    expect(estimateText({ value: 1, low: 1, high: 1, n: 1 })).toBe('1.00');
    expect(estimateText({ value: NaN, low: NaN, high: NaN, n: 0 })).toBe('–');
  });

  test('no number is ever shown as NaN, Infinity or with an exponent', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e15, max: 1e15 }), (value) => {
        for (const text of [share(value), significant(value), compact(value), count(value)])
          expect(text).not.toMatch(/NaN|Infinity|∞|e[+-]/);
      }),
    );
    expect([share(Infinity), count(NaN), compact(NaN), duration(NaN), bytes(NaN)]).toEqual(
      Array(5).fill('–'),
    );
  });
});

test.each([
  [320, '320 ms'],
  [999.7, '1.0 s'],
  [4230, '4.2 s'],
  [42_000, '42 s'],
  [200_000, '3 min 20 s'],
  [3_599_700, '1 h'],
  [7_500_000, '2 h 5 min'],
])('%d ms lasts %s', (milliseconds, expected) => expect(duration(milliseconds)).toBe(expected));

test('a moment of another day names the day', () => {
  const now = new Date(2026, 4, 3, 15, 0).getTime();
  expect(moment(new Date(2026, 4, 3, 14, 5).getTime(), now)).toBe('14:05');
  expect(moment(new Date(2026, 4, 2, 14, 5).getTime(), now)).toBe('2 May, 14:05');
});
