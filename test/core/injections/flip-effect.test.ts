import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/flip-effect.ts';
import { momentsOf } from '../../../src/core/statistics.ts';
import { binary, change, historyRows, lawsOf, mixed, numbersIn } from '../injection-cases.ts';

describe('flip-effect', () => {
  lawsOf(
    kind,
    ['mean', 'rank'].map((by) => ({ by })),
  );

  const flip = (id: string, column: string, by: string) =>
    change('flip-effect', { column, by, share: 1 }, { id });

  it('mirrors about the mean, and back when done twice', () => {
    const { mean } = momentsOf(numbersIn(mixed, 'wind').subarray(0, historyRows));
    const before = numbersIn(mixed, 'wind');
    const after = numbersIn(injected(mixed, [flip('a', 'wind', 'mean')], binary, 1), 'wind');
    for (let row = 200; row < 400; row++) expect(after[row]! + before[row]!).toBeCloseTo(2 * mean, 10);
    for (const column of ['count', 'holiday'])
      expect(
        numbersIn(injected(mixed, [flip('a', column, 'mean'), flip('b', column, 'mean')], binary, 1), column),
      ).toEqual(numbersIn(mixed, column));
  });

  it('keeps by rank what the column looks like', () => {
    const before = momentsOf(numbersIn(mixed, 'wind').subarray(200));
    const after = momentsOf(
      numbersIn(injected(mixed, [flip('a', 'wind', 'rank')], binary, 1), 'wind').subarray(200),
    );
    expect(Math.abs(after.mean - before.mean)).toBeLessThan(2.5);
    expect(Math.abs(after.deviation - before.deviation)).toBeLessThan(1);
  });
});
