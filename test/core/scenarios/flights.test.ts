import { describe, expect, it } from 'vitest';
import flights from '../../../src/core/scenarios/flights.ts';
import { fits } from './fits.ts';
import { mean, simulate } from './simulate.ts';

describe('flights rings before summer, and a retrained model is calibrated for July', () => {
  it('fits its data set, its model and its rules', async () => {
    expect(await fits(flights)).toEqual([]);
  });

  it.each([0, 1, 2])('%i seeds on', async (step) => {
    const story = await simulate(flights, { seed: flights.seed + step });
    expect(story.retrainings[0]!.position).toBeLessThan(20);
    expect(story.retrainings[0]!.better).toBe(true);
    // July: windows 24 to 29.
    expect(mean(story.lived.slice(24, 30))).toBeLessThan(mean(story.untouched.slice(24, 30)) - 0.05);
  });
});
