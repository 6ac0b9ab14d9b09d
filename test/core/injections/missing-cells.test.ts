import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/missing-cells.ts';
import { binary, change, lawsOf, mixed, numbersIn } from '../injection-cases.ts';

describe('missing-cells', () => {
  lawsOf(kind);

  it('empties its share of the cells', () => {
    const script = [change('missing-cells', { column: 'wind', share: 0.3 })];
    const gaps = Array.from(
      { length: 20 },
      (_, seed) =>
        numbersIn(injected(mixed, script, binary, seed), 'wind')
          .subarray(200)
          .filter(Number.isNaN).length,
    );
    expect(Math.abs(gaps.reduce((a, b) => a + b) / 4000 - 0.3)).toBeLessThan(0.03);
  });
});
