import { expect, it } from 'vitest';
import kind from '../../../src/core/alerts/threshold.ts';
import { judge, seen } from './seen.ts';

it('is bad beyond the number on the chosen side, and accepts the number itself', () => {
  const figures = [0.09, 0.1, 0.11].map((value) => seen(value));
  expect(judge(kind, figures, { bound: 0.1 })).toEqual(['good', 'good', 'bad']);
  expect(judge(kind, figures, { bound: 0.1, side: 'below' })).toEqual(['bad', 'good', 'good']);
});

it('says nothing of what is not there, and calls infinity bad', () => {
  expect(judge(kind, [seen(null), seen(NaN), seen(Infinity), seen(-Infinity)])).toEqual([
    null,
    null,
    'bad',
    'good',
  ]);
});

it('tells how far beyond', () => {
  const [near, far] = kind.judge(
    [seen(0.2), seen(0.9)],
    { side: 'above', bound: 0.1 },
    { newRows: 1, share: 1 },
  );
  expect(far!.severity).toBeGreaterThan(near!.severity);
  expect(far!.bound).toBe(0.1);
});
