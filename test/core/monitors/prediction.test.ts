import { describe, expect, it } from 'vitest';
import { usualPlan } from '../../../src/core/monitoring/usual-plan.ts';
import prediction from '../../../src/core/monitors/prediction.ts';
import { smallTable } from '../monitoring/small.ts';
import { figuresOf, knowledge, view } from './monitors-help.ts';

const watched = smallTable(2000);
const known = knowledge(watched, { plan: usualPlan('binary', []) });
const answered = (scores: Float32Array, outputs = 1) => ({
  ...known.unseen,
  rows: scores.length / outputs,
  scores,
  outputs,
  thresholds: 0.5,
});

describe('drift of answers', () => {
  it('is nothing on the rows themselves', () => {
    for (const [key, { value, pValue, threshold }] of figuresOf(prediction.begin(known), known.unseen)) {
      expect(value, key).toBeLessThan(1e-7);
      expect(pValue, key).toBe(1);
      expect(threshold, key).toBeGreaterThan(0);
    }
  });

  it('sees one answer to everything, by scores and by classes', () => {
    const found = figuresOf(prediction.begin(known), view(watched, 1000, 1200));
    expect(found.get('prediction/kolmogorov-smirnov')?.pValue).toBeLessThan(1e-4);
    expect(found.get('prediction/chi-square')?.pValue).toBeLessThan(1e-4);
    expect([...found.keys()]).toHaveLength(8);
  });

  it('looks at the likeliest of many classes, and leaves out rows without an answer', () => {
    const scores = (seed: number) =>
      Float32Array.from({ length: 600 }, (_, i) => (i % 3 === (Math.floor(i / 3) + seed) % 2 ? 0.8 : 0.1));
    const unseen = answered(scores(0), 3);
    const look = prediction.begin({ ...known, task: 'multiclass', classes: ['a', 'b', 'c'], unseen });
    const same = figuresOf(look, answered(scores(1), 3));
    expect(same.get('prediction/chi-square')?.value).toBe(0);
    const gone = figuresOf(look, answered(new Float32Array(600).fill(NaN), 3));
    expect(gone.get('prediction/chi-square')).toMatchObject({ n: 0, value: NaN });
  });

  it('has no classes in a regression', () => {
    const found = figuresOf(prediction.begin({ ...known, task: 'regression', classes: [] }), known.unseen);
    expect(found.has('prediction/wasserstein')).toBe(true);
    expect(found.has('prediction/chi-square')).toBe(false);
    expect(prediction.begin({ ...known, unseen: { ...known.unseen, rows: 0 } })).toBeNull();
  });
});
