import { describe, expect, it } from 'vitest';
import { callbackAdvice } from '../../src/core/callback-advice.ts';
import { callbacks } from '../../src/core/callbacks/index.ts';
import { defaults, type ParamValues } from '../../src/core/params.ts';

const setting = (id: string, params: ParamValues = {}) => ({
  id,
  params: { ...defaults(callbacks.get(id).params), ...params },
});
const plateau = (patience: number, monitor = 'val_loss') =>
  setting('reduce-lr-on-plateau', { patience, monitor });
const stopping = (patience: number) => setting('early-stopping', { patience });

describe('advice', () => {
  it.each([
    [3, 10, /never be lowered/],
    [0, 2, /never be lowered/],
    [5, 5, /just as training stops/],
    [0, 1, /just as training stops/],
    [6, 5, null],
  ])('patience %i to stop and %i to lower the rate: %s', (stops, lowers, text) => {
    const found = callbackAdvice([plateau(lowers), stopping(stops)]);
    if (text === null) expect(found).toEqual([]);
    else expect(found).toEqual([{ place: 1, text: expect.stringMatching(text) }]);
  });

  it('is silent about different figures', () => {
    expect(callbackAdvice([stopping(1), plateau(5, 'loss')])).toEqual([]);
  });

  it('knows which order is hardly meant', () => {
    const csv = setting('csv-logger');
    expect(callbackAdvice([csv, plateau(5)])).toEqual([
      { place: 0, text: expect.stringMatching(/learning_rate/) },
    ]);
    expect(callbackAdvice([plateau(5), csv])).toEqual([]);
    const swap = setting('swap-ema-weights', { swap_on_epoch: true });
    const keep = setting('model-checkpoint');
    expect(callbackAdvice([keep, swap])).toEqual([
      { place: 1, text: expect.stringMatching(/plain weights/) },
    ]);
    expect(callbackAdvice([swap, keep])).toEqual([]);
  });
});
