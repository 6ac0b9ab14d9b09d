import { expect, it } from 'vitest';
import { wilsonInterval } from '../../src/core/proportion.ts';
import reference from '../fixtures/core/pictures.json' with { type: 'json' };

it.each(reference.proportions)("is statsmodels' Wilson interval for $k of $n", ({ k, n, wilson }) => {
  const { low, high } = wilsonInterval(k, n);
  expect(low).toBeCloseTo(wilson[0]!, 12);
  expect(high).toBeCloseTo(wilson[1]!, 12);
});

it('is unknown without rows', () => {
  expect(wilsonInterval(0, 0)).toEqual({ low: NaN, high: NaN });
});
