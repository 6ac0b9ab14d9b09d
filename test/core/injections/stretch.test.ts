import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/stretch.ts';
import { momentsOf } from '../../../src/core/statistics.ts';
import { binary, change, historyRows, lawsOf, mixed, numbersIn } from '../injection-cases.ts';

describe('stretch', () => {
  lawsOf(kind);

  it('keeps the mean of the rows before the stream where it is', () => {
    const { mean } = momentsOf(numbersIn(mixed, 'temp').subarray(0, historyRows));
    const before = numbersIn(mixed, 'temp');
    const after = numbersIn(
      injected(mixed, [change('stretch', { column: 'temp', factor: 3 })], binary, 1),
      'temp',
    );
    for (let row = 200; row < 400; row++)
      if (!Number.isNaN(before[row]!)) expect(after[row]! - mean).toBeCloseTo(3 * (before[row]! - mean), 10);
  });
});
