import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/add-noise.ts';
import { momentsOf } from '../../../src/core/statistics.ts';
import { binary, change, historyRows, lawsOf, mixed, numbersIn } from '../injection-cases.ts';

describe('add-noise', () => {
  lawsOf(kind);

  it('adds standard normal amounts of its size', () => {
    const before = numbersIn(mixed, 'wind');
    const { deviation } = momentsOf(before.subarray(0, historyRows));
    const added: number[] = [];
    for (let seed = 0; seed < 20; seed++) {
      const script = [change('add-noise', { column: 'wind', amount: 2 })];
      const after = numbersIn(injected(mixed, script, binary, seed), 'wind');
      for (let row = 200; row < 400; row++) added.push((after[row]! - before[row]!) / deviation);
    }
    const moments = momentsOf(added);
    expect(Math.abs(moments.mean)).toBeLessThan(0.1);
    expect(Math.abs(moments.deviation - 2)).toBeLessThan(0.1);
  });
});
