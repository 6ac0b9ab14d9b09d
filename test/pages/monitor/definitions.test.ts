import { expect, test } from 'vitest';
import { definitionOf } from '../../../src/pages/monitor/definitions.ts';

test.each([
  ...['accuracy', 'faded', 'kappa', 'kappa-temporal', 'kappa-m', 'no-change', 'majority'],
  ...['mean-error', 'mean-error-faded', 'mean-error-no-change'],
])('prequential/%s is explained', (name) => {
  expect(definitionOf(`prequential/${name}`).short).toMatch(/\.$/);
});

test.each([
  ...['missing', 'range', 'new-category', 'vanished', 'constant', 'kind', 'unit'].map(
    (name) => `quality/${name}/temp`,
  ),
  'quality/duplicates',
  'volume/rows',
  'volume/missing-labels',
  ...['p50', 'p95', 'p99'].map((name) => `latency/${name}`),
  ...['pca', 'domain', 'mmd', 'domain-share/temp'].map((name) => `multivariate/${name}`),
  ...['ece', 'ratio', 'brier', 'class-share/yes'].map((name) => `calibration/${name}`),
  'estimated/accuracy',
  'estimated/class-share/yes',
  'drift/psi/temp',
  'detectors/adwin',
])('%s is explained', (key) => {
  expect(definitionOf(key).short).toMatch(/\.$/);
});
