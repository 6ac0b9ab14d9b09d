import { describe, expect, it } from 'vitest';
import test from '../../../src/core/model-tests/invariance.ts';
import { contextOf } from './context.ts';

describe('must not matter', () => {
  it('passes where the model gives the feature no weight, or does not read it', () => {
    expect(
      test.run(contextOf({ weights: [1, 0.5, 0.5, 0] }), { feature: 'city', tolerance: 0 }),
    ).toMatchObject({
      passed: true,
      observed: 0,
    });
    const unread = test.run(contextOf(), { feature: 'noise', tolerance: 0 });
    expect(unread).toMatchObject({ passed: true });
    expect(unread.words).toContain('does not read');
  });

  it('fails where it matters, and shows the rows that moved most', () => {
    const context = contextOf({ weights: [1, 2, -2, 0] });
    const found = test.run(context, { feature: 'city', tolerance: 0.01 });
    expect(found.passed).toBe(false);
    expect(found.observed).toBeGreaterThan(0.5);
    expect(found.rows.length).toBeGreaterThan(100);
    // Rows near the middle move most when the city's ±2 turns round.
    const [x] = context.table.columns;
    const distance = (row: number): number => (x?.kind === 'number' ? Math.abs(x.values[row]!) : NaN);
    expect(distance(found.rows[0]!)).toBeLessThan(1);
  });

  it('bears what it is told to bear', () => {
    const context = contextOf({ weights: [1, 0.01, 0, 0] });
    expect(test.run(context, { feature: 'city', tolerance: 0.01 }).passed).toBe(true);
    expect(test.run(context, { feature: 'city', tolerance: 0.0001 }).passed).toBe(false);
  });

  it('counts an answer that is lost as moved', () => {
    const context = contextOf();
    let calls = 0;
    const score = () => new Float32Array(400).fill(calls++ === 0 ? 0.5 : NaN);
    expect(test.run({ ...context, score }, { feature: 'x', tolerance: 1 })).toMatchObject({ passed: false });
  });

  it('does not apply without a feature, a column or rows', () => {
    const context = contextOf();
    expect(test.run(context, { feature: '', tolerance: 0 }).passed).toBeNull();
    expect(test.run(context, { feature: 'gone', tolerance: 0 }).passed).toBeNull();
    expect(
      test.run({ ...context, rows: new Int32Array(0) }, { feature: 'x', tolerance: 0 }).passed,
    ).toBeNull();
  });
});
