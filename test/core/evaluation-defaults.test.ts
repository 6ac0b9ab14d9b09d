import { describe, expect, it } from 'vitest';
import { defaultEvaluation } from '../../src/core/evaluation-defaults.ts';
import { figureOf } from '../../src/core/figures.ts';
import { checkGate } from '../../src/core/gate-check/check-gate.ts';
import { testProblem } from '../../src/core/model-test.ts';
import { metrics } from '../../src/core/metrics/index.ts';
import { scenarios } from '../../src/core/scenarios/index.ts';
import type { SliceSpec } from '../../src/core/slice.ts';
import type { ColumnKind } from '../../src/core/table.ts';
import { slice } from './gate-check/cases.ts';

const columns = [
  { name: 'hour', kind: 'integer' },
  { name: 'sky', kind: 'category', levels: ['clear', 'rain', 'snow'] },
  { name: 'street', kind: 'category', levels: Array.from({ length: 300 }, (_, i) => `s${i}`) },
  { name: 'holiday', kind: 'boolean' },
  { name: 'unused', kind: 'category', levels: ['a', 'b'] },
  ...['t1', 't2', 't3', 't4'].map((name) => ({ name, kind: 'number' as ColumnKind })),
] as const;
const features = ['hour', 'sky', 'street', 'holiday', 't1', 't2', 't3', 't4'];

/** Slices that a spec makes at most. */
function most(spec: SliceSpec): number {
  if (spec.by === 'values') {
    const column = columns.find(({ name }) => name === spec.features[0]);
    return column && 'levels' in column ? column.levels.length : 2;
  }
  return spec.by === 'bins' ? spec.bins : spec.by === 'time' ? spec.periods : 1;
}

describe('defaultEvaluation', () => {
  it.each(scenarios.all)(
    '$id: asks only for figures and tests that fit its task',
    ({ task, metric, features: used }) => {
      const settings = defaultEvaluation({ task, metric, features: used }, columns);
      expect(settings.figures[0]).toBe(metric);
      expect(settings.figures.length).toBeGreaterThan(10);
      expect(new Set(settings.figures).size).toBe(settings.figures.length);
      for (const figure of settings.figures) expect(figureOf(figure).tasks).toContain(task);
      for (const test of settings.tests) expect(testProblem(test)).toBeNull();
      for (const { figure } of settings.gate.thresholds) expect(settings.figures).toContain(figure);
    },
  );

  it('slices by features with few values, by a few numbers and by time, at most 30 in all', () => {
    const { slices } = defaultEvaluation({ task: 'binary', metric: 'accuracy', features }, columns);
    const by = (name: string): SliceSpec => ({ by: 'values', features: [name], fixed: {} });
    expect(slices).toEqual([
      { by: 'overall' },
      by('sky'),
      by('holiday'),
      { by: 'bins', feature: 'hour', bins: 4, how: 'quantile' },
      { by: 'bins', feature: 't1', bins: 4, how: 'quantile' },
      { by: 'bins', feature: 't2', bins: 4, how: 'quantile' },
      { by: 'time', periods: 4 },
    ]);
    expect(slices.reduce((sum, spec) => sum + most(spec), 0)).toBeLessThanOrEqual(30);
  });

  it('slices by no pixel', () => {
    const pixels = Array.from({ length: 64 }, (_, i) => ({ name: `p${i}`, kind: 'integer' as const }));
    const settings = defaultEvaluation(
      { task: 'multiclass', metric: 'accuracy', features: pixels.map(({ name }) => name) },
      pixels,
    );
    expect(settings.slices).toEqual([{ by: 'overall' }, { by: 'time', periods: 4 }]);
  });

  it('lets a challenger pass that is better by more than chance, and no other', () => {
    const { gate } = defaultEvaluation({ task: 'binary', metric: 'accuracy', features }, columns);
    const specs: SliceSpec[] = [{ by: 'overall' }, { by: 'values', features: ['sky'], fixed: {} }];
    const verdict = (
      all: readonly [number, number],
      rain: readonly [number, number],
      half: number,
      baseline = true,
    ) =>
      checkGate(
        gate,
        [
          slice({ figures: { accuracy: all }, half, baseline }),
          slice({ key: [['sky', 'rain']], spec: 1, figures: { accuracy: rain }, half: half * 2, baseline }),
        ],
        specs,
        baseline,
      ).verdict;
    expect(verdict([0.9, 0.8], [0.85, 0.87], 0.05)).toBe('passed');
    expect(verdict([0.9, 0.88], [0.85, 0.85], 0.05)).toBe('not-enough-evidence');
    expect(verdict([0.8, 0.9], [0.8, 0.9], 0.05)).toBe('failed');
    // Better on the whole, but clearly much worse on a slice.
    expect(verdict([0.9, 0.8], [0.5, 0.9], 0.05)).toBe('failed');
    expect(verdict([0.9, NaN], [0.9, NaN], 0.05, false)).toBe('passed');
  });

  it('bears a quarter more of an error that has a unit of its own', () => {
    const { gate } = defaultEvaluation({ task: 'regression', metric: 'mae', features: [] }, []);
    expect(gate.thresholds[1]).toMatchObject({
      change: { direction: 'lower', relative: 0.25 },
      doubt: 'pass',
    });
  });

  const tasks = ['binary', 'multiclass', 'regression'] as const;
  it.each(
    tasks.flatMap((task) =>
      metrics.all.filter((one) => one.tasks.includes(task)).map(({ id }) => [task, id] as const),
    ),
  )(
    'of a %s judged by %s fails no version because a slice improved, and some that got much worse',
    (task, metric) => {
      const { gate, slices } = defaultEvaluation({ task, metric, features: [] }, []);
      const { better, unit } = metrics.get(metric);
      const sign = better === 'higher' ? 1 : -1;
      const verdict = (pair: readonly [number, number]) =>
        checkGate(
          { ...gate, thresholds: gate.thresholds.slice(1) },
          [slice({ key: [['period', '1']], spec: 1, figures: { [metric]: pair }, half: 0.01 })],
          [...slices],
          true,
        ).metricValidationsPerSlice.length;
      const levels = better === 'higher' && unit !== 'share' ? [-0.5, 0, 0.5] : [0, 0.2, 0.5];
      for (const level of levels) {
        expect(verdict([level + 0.4 * sign, level])).toBe(0);
        expect(verdict([level, level])).toBe(0);
      }
      expect(verdict([0.5 - 0.4 * sign, 0.5])).toBe(1);
    },
  );

  it('measures slices of fewer rows where fewer rows are judged', () => {
    const sizeOf = (judged?: number): number =>
      defaultEvaluation({ task: 'binary', metric: 'accuracy', features: [] }, [], judged).minSliceSize;
    expect([sizeOf(), sizeOf(288), sizeOf(100), sizeOf(42), sizeOf(3)]).toEqual([30, 30, 13, 5, 5]);
  });
});
