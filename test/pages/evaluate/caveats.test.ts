import { describe, expect, it } from 'vitest';
import type { IntervalSpec, Measured } from '../../../src/core/evaluation.ts';
import { caveatOf, legendOf, markOf } from '../../../src/pages/evaluate/caveats.ts';

const interval: IntervalSpec = { method: 'jackknife', resamples: 20, confidence: 0.95, seed: 1 };
const measured = (rests: number, half = 0.1): Measured => ({
  value: 0.5,
  low: 0.5 - half,
  high: 0.5 + half,
  n: 400,
  standardError: half / 2,
  rests,
});

describe('caveats in tables', () => {
  it('are a few words beside the interval', () => {
    expect(markOf('roc-auc', measured(12), interval)).toBe('rests on 12');
    expect(markOf('roc-auc', measured(12, 0), interval)).toBe('chance unknown');
    expect(markOf('ece', measured(400), interval)).toBe('too high');
    expect(markOf('median-absolute-error', measured(400), interval)).toBe('jumps');
    expect(markOf('max-error', measured(400, 0), interval)).toBe('no interval');
    expect(markOf('roc-auc', measured(400), interval)).toBe('');
    expect(markOf('roc-auc', null, interval)).toBe('');
  });

  it('are explained once each', () => {
    const found = [measured(12), measured(9), measured(3, 0)].map((one) =>
      caveatOf('roc-auc', one, interval),
    );
    expect(legendOf([...found, null])).toEqual([
      expect.stringMatching(/^“Chance unknown”/),
      expect.stringMatching(/^“Rests on 9”/),
    ]);
    expect(legendOf([null])).toEqual([]);
  });
});
