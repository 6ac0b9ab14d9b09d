import { defineDetector } from '../define.ts';
import type { DriftResult } from '../define.ts';
import { numberOf } from '../params.ts';
import { chiSquareTail } from '../statistics.ts';
import { isCategory, type Column } from '../table.ts';

/** How often each value is there. */
function countsOf(column: Column): Map<string | number, number> {
  const found = new Map<string | number, number>();
  if (!isCategory(column)) {
    for (const value of column.values)
      if (!Number.isNaN(value)) found.set(value, (found.get(value) ?? 0) + 1);
    return found;
  }
  const counts = new Int32Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) counts[code]!++;
  counts.forEach((count, code) => {
    const level = column.levels[code]!;
    if (count > 0) found.set(level, (found.get(level) ?? 0) + count);
  });
  return found;
}

const sum = (counts: Map<string | number, number>): number => {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
};

/**
 * Pearson's chi-square test that two samples have the same shares of each value (homogeneity): Σ (|o − e| − c)² / e over
 * the table of both counts, with degrees of freedom values − 1. c is 0, and for two values Yates' correction min(½, |o − e|):
 * scipy.stats.chi2_contingency by default. Missing cells do not count; values new or gone do. The statistic is chi-square,
 * which grows with the rows, so `drifted` also asks for √(chi-square / rows), Cramér's V of the table. No values on a
 * side: NaN and no p.
 */
export default defineDetector({
  id: 'chi-square',
  label: 'Chi-square test',
  about: 'Whether the shares of the categories differ by more than chance would make them, then and now.',
  kinds: ['category', 'boolean'],
  params: {
    threshold: {
      type: 'number',
      label: 'Threshold',
      help: "A smaller Cramér's V is not called drift. 0 is no difference, 1 no value in common.",
      min: 0,
      max: 1,
      step: 0.01,
      default: 0.1,
    },
    significance: {
      type: 'number',
      label: 'Significance',
      help: 'How often chance alone may pass for drift.',
      min: 0.0001,
      max: 1,
      scale: 'log',
      default: 0.01,
    },
  },
  fit(reference, params) {
    const threshold = numberOf(params, 'threshold');
    const significance = numberOf(params, 'significance');
    const before = countsOf(reference);
    const n = sum(before);
    return (current): DriftResult => {
      if (isCategory(current) !== isCategory(reference))
        throw new RangeError(`"${current.name}" changed between words and numbers.`);
      const now = countsOf(current);
      const m = sum(now);
      if (n === 0 || m === 0) return { statistic: NaN, pValue: null, drifted: false };
      const values = new Set([...before.keys(), ...now.keys()]);
      let statistic = 0;
      for (const value of values) {
        const [a, b] = [before.get(value) ?? 0, now.get(value) ?? 0];
        // Both rows of the table are as far from what is expected: |o − e| is the same.
        const expected = ((a + b) * n) / (n + m);
        const off = Math.abs(a - expected);
        const square = (off - (values.size === 2 ? Math.min(0.5, off) : 0)) ** 2;
        statistic += square / expected + square / (a + b - expected);
      }
      if (values.size < 2) return { statistic: 0, pValue: 1, drifted: false };
      const pValue = chiSquareTail(statistic, values.size - 1);
      const drifted = Math.sqrt(statistic / (n + m)) > threshold && pValue < significance;
      return { statistic, pValue, drifted };
    };
  },
});
