import { describe, expect, it } from 'vitest';
import wine from '../../../src/core/scenarios/wine-red-to-white.ts';
import { fits } from './fits.ts';
import { mean, simulate } from './simulate.ts';

describe('wine-red-to-white loses its level when white wine comes', () => {
  it('fits its data set, its model and its rules', async () => {
    expect(await fits(wine)).toEqual([]);
  });

  it.each([0, 1, 3])('%i seeds on', async (step) => {
    const story = await simulate(wine, { seed: wine.seed + step });
    // Windows 0 and 1 are red, but for one wine.
    expect(mean(story.untouched.slice(2))).toBeLessThan(0.7);
    const proven = story.retrainings.find((retraining) => retraining.better);
    expect(proven!.difference.low).toBeGreaterThan(0);
    expect(mean(story.lived.slice(proven!.position))).toBeGreaterThan(
      mean(story.untouched.slice(proven!.position)) + 0.03,
    );
  });
});
