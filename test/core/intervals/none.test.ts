import { expect, it } from 'vitest';
import none from '../../../src/core/intervals/none.ts';

it('draws nothing and bounds nothing', () => {
  const spec = { resamples: 0, confidence: 0.95, seed: 1 };
  expect(none.resample([0, 1, 2], spec).count).toBe(0);
  expect(none.bounds(3, new Float64Array(), spec, 3)).toEqual({ low: 3, high: 3, standardError: NaN });
});
