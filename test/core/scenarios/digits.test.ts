import { describe, expect, it } from 'vitest';
import digits from '../../../src/core/scenarios/digits.ts';
import { fits } from './fits.ts';
import { mean, simulate } from './simulate.ts';

describe('digits: validation promises more than the next rows give, and rows from further on repair it', () => {
  it('fits its data set, its model and its rules', async () => {
    expect(await fits(digits)).toEqual([]);
  });

  it.each([0, 1, 2, 3, 4])('%i seeds on', async (step) => {
    const story = await simulate(digits, { seed: digits.seed + step });
    expect(story.level).toBeGreaterThan(mean(story.untouched) + 0.08);
    const [first] = story.retrainings;
    expect(first!.position).toBeLessThanOrEqual(8);
    expect(first!.difference.low).toBeGreaterThan(0);
    expect(mean(story.lived.slice(first!.position))).toBeGreaterThan(
      mean(story.untouched.slice(first!.position)) + 0.02,
    );
  });
});
