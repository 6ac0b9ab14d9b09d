import { expect, test } from 'vitest';
import figure from '../../../src/core/metrics/brier-skill.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);

test('a class that only rounding leaves a weight is missing', () => {
  expect(figure.shared?.of === 'sums' && figure.shared.read([0.01, 0.1 + 0.2], 0.3, 3)).toBeNaN();
});
