import { describe, expect, it } from 'vitest';
import bikes from '../../../src/core/scenarios/bikes.ts';
import { fits } from './fits.ts';
import { mean, simulate } from './simulate.ts';

describe('bikes opens the page: an alarm in April and never in March, and a retrained model that is surely better', () => {
  it('fits its data set, its model and its rules', async () => {
    expect(await fits(bikes)).toEqual([]);
  });

  // March is 730 hours: windows 0 to 9 and two hours of the next. April ends in window 20.
  it.each([0, 1, 2, 4, 6])('%i seeds on: rings in April, repairs, recovers', async (step) => {
    const story = await simulate(bikes, { seed: bikes.seed + step });
    const [first] = story.retrainings;
    expect(first!.position).toBeGreaterThan(11);
    expect(first!.position).toBeLessThanOrEqual(20);
    expect(first!.difference.low).toBeGreaterThan(0);
    const { position } = first!;
    const may = [position, position + 21] as const;
    expect(mean(story.lived.slice(...may))).toBeGreaterThan(mean(story.untouched.slice(...may)) + 0.08);
    expect(mean(story.lived.slice(position))).toBeGreaterThan(mean(story.untouched.slice(position)) + 0.05);
  });
});
