import { describe, expect, it } from 'vitest';
import milesPerGallon from '../../../src/core/scenarios/miles-per-gallon.ts';
import { fits } from './fits.ts';
import { mean, simulate } from './simulate.ts';

describe('miles-per-gallon is ever more wrong, and learns from newer cars', () => {
  it('fits its data set, its model and its rules', async () => {
    expect(await fits(milesPerGallon)).toEqual([]);
  });

  it.each([0, 1, 2])('%i seeds on', async (step) => {
    const story = await simulate(milesPerGallon, { seed: milesPerGallon.seed + step });
    expect(mean(story.untouched.slice(0, 4))).toBeLessThan(3);
    expect(mean(story.untouched.slice(-6))).toBeGreaterThan(6);
    const proven = story.retrainings.find((retraining) => retraining.better);
    expect(proven!.difference.high).toBeLessThan(0);
    expect(mean(story.lived.slice(proven!.position))).toBeLessThan(
      mean(story.untouched.slice(proven!.position)) - 1,
    );
  });
});
