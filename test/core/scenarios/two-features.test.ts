import { describe, expect, it } from 'vitest';
import twoFeatures from '../../../src/core/scenarios/two-features.ts';
import { fits } from './fits.ts';
import { mean, simulate } from './simulate.ts';

describe('two-features turns its line halfway, and retraining follows it', () => {
  it('fits its data set, its model and its rules', async () => {
    expect(await fits(twoFeatures)).toEqual([]);
  });

  it.each([0, 1, 2])('%i seeds on', async (step) => {
    const story = await simulate(twoFeatures, { seed: twoFeatures.seed + step });
    // The line begins to turn at row 2,500: window 15.
    expect(story.retrainings[0]!.position).toBeGreaterThan(15);
    expect(story.retrainings.some((retraining) => retraining.better)).toBe(true);
    expect(mean(story.untouched.slice(-15))).toBeLessThan(0.6);
    expect(mean(story.lived.slice(-15))).toBeGreaterThan(0.8);
  });
});
