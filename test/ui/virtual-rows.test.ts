// Which rows are drawn and where keys lead, for tables of any size.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowAfter, rowWindow, scrollFor } from '../../src/ui/virtual-rows.ts';

const heights = fc.constantFrom(32, 44);

describe('the window of rows', () => {
  it('holds every row that can be seen, and never more than a screen or two', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 50_000 }),
        fc.integer({ min: 0, max: 1500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        heights,
        (count, height, at, rowHeight) => {
          const top = at * Math.max(0, count * rowHeight - height);
          const { from, to } = rowWindow(top, height, rowHeight, count);
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(count);
          expect(to - from).toBeLessThanOrEqual(Math.ceil(height / rowHeight) + 25);
          if (count === 0 || height === 0) return;
          expect(from * rowHeight).toBeLessThanOrEqual(top);
          expect(Math.min(to, count) * rowHeight).toBeGreaterThanOrEqual(
            Math.min(top + height, count * rowHeight),
          );
        },
      ),
    );
  });

  it('draws at most 60 rows of a table of 700 pixels', () => {
    for (let top = 0; top < 64_000; top += 37) {
      const { from, to } = rowWindow(top, 700, 32, 2000);
      expect(to - from).toBeLessThanOrEqual(60);
    }
  });

  it('is empty where nothing can be measured yet', () => {
    expect(rowWindow(0, 500, 0, 100)).toEqual({ from: 0, to: 0 });
    expect(rowWindow(0, 500, 32, 0)).toEqual({ from: 0, to: 0 });
  });

  it('stays within rows that have become fewer', () => {
    expect(rowWindow(60_000, 500, 32, 5)).toEqual({ from: 0, to: 5 });
  });
});

describe('keys', () => {
  it.each([
    ['ArrowDown', 4, 5],
    ['ArrowDown', 99, 99],
    ['ArrowUp', 4, 3],
    ['ArrowUp', 0, -1],
    ['ArrowDown', -1, 0],
    ['PageDown', 4, 23],
    ['PageDown', 95, 99],
    ['PageUp', 4, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
    ['a', 50, null],
  ] as const)('%s at row %i of 100 leads to %s', (key, at, to) => {
    expect(rowAfter(key, at, 100, 20)).toBe(to);
  });
});

it('scrolls no further than it must to show a row whole', () => {
  expect(scrollFor(5, 0, 320, 32)).toBe(0);
  expect(scrollFor(10, 0, 320, 32)).toBe(32);
  expect(scrollFor(2, 100, 320, 32)).toBe(64);
});
