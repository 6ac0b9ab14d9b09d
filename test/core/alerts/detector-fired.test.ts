import { expect, it } from 'vitest';
import kind from '../../../src/core/alerts/detector-fired.ts';
import { judge, seen } from './seen.ts';

it('is bad in windows in which it fired often enough', () => {
  const figures = [seen(0), seen(1), seen(2), seen(null), seen(NaN)];
  expect(judge(kind, figures)).toEqual(['good', 'bad', 'bad', null, null]);
  expect(judge(kind, figures, { times: 2 })).toEqual(['good', 'good', 'bad', null, null]);
});
