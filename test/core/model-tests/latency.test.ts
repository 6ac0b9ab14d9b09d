import { describe, expect, it } from 'vitest';
import test from '../../../src/core/model-tests/latency.ts';
import { contextOf } from './context.ts';

/** A clock that the model itself moves. @param costs milliseconds of each call, the last one from then on. */
function clocked(costs: readonly number[], tick = 0) {
  let now = 0;
  let calls = 0;
  const context = contextOf();
  return {
    ...context,
    rows: context.rows.subarray(0, 256),
    score: () => {
      now += costs[Math.min(calls++, costs.length - 1)] ?? 0;
      return new Float32Array(256);
    },
    nowMs: () => (tick ? Math.floor(now / tick) * tick : now),
  };
}

describe('time to answer', () => {
  it('is per row', () => {
    const found = test.run(clocked([25.6]), { microseconds: 100 });
    expect(found.observed).toBeCloseTo(100, 9);
    expect(found.passed).toBe(true);
    expect(test.run(clocked([25.6]), { microseconds: 99.9 }).passed).toBe(false);
  });

  it('does not count the first calls, nor batches that something else held up', () => {
    const costs = [900, ...Array.from({ length: 40 }, (_, i) => (i % 3 === 1 ? 400 : 5.12))];
    expect(test.run(clocked([...costs]), { microseconds: 100 }).observed).toBeCloseTo(20, 9);
  });

  it('sees short times through a clock that ticks in whole milliseconds', () => {
    const found = test.run(clocked([0.128], 1), { microseconds: 100 });
    expect(found.observed).toBeGreaterThan(0.35);
    expect(found.observed).toBeLessThan(0.65);
  });

  it('measures a real model in less than a second', () => {
    const began = performance.now();
    const found = test.run(contextOf(), { microseconds: 1e5 });
    expect(found.passed).toBe(true);
    expect(found.observed).toBeGreaterThan(0);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('does not apply without rows', () => {
    expect(test.run({ ...contextOf(), rows: new Int32Array(0) }, { microseconds: 1 }).passed).toBeNull();
  });
});
