import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimelineModel } from '../../src/ui/timeline-model.ts';
import { reignAt, valueRange, windowAt, windowInWords, windowX } from '../../src/ui/timeline-model.ts';

const model: TimelineModel = {
  total: 10,
  position: 6,
  labelled: 4,
  metricLabel: 'accuracy',
  values: [0.9, 0.8, NaN, 0.6, NaN, NaN, NaN, NaN, NaN, NaN],
  reigns: [
    { from: 0, label: 'v1', colour: 0 },
    { from: 3, label: 'v2', colour: 1 },
  ],
  alarms: [3],
  threshold: 0.5,
  selected: null,
};

test('the window drawn at a pixel is the one found under it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.integer({ min: 20, max: 2000 }),
      fc.nat(),
      (total, width, seed) => {
        const index = seed % total;
        const middle = (windowX(index, total, width) + windowX(index + 1, total, width)) / 2;
        expect(windowAt(middle, total, width)).toBe(index);
      },
    ),
  );
  expect(windowAt(-5, 10, 100)).toBe(0);
  expect(windowAt(500, 10, 100)).toBe(9);
  expect(windowAt(3, 0, 0)).toBe(0);
});

test('a reign lasts until the next', () => {
  expect(reignAt(model, 2)?.label).toBe('v1');
  expect(reignAt(model, 3)?.label).toBe('v2');
  expect(reignAt({ ...model, reigns: [] }, 3)).toBeNull();
});

test('the range holds every value and the threshold', () => {
  const [low, high] = valueRange(model);
  expect(low).toBeLessThan(0.5);
  expect(high).toBeGreaterThan(0.9);
  expect(valueRange({ ...model, values: [], threshold: null })).toEqual([0, 1]);
});

test('a window is told in words', () => {
  expect(windowInWords(model, 3)).toBe('Window 4 of 10, v2, accuracy 0.60, alarm');
  expect(windowInWords(model, 2)).toBe('Window 3 of 10, v1, accuracy undefined');
  expect(windowInWords(model, 5)).toBe('Window 6 of 10, v2, labels not known yet');
  expect(windowInWords(model, 8)).toBe('Window 9 of 10, not reached yet');
  const marked = { ...model, warnings: [5], changes: [5], ends: [4] };
  expect(windowInWords(marked, 5)).toBe(
    'Window 6 of 10, v2, labels not known yet, warning, you changed the world here',
  );
  expect(windowInWords(marked, 4)).toContain('a change of yours ended here');
});
