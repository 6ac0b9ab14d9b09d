import { expect, test } from 'vitest';
import { criticalKs, equalSamplesKs } from '../../src/core/equal-samples-ks.ts';
import { reference } from './concept-drift-cases.ts';

test('gives SciPy’s exact chances for samples of 30', () => {
  reference.kswin.ks_exact_p_for_n_m_30_by_h.forEach((chance, h) =>
    expect(equalSamplesKs(30, h)).toBeCloseTo(chance, 12),
  );
});

test('finds the least difference of so small a chance', () => {
  expect(criticalKs(30, 0.005)).toBe(14);
  expect(criticalKs(30, 1e-4)).toBe(17);
  expect(criticalKs(30, 1)).toBe(0);
  expect(criticalKs(30, 0)).toBe(31);
  for (const n of [1, 2, 7, 100, 1000])
    for (const alpha of [0.5, 0.01, 1e-9]) {
      const h = criticalKs(n, alpha);
      if (h <= n) expect(equalSamplesKs(n, h)).toBeLessThanOrEqual(alpha);
      expect(equalSamplesKs(n, h - 1)).toBeGreaterThan(alpha);
    }
});
