import { expect, it } from 'vitest';
import { mergeProgress } from '../../src/engine/progress.ts';
import type { TrainProgress } from '../../src/engine/protocol.ts';
import type { TrainingNews } from '../../src/core/training-report.ts';
import { jsInfo } from './fixtures.ts';

const nothing: TrainingNews = {
  points: [],
  events: [],
  histograms: [],
  kept: [],
  files: [],
  published: [],
  look: null,
};

const progress = (step: number, news: Partial<TrainingNews>): TrainProgress => ({
  epoch: 0,
  epochs: 1,
  step,
  steps: 100,
  stepsPerSecond: 0,
  engine: jsInfo,
  records: [],
  checkpoint: null,
  news: { ...nothing, ...news },
});

const point = (step: number) => ({ series: 'loss', step, timeMs: step, value: NaN });
const kept = (name: string, step: number) => ({
  ...{ name, step, epoch: 0, learningRate: 0.1, callbacks: [], optimizerFrom: 0, stepsPerEpoch: 3 },
  weights: Float32Array.of(step),
  optimizer: new Float32Array(),
});

it('keeps all news of a progress that was held back, in order', () => {
  const held = progress(1, {
    points: [point(0), point(1)],
    kept: [kept('best', 1), kept('first', 1)],
    files: [{ name: 'log.csv', text: 'a' }],
    published: [{ loss: 1 }],
  });
  const next = progress(2, {
    points: [point(2)],
    kept: [kept('best', 2)],
    files: [{ name: 'log.csv', text: 'ab' }],
    published: [{ loss: 2 }],
  });
  const merged = mergeProgress(held, next);
  expect(merged).toEqual({
    ...next,
    news: {
      ...nothing,
      points: [point(0), point(1), point(2)],
      kept: [kept('best', 2), kept('first', 1)],
      files: [{ name: 'log.csv', text: 'ab' }],
      published: [{ loss: 1 }, { loss: 2 }],
    },
  });
});

it('shows the newest look, and keeps one when there is none since', () => {
  const look = (step: number) => ({
    ...{ step, epoch: 0, batchLoss: 1, batchMetric: 0.5, layers: [], surface: null },
    sample: {
      ...{ rows: new Int32Array(), truth: new Float64Array(), scores: new Float32Array(), outputs: 1 },
    },
  });
  const [one, two] = [progress(1, { look: look(1) }), progress(2, { look: look(2) })];
  expect(mergeProgress(one, two)).toMatchObject({ news: { look: { step: 2 } } });
  expect(mergeProgress(two, progress(3, {}))).toMatchObject({ step: 3, news: { look: { step: 2 } } });
});

it('says where among the merged news the checkpoint stands', () => {
  const checkpoint = {
    ...{ runId: 'r', epoch: 0, step: 2, history: [] },
    weights: new Float32Array(),
    optimizer: new Float32Array(),
  };
  const before = progress(1, { points: [point(0), point(1)] });
  const at = { ...progress(2, { points: [point(2)] }), checkpoint };
  const after = progress(3, { points: [point(3), point(4)] });
  const counts = (points: number) => ({ points, events: 0, histograms: 0 });
  expect(mergeProgress(before, at)).toMatchObject({ checkpoint, beforeCheckpoint: counts(3) });
  expect(mergeProgress(at, after)).toMatchObject({ checkpoint, beforeCheckpoint: counts(1) });
  expect(mergeProgress(mergeProgress(before, at), after)).toMatchObject({ beforeCheckpoint: counts(3) });
  expect(mergeProgress(after, mergeProgress(at, after))).toMatchObject({ beforeCheckpoint: counts(3) });
  expect(mergeProgress(before, after)).toMatchObject({ checkpoint: null, beforeCheckpoint: undefined });
});
