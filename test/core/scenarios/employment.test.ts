import { describe, expect, it } from 'vitest';
import employment from '../../../src/core/scenarios/employment.ts';
import { fits } from './fits.ts';
import { mean, simulate } from './simulate.ts';

describe('employment is a control: nothing happens', () => {
  it('fits its data set, its model and its rules', async () => {
    expect(await fits(employment)).toEqual([]);
  });

  it.each([0, 1])('%i seeds on: no alarm in three years', async (step) => {
    const story = await simulate(employment, { seed: employment.seed + step });
    expect(story.retrainings).toEqual([]);
    expect(Math.abs(mean(story.untouched.slice(0, 17)) - mean(story.untouched.slice(-17)))).toBeLessThan(
      0.03,
    );
  });

  it('gains nothing when it is retrained all the same', async () => {
    // An alarm that always rings: about once a year.
    const alarm = { ...employment.alarm, params: { margin: -1, windows: 17 } };
    const story = await simulate({ ...employment, alarm }, { always: true });
    expect(story.retrainings.length).toBeGreaterThanOrEqual(2);
    expect(mean(story.lived) - mean(story.untouched)).toBeLessThan(0.015);
  });
});
