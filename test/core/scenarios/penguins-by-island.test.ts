import { describe, expect, it } from 'vitest';
import penguins from '../../../src/core/scenarios/penguins-by-island.ts';
import { fits } from './fits.ts';
import { mean, simulate } from './simulate.ts';

describe('penguins-by-island fails on Dream at once and learns from its first penguins', () => {
  it('fits its data set, its model and its rules', async () => {
    expect(await fits(penguins)).toEqual([]);
  });

  it.each([0, 1, 2])('%i seeds on: one retraining, and it is enough', async (step) => {
    const story = await simulate(penguins, { seed: penguins.seed + step });
    // 168 penguins of Biscoe: three windows.
    expect(mean(story.untouched.slice(3))).toBeGreaterThan(1.8 * mean(story.untouched.slice(0, 3)));
    expect(story.retrainings).toHaveLength(1);
    const [first] = story.retrainings;
    expect(first!.position).toBe(7);
    expect(first!.difference.high).toBeLessThan(0);
    expect(mean(story.lived.slice(7))).toBeLessThan(mean(story.untouched.slice(7)) - 50);
  });
});
