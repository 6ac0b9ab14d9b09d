import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/seasonality.ts';
import { momentsOf } from '../../../src/core/statistics.ts';
import { binary, change, historyRows, lawsOf, mixed, numbersIn } from '../injection-cases.ts';

describe('seasonality', () => {
  lawsOf(kind);

  it('is a wave of its height and length', () => {
    const before = numbersIn(mixed, 'wind');
    const { deviation } = momentsOf(before.subarray(0, historyRows));
    const script = [change('seasonality', { column: 'wind', amount: 2, period: 40 })];
    const after = numbersIn(injected(mixed, script, binary, 1), 'wind');
    expect(after[210]! - before[210]!).toBeCloseTo(2 * deviation, 10);
    expect(after[230]! - before[230]!).toBeCloseTo(-2 * deviation, 10);
    expect(after[250]! - before[250]!).toBeCloseTo(2 * deviation, 10);
  });
});
