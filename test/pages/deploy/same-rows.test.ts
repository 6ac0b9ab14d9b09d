import { expect, it } from 'vitest';
import type { Measured } from '../../../src/core/evaluation.ts';
import { sameRows } from '../../../src/pages/deploy/now/same-rows.ts';

const measured = (value: number, half: number): Measured => ({
  value,
  low: value - half,
  high: value + half,
  n: 288,
  standardError: half / 2,
});
const evaluated = (baseline: Measured | null, difference: Measured | null) => ({
  settings: { interval: { confidence: 0.95 } },
  slices: [
    {
      key: [['season', 'spring'] as const],
      known: 12,
      candidate: { accuracy: measured(0.1, 0.1) },
      baseline: null,
      difference: null,
    },
    {
      key: [],
      known: 1288,
      candidate: { accuracy: measured(0.84, 0.03) },
      baseline: baseline && { accuracy: baseline },
      difference: difference && { accuracy: difference },
    },
  ],
});

it('says both figures of the same rows, and their difference with its interval', () => {
  expect(sameRows(evaluated(measured(0.78, 0.04), measured(0.06, 0.03)), 'accuracy')).toEqual({
    label: 'Accuracy',
    candidate: '0.84 ±.03',
    baseline: '0.78 ±.04',
    difference: '+0.06',
    interval: '+0.03 to +0.09, the 95 % interval',
    rows: '1,288',
    n: 1288,
  });
});
it('says nothing where nobody was compared with, or the metric was not asked for', () => {
  expect(sameRows(evaluated(null, null), 'accuracy')).toBeNull();
  expect(sameRows(evaluated(measured(0.78, 0.04), measured(0.06, 0.03)), 'roc-auc')).toBeNull();
});
