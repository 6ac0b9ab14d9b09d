import { describe, expect, it } from 'vitest';
import quiet from '../../../src/core/scenarios/quiet-applicants.ts';
import { fits } from './fits.ts';
import { mean, simulate } from './simulate.ts';

describe('quiet-applicants stays as it is', () => {
  it('fits its data set, its model and its rules', async () => {
    expect(await fits(quiet)).toEqual([]);
  });

  it.each([0, 1, 2])('%i seeds on no alarm ever rings', async (step) => {
    const story = await simulate(quiet, { seed: quiet.seed + step });
    expect(story.windows).toBe(80);
    expect(story.retrainings).toEqual([]);
    const [first, second] = [story.untouched.slice(0, 40), story.untouched.slice(40)];
    // 20,000 rows each: a standard error of 0.0017.
    expect(Math.abs(mean(first) - mean(second))).toBeLessThan(0.008);
  });
});
