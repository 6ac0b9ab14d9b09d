import { expect, it } from 'vitest';
import kind from '../../../src/core/alerts/change.ts';
import { judge, seen } from './seen.ts';

const was = [0.5, 0.5, 0.7, 0.7];

it('compares with the mean of the windows just before, or of the first', () => {
  const figure = seen(0.75, {}, { was });
  expect(judge(kind, [figure], { over: 2, much: 0.1 })).toEqual(['good']);
  expect(judge(kind, [figure], { over: 2, much: 0.04 })).toEqual(['bad']);
  expect(judge(kind, [figure], { from: 'first', over: 2, much: 0.2 })).toEqual(['bad']);
  expect(judge(kind, [figure], { from: 'first', over: 2, much: 0.3 })).toEqual(['good']);
});

it('compares with the level where that is known, and else with the first windows', () => {
  const params = { from: 'level', over: 2, much: 0.1 };
  expect(judge(kind, [seen(0.75, {}, { was, level: 0.72 })], params)).toEqual(['good']);
  expect(judge(kind, [seen(0.75, {}, { was })], params)).toEqual(['bad']);
});

it('measures a share of what it was', () => {
  const params = { over: 1, by: 'share', much: 0.5 };
  expect(judge(kind, [seen(0.29, {}, { was: [0.2] })], params)).toEqual(['good']);
  expect(judge(kind, [seen(0.31, {}, { was: [0.2] })], params)).toEqual(['bad']);
  expect(judge(kind, [seen(-31, {}, { was: [-20], worse: 'down' })], params)).toEqual(['bad']);
});

it('looks only for worse unless told otherwise', () => {
  const [up, down] = [seen(0.9, {}, { was: [0.5] }), seen(0.1, {}, { was: [0.5] })];
  expect(judge(kind, [up, down], { over: 1 })).toEqual(['bad', 'good']);
  expect(judge(kind, [up, down], { over: 1, side: 'either' })).toEqual(['bad', 'bad']);
  const right = seen(0.9, {}, { was: [0.5], worse: 'down' });
  expect(judge(kind, [right], { over: 1 })).toEqual(['good']);
});

it('says nothing until there are enough windows', () => {
  expect(judge(kind, [seen(9, {}, { was: [1, 1] })], { over: 3 })).toEqual([null]);
  expect(judge(kind, [seen(9, {}, { was: [1, NaN] })], { over: 2 })).toEqual([null]);
  expect(judge(kind, [seen(null, {}, { was })], { over: 1 })).toEqual([null]);
});

it('accepts a difference of exactly as much', () => {
  expect(judge(kind, [seen(0.6, {}, { was: [0.5] })], { over: 1, much: 0.1 })).toEqual(['good']);
  expect(judge(kind, [seen(0.5, {}, { was: [0.5] })], { over: 1, much: 0 })).toEqual(['good']);
});
