import { expect, test } from 'vitest';
import { figure } from '../../src/ui/figure.ts';

test('very small figures keep their digits', () => {
  expect([0, 0.0000125, -1e-7, 0.00123, 12.34, NaN].map(figure)).toEqual([
    '0',
    '1.3e−5',
    '−1e−7',
    '0.00123',
    '12.3',
    '–',
  ]);
});
