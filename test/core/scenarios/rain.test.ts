import { describe, expect, it } from 'vitest';
import rain from '../../../src/core/scenarios/rain.ts';
import { fits } from './fits.ts';
import { mean, simulate } from './simulate.ts';

describe('rain drifts slowly: the alarm comes after decades and little is gained', () => {
  it('fits its data set, its model and its rules', async () => {
    expect(await fits(rain)).toEqual([]);
  });

  it('keeps its level for twenty years and gains a little by retraining', async () => {
    const story = await simulate(rain);
    expect(mean(story.untouched.slice(0, 40))).toBeGreaterThan(0.75);
    const proven = story.retrainings.find((retraining) => retraining.better);
    expect(proven!.position).toBeGreaterThan(40);
    const gain = mean(story.lived.slice(proven!.position)) - mean(story.untouched.slice(proven!.position));
    expect(gain).toBeGreaterThan(0);
    expect(gain).toBeLessThan(0.08);
  });
});
