import { expect, it } from 'vitest';
import type { Measured } from '../../../src/core/evaluation.ts';
import { drawsText } from '../../../src/pages/evaluate/compare/draws.ts';

const measured = (aboveZero?: number): Measured => ({
  value: 0.1,
  low: 0,
  high: 0.2,
  n: 90,
  standardError: 0.05,
  ...(aboveZero === undefined ? {} : { aboveZero }),
});

it('says in how many draws the candidate is better, by what is better', () => {
  expect(drawsText('accuracy', measured(0.97))).toBe('better in 97 of 100 draws');
  expect(drawsText('log-loss', measured(0.97))).toBe('better in 3 of 100 draws');
});

it('says all and none of no less', () => {
  const of100 = (share: number) => /\d+/.exec(drawsText('accuracy', measured(share)) ?? '')?.[0];
  expect([0, 0.001, 0.999, 1].map(of100)).toEqual(['0', '1', '99', '100']);
});

it('says nothing where nothing was drawn, and of what is neither better nor worse', () => {
  expect(drawsText('accuracy', measured())).toBeNull();
  expect(drawsText('accuracy', measured(NaN))).toBeNull();
  expect(drawsText('prevalence', measured(0.5))).toBeNull();
});
