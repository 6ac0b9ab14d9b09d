import { describe, expect, it } from 'vitest';
import hyperplane from '../../../src/core/scenarios/rotating-hyperplane.ts';
import { fits } from './fits.ts';
import { mean, simulate } from './simulate.ts';

describe('rotating-hyperplane needs one retraining after another', () => {
  it('fits its data set, its model and its rules', async () => {
    expect(await fits(hyperplane)).toEqual([]);
  });

  it.each([0, 1, 2])('%i seeds on', async (step) => {
    const story = await simulate(hyperplane, { seed: hyperplane.seed + step });
    expect(story.retrainings.filter((retraining) => retraining.better).length).toBeGreaterThan(4);
    expect(mean(story.untouched.slice(-15))).toBeLessThan(0.3);
    expect(mean(story.lived.slice(-15))).toBeGreaterThan(0.75);
  });
});
