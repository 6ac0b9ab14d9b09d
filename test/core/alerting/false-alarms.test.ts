// The usual rules on a few short streams; `npm run bench -- --false-alarms` does it at length.

import { describe, expect, it } from 'vitest';
import { runCase, summed, type Change, type Course } from '../../bench/false-alarm-cases.ts';

const slow = { timeout: 240_000 };

describe('the usual rules', () => {
  it('keep their budget while nothing changes', slow, () => {
    const found = [1, 2, 3, 4].map((seed) =>
      runCase({ task: 'binary', seed, rows: 25_000, windowRows: 1000, drift: null }),
    );
    expect(found.flatMap(({ faults }) => faults)).toEqual([]);
    const episodes = Object.values(summed(found.map((one) => one.episodes)));
    // About one is to be expected in 100,000 rows; five would come about 1 in 270 times.
    expect(episodes.reduce((sum, count) => sum + count, 0)).toBeLessThan(5);
  });

  it.each<[Change, Course, string, number]>([
    ['inputs', 'sudden', 'drift', 1000],
    ['inputs', 'incremental', 'drift', 8000],
    ['concept', 'sudden', 'alarm', 3000],
    ['concept', 'gradual', 'alarm', 8000],
  ])('find %s that change in a %s way', slow, (change, course, rule, most) => {
    const { delays } = runCase({
      task: 'binary',
      seed: 9,
      rows: 16_000,
      windowRows: 1000,
      drift: { change, course, from: 4000 },
    });
    expect(delays[rule]).toBeLessThanOrEqual(most);
  });
});
