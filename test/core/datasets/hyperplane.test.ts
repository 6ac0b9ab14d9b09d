import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/hyperplane.ts';
import streams from '../../fixtures/core/streams.json' with { type: 'json' };
import { disagreement, expectSameRows, generated, owesAStream } from './generated.ts';

describe('hyperplane', () => {
  owesAStream(dataset, { needs: { drifting: { magnitude: 0.2 }, sigma: { magnitude: 0.2 } } });

  it('makes River’s rows from its draws: weights, noise, drift and turns', () => {
    const params = { drifting: 3, magnitude: 0.05, noise: 0.2, sigma: 0.3 };
    expectSameRows(dataset, streams.hyperplane, { params });
  });

  it('flips 0.01 less than the set share, as River does', () => {
    const clean = generated(dataset, 20000, { params: { noise: 0 } });
    const noisy = generated(dataset, 20000, { params: { noise: 0.05 } });
    expect(Math.abs(disagreement(clean, noisy, 'class') - 0.04)).toBeLessThan(0.005);
    expect(disagreement(clean, generated(dataset, 20000, { params: { noise: 0.01 } }), 'class')).toBe(0);
  });

  it('moves the rule further the more rows have passed, and never without magnitude', () => {
    const params = { noise: 0, sigma: 0, magnitude: 0.002 };
    const moving = generated(dataset, 8000, { params });
    const still = generated(dataset, 8000, { params: { ...params, magnitude: 0 } });
    const frozen = generated(dataset, 8000, { params: { ...params, drifting: 0 } });
    expect(disagreement(still, frozen, 'class')).toBe(0);
    expect(disagreement(moving, still, 'x4')).toBe(0);
    const [early, late] = [0, 6000].map((from) => disagreement(moving, still, 'class', from, from + 2000));
    expect(late!).toBeGreaterThan(early! + 0.1);
  });
});
