import { expect, it } from 'vitest';
import { logFactorial } from '../../src/core/log-factorial.ts';
import { logGamma } from '../../src/core/statistics.ts';

it('is ln Γ(n + 1), asked for once or twice, of few and of many', () => {
  for (const n of [0, 1, 2, 10, 999, 65_535, 65_536, 1e6, 10])
    expect(logFactorial(n), String(n)).toBe(logGamma(n + 1));
});
