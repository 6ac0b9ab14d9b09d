import { expect, it } from 'vitest';
import kind from '../../../src/core/alerts/missing-figure.ts';
import { judge, seen } from './seen.ts';

it('is bad where there is no figure, none on enough rows, or no number', () => {
  const figures = [seen(0.5), seen(null), seen(NaN), seen(0.5, { n: 0 }), seen(0.5, { n: 9 })];
  expect(judge(kind, figures)).toEqual(['good', 'bad', 'bad', 'bad', 'good']);
  expect(judge(kind, figures, { rows: 10 })).toEqual(['good', 'bad', 'bad', 'bad', 'bad']);
});
