import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barHeights, isDwarfing, partsOf } from '../../src/ui/bars-geometry.ts';
import { barName, barsInWords } from '../../src/ui/bars-words.ts';
import { rgbaAt } from '../../src/ui/pictures-geometry.ts';
import { placeAfter } from '../../src/ui/roving.ts';

test('heights are in proportion, or by the logarithm', () => {
  expect(barHeights([0, 5, 10], false)).toEqual([0, 0.5, 1]);
  expect(barHeights([0, 9, 99], true)).toEqual([0, 0.5, 1]);
  expect(barHeights([0, 0], false)).toEqual([0, 0]);
  expect(barHeights([], true)).toEqual([]);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1e9 })), fc.boolean(), (counts, log) => {
      const heights = barHeights(counts, log);
      for (const height of heights) {
        expect(height).toBeGreaterThanOrEqual(0);
        expect(height).toBeLessThanOrEqual(1);
      }
      // The order of the bars stays.
      for (const [i, a] of counts.entries())
        for (const [j, b] of counts.entries()) if (a < b) expect(heights[i]!).toBeLessThan(heights[j]!);
    }),
    { numRuns: 50 },
  );
});

test('one bar dwarfs the others from twenty times their middle on', () => {
  expect(isDwarfing([1000, 50, 40])).toBe(true);
  expect(isDwarfing([999, 50, 51])).toBe(false);
  // Two bars that differ are no histogram that is hard to read.
  expect(isDwarfing([1000, 1])).toBe(false);
  expect(isDwarfing([0, 0, 0])).toBe(false);
});

test('a bar is divided by class, and rows without an answer are their own part', () => {
  expect(partsOf({ label: 'a', count: 10, byClass: [4, 0, 5] }, 3)).toEqual([
    { of: 0, count: 4 },
    { of: 2, count: 5 },
    { of: -1, count: 1 },
  ]);
  expect(partsOf({ label: 'a', count: 10, byClass: null }, 3)).toEqual([{ of: 0, count: 10 }]);
  expect(partsOf({ label: 'a', count: 10, byClass: Array(7).fill(1) }, 7)).toEqual([{ of: 0, count: 10 }]);
});

test('a bar says its rows, and all of them say what they show', () => {
  expect(barName({ label: '6 to 8', count: 412 }, [])).toBe('6 to 8: 412 rows');
  expect(barName({ label: '6 to 8', count: 4, byClass: [1, 2] }, ['no', 'yes'])).toBe(
    '6 to 8: 4 rows (no 1, yes 2, no answer 1)',
  );
  expect(barName({ label: 'x', count: 1 }, [])).toBe('x: 1 row');
  expect(barsInWords([])).toBe('There are no values to show.');
  expect(barsInWords([{ label: 'yes', count: 12 }])).toBe('All 12 rows: yes.');
  const equal = [100, 105, 108].map((rows, i) => ({ label: `b${i}`, count: rows }));
  expect(barsInWords(equal)).toBe('The bars are about equal: 100 to 108 rows each, 313 in all.');
  const bars = [10, 20, 300, 40, 5, 250].map((count, i) => ({ label: `b${i}`, count }));
  expect(barsInWords(bars)).toBe('Most common: b2, 300 of 625 rows. Half of the rows stand in 2 bars of 6.');
});

test('keys move within the ends', () => {
  expect(placeAfter('ArrowRight', 0, 3)).toBe(1);
  expect(placeAfter('ArrowRight', 2, 3)).toBe(2);
  expect(placeAfter('ArrowLeft', 0, 3)).toBe(0);
  expect(placeAfter('End', 0, 3)).toBe(2);
  expect(placeAfter('Home', 2, 3)).toBe(0);
  // In one line up and down are left to the page.
  expect(placeAfter('ArrowDown', 0, 3)).toBe(null);
  expect(placeAfter('ArrowDown', 1, 10, 4)).toBe(5);
  expect(placeAfter('ArrowDown', 7, 10, 4)).toBe(7);
  expect(placeAfter('ArrowUp', 2, 10, 4)).toBe(2);
  expect(placeAfter('a', 2, 10, 4)).toBe(null);
});

test('pictures: grey and colour, cut at the ends, transparent where missing', () => {
  const grey = rgbaAt(Float32Array.of(9, 9, 0, 0.5, 1, NaN), 1, { width: 2, height: 1, channels: 1 });
  expect([...grey]).toEqual([0, 0, 0, 255, 128, 128, 128, 255]);
  const third = rgbaAt(Float32Array.of(9, 9, 0, 0.5, 1.5, NaN), 2, { width: 2, height: 1, channels: 1 });
  expect([...third.slice(0, 4)]).toEqual([255, 255, 255, 255]);
  expect(third[7]).toBe(0);
  const colour = rgbaAt(Float32Array.of(1, 0, 0.2), 0, { width: 1, height: 1, channels: 3 });
  expect([...colour]).toEqual([255, 0, 51, 255]);
});
