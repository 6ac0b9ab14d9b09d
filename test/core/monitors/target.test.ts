import { describe, expect, it } from 'vitest';
import { usualPlan } from '../../../src/core/monitoring/usual-plan.ts';
import target from '../../../src/core/monitors/target.ts';
import { smallTable } from '../monitoring/small.ts';
import { figuresOf, knowledge } from './monitors-help.ts';

const watched = smallTable(2000);
const known = knowledge(watched, { plan: usualPlan('binary', []) });
const withTruth = (truth: Float64Array) => ({ ...known.reference, rows: truth.length, truth });

describe('drift of true answers', () => {
  it('is nothing on the reference, and counts known labels only', () => {
    const found = figuresOf(target.begin(known), known.reference);
    const rows = known.reference.truth.filter((answer) => !Number.isNaN(answer)).length;
    expect(found.get('target/chi-square')).toMatchObject({ value: 0, pValue: 1, n: rows });
    expect(found.get('target/psi')).toMatchObject({ value: 0, n: rows });
    expect(found.has('target/wasserstein')).toBe(false);
  });

  it('sees the balance of classes change', () => {
    const found = figuresOf(
      target.begin(known),
      withTruth(Float64Array.from({ length: 200 }, (_, i) => Number(i < 180))),
    );
    expect(found.get('target/l-infinity')?.pValue).toBeLessThan(1e-6);
    expect(found.get('target/psi')!.value).toBeGreaterThan(found.get('target/psi')!.threshold);
  });

  it('measures numbers of a regression, and says nothing without labels', () => {
    const numbers = Float64Array.from({ length: 300 }, (_, i) => (i * 7) % 101);
    const look = target.begin({ ...known, task: 'regression', classes: [], reference: withTruth(numbers) });
    const found = figuresOf(look, withTruth(numbers.map((value) => value + 50)));
    expect(found.get('target/wasserstein')?.pValue).toBeLessThan(1e-6);
    expect(target.begin({ ...known, reference: withTruth(new Float64Array(9).fill(NaN)) })).toBeNull();
    const none = figuresOf(target.begin(known), withTruth(new Float64Array(9).fill(NaN)));
    expect(none.get('target/chi-square')).toMatchObject({ value: NaN, n: 0 });
  });
});
