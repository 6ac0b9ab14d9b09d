import { expect, it } from 'vitest';
import figure from '../../../src/core/metrics/ece-left.ts';
import ece from '../../../src/core/metrics/ece.ts';
import { behavesAsFigure, scoredOf } from '../figure-cases.ts';

behavesAsFigure(figure);

it('differs from the other by the scores on an edge only', () => {
  const onEdges = scoredOf([0, 1, 1], [0.2, 0.3, 0.25]);
  expect(figure.compute(onEdges)).not.toBeCloseTo(ece.compute(onEdges), 6);
  const between = scoredOf([0, 1, 1], [0.21, 0.31, 0.25]);
  expect(figure.compute(between)).toBe(ece.compute(between));
});
