import { describe, expect, it } from 'vitest';
import type { Task } from '../../src/core/define.ts';
import { headlineMetrics, marginOf, usualMetric } from '../../src/core/own-metric.ts';

describe('what a project of an own table is judged by', () => {
  it.each<Task>(['binary', 'multiclass', 'regression'])('fits the task, the usual one first: %s', (task) => {
    const offered = headlineMetrics(task);
    expect(offered[0]?.id).toBe(usualMetric(task));
    expect(offered.length).toBeGreaterThan(3);
    for (const metric of offered) {
      expect(metric.tasks, metric.id).toContain(task);
      // 400 resamples of every window are only affordable from shared parts.
      expect(metric.shared, metric.id).toBeDefined();
    }
  });

  it('rings by the deviation of the target where the metric has its unit, else by a share of rows', () => {
    expect(marginOf('mae', 100, 20)).toBe(2);
    expect(marginOf('median-absolute-error', 100, 20)).toBe(2);
    expect(marginOf('mae', 100, 0)).toBe(0.001);
    expect(marginOf('r2', 100, 20)).toBe(0.052);
    expect(marginOf('accuracy', 100, 1)).toBe(0.052);
    expect(marginOf('roc-auc', 10_000, 1)).toBe(0.05);
  });
});
