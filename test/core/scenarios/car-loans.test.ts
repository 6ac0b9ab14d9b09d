import { describe, expect, it } from 'vitest';
import carLoans from '../../../src/core/scenarios/car-loans.ts';
import { fits } from './fits.ts';
import { mean, simulate } from './simulate.ts';

describe('car-loans rings late, because the answers come late', () => {
  it('fits its data set, its model and its rules', async () => {
    expect(await fits(carLoans)).toEqual([]);
  });

  // The world changes at row 9,375: within window 12. With labels four windows late no alarm can be right before 17.
  it.each([0, 1, 2])('%i seeds on', async (step) => {
    const story = await simulate(carLoans, { seed: carLoans.seed + step });
    expect(mean(story.untouched.slice(0, 12)) - mean(story.untouched.slice(13))).toBeGreaterThan(0.02);
    const proven = story.retrainings.find((retraining) => retraining.better);
    expect(proven!.position).toBeGreaterThanOrEqual(17);
    expect(story.retrainings.filter((retraining) => retraining.position < 17 && retraining.better)).toEqual(
      [],
    );
  });
});
