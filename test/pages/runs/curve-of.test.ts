import { describe, expect, test } from 'vitest';
import { curveOf } from '../../../src/pages/runs/compare/curve-of.ts';

const epoch = (number: number, step: number, loss: number) => ({
  epoch: number,
  step,
  loss,
  validationLoss: loss + 1,
  metric: loss / 10,
  validationMetric: NaN,
});
const course = {
  history: [epoch(1, 10, 3), epoch(2, 20, 2)],
  series: [
    {
      name: 'learning_rate',
      steps: Float64Array.of(0, 5, 10, 20),
      times: Float64Array.of(0, 500, 1000, 3000),
      values: Float64Array.of(0.1, 0.1, 0.05, NaN),
    },
  ],
};
const run = { metric: 'accuracy', startedAt: 1_000_000, forkedFrom: null };
const at = (name: string, axis: Parameters<typeof curveOf>[2]) => {
  const curve = curveOf(course, name, axis, run);
  return curve && { x: [...curve.x], y: [...curve.y] };
};

describe('curveOf', () => {
  test('figures of epochs, at the end of theirs', () => {
    expect(at('loss', 'step')).toEqual({ x: [10, 20], y: [3, 2] });
    expect(at('val_loss', 'epoch')).toEqual({ x: [1, 2], y: [4, 3] });
    expect(at('accuracy', 'epoch')?.y).toEqual([0.3, 0.2]);
    expect(at('val_accuracy', 'step')?.y).toEqual([NaN, NaN]);
  });

  test('a series has its own steps and times, and parts of epochs', () => {
    expect(at('learning_rate', 'epoch')).toEqual({ x: [0, 0.5, 1, 2], y: [0.1, 0.1, 0.05, NaN] });
    expect(at('learning_rate', 'seconds')?.x).toEqual([0, 0.5, 1, 3]);
  });

  test('epochs take their time from the series; without one there is none', () => {
    expect(at('loss', 'seconds')?.x).toEqual([1, 3]);
    expect(at('loss', 'clock')?.x).toEqual([1_001_000, 1_003_000]);
    expect(curveOf({ ...course, series: [] }, 'loss', 'seconds', run)).toBeNull();
  });

  test('along its own length every run goes from 0 to 100 %', () => {
    expect(at('loss', 'share')?.x).toEqual([50, 100]);
    expect(at('learning_rate', 'share')?.x).toEqual([0, 25, 50, 100]);
    expect(curveOf({ history: [], series: [] }, 'loss', 'share', run)).toBeNull();
  });

  test('on the clock a fork shows what it measured itself, from its own start', () => {
    const series = [
      {
        name: 's',
        steps: Float64Array.of(1, 2, 3),
        times: Float64Array.of(0, 60_000, 61_000),
        values: Float64Array.of(1, 2, 3),
      },
    ];
    const fork = { ...run, forkedFrom: { runId: 'p', epoch: 1, step: 2 } };
    const own = curveOf({ history: [], series }, 's', 'clock', fork);
    expect([...(own?.x ?? [])]).toEqual([1_001_000]);
    expect([...(own?.y ?? [])]).toEqual([3]);
    expect(curveOf({ history: [], series }, 's', 'seconds', fork)?.x.length).toBe(3);
    const later = { ...fork, forkedFrom: { runId: 'p', epoch: 1, step: 3 } };
    expect(curveOf({ history: [], series }, 's', 'clock', later)).toBeNull();
    const epochs = { history: [epoch(1, 2, 9), epoch(2, 3, 8)], series };
    expect([...(curveOf(epochs, 'loss', 'clock', fork)?.y ?? [])]).toEqual([8]);
  });

  test('nothing of what was not measured', () => {
    expect(at('constructor', 'step')).toBeNull();
    expect(at('rmse', 'step')).toBeNull();
    expect(curveOf({ history: [], series: course.series }, 'learning_rate', 'epoch', run)).toBeNull();
  });

  test('points of a batch that was taken again are put in order', () => {
    const again = {
      name: 'x',
      steps: Float64Array.of(1, 2, 3, 2, 4),
      times: Float64Array.of(1, 2, 3, 4, 5),
      values: Float64Array.of(1, 2, 3, 4, 5),
    };
    const curve = curveOf({ history: [], series: [again] }, 'x', 'step', run);
    expect([...(curve?.x ?? [])]).toEqual([1, 2, 2, 3, 4]);
    expect([...(curve?.y ?? [])]).toEqual([1, 2, 4, 3, 5]);
  });
});
