import { describe, expect, it } from 'vitest';
import spam from '../../../src/core/scenarios/spam.ts';
import { fits } from './fits.ts';
import { mean, simulate } from './simulate.ts';

describe('spam is a control: an alarm rings, and the retrained model is not surely better', () => {
  it('fits its data set, its model and its rules', async () => {
    expect(await fits(spam)).toEqual([]);
  });

  it('rings, and no challenger proves itself', async () => {
    const story = await simulate(spam);
    expect(story.retrainings.length).toBeGreaterThan(0);
    expect(story.retrainings.filter((retraining) => retraining.better)).toEqual([]);
    expect(mean(story.untouched)).toBeGreaterThan(0.94);
  });
});
