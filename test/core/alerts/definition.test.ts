import { expect, it } from 'vitest';
import kind from '../../../src/core/alerts/definition.ts';
import { judge, seen } from './seen.ts';

it('holds each figure to its own bound, in the direction of worse', () => {
  expect(
    judge(kind, [
      seen(0.2, { threshold: 0.1 }),
      seen(0.1, { threshold: 0.1 }),
      seen(0.7, { threshold: 0.8 }, { worse: 'down' }),
      seen(0.9, { threshold: 0.8 }, { worse: 'down' }),
    ]),
  ).toEqual(['bad', 'good', 'bad', 'good']);
});

it('says nothing where the definition has no bound or the figure is missing', () => {
  expect(judge(kind, [seen(0.2), seen(null), seen(NaN, { threshold: 0.1 })])).toEqual([null, null, null]);
});
