// What is made anew when one thing changes.

import { expect, test } from 'vitest';
import { CurveCache, linesOf } from '../../../src/pages/runs/compare/curve-cache.ts';
import { endsOf, shortestOf } from '../../../src/pages/runs/compare/curves-data.ts';
import type { ComparedRun, CurveChoice } from '../../../src/pages/runs/compare/curves-data.ts';
import { itemOf } from '../../core/run-cases.ts';

const choice: CurveChoice = {
  metric: 'loss',
  axis: 'step',
  smoothing: '',
  amount: 0,
  logX: false,
  logY: false,
  groupBy: '',
  bandEdge: 'deviation',
};
const compared = (number: number, epochs = 3): ComparedRun => ({
  item: itemOf(number),
  course: {
    history: Array.from({ length: epochs }, (_, epoch) => ({
      epoch,
      step: (epoch + 1) * 10,
      loss: number / (epoch + 1),
      validationLoss: NaN,
      metric: NaN,
      validationMetric: NaN,
    })),
    series: [],
  },
  phase: 'ready',
});

test('each log that arrives makes one line, however many runs there are', () => {
  const cache = new CurveCache();
  const all = Array.from({ length: 40 }, (_, i) => compared(i + 1));
  for (let arrived = 0; arrived <= all.length; arrived += 1) {
    const runs = all.map((run, i): ComparedRun =>
      i < arrived ? run : { ...run, course: null, phase: 'loading' },
    );
    expect(linesOf(runs, choice, cache)).toHaveLength(arrived);
    expect(cache.made).toBe(arrived);
  }
});

test('lines stay the very same until something about them changes', () => {
  const cache = new CurveCache();
  const runs = [compared(1), compared(2)];
  const first = linesOf(runs, choice, cache);
  expect(
    linesOf(
      runs.map((run) => ({ ...run })),
      { ...choice, logY: true },
      cache,
    )[0],
  ).toBe(first[0]);
  const smooth = linesOf(runs, { ...choice, smoothing: 'ema', amount: 0.5 }, cache);
  expect(smooth[0]?.smooth).not.toBeNull();
  // Only smoothed anew: the curve itself is the same.
  expect(smooth[0]?.x).toBe(first[0]?.x);
  const renamed = { ...runs[0]!, item: { ...runs[0]!.item, name: 'night' } };
  expect(linesOf([renamed], choice, cache)[0]?.label).toBe('night');
  expect(linesOf(runs, { ...choice, metric: 'rmse' }, cache)).toEqual([]);
});

test('the shortest run, where they are not equally long', () => {
  const cache = new CurveCache();
  const lines = linesOf([compared(1, 30), compared(2, 3)], choice, cache);
  expect(shortestOf(lines)).toEqual({ label: 'Run 2', end: 30 });
  expect(endsOf(lines, false)).toEqual([10, 300]);
  expect(shortestOf(lines.slice(1))).toBeNull();
  expect(shortestOf(linesOf([compared(3), compared(4)], choice, cache))).toBeNull();
});
