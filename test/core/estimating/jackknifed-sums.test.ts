import { describe, expect, it } from 'vitest';
import { fitForSums, jackknifedSums } from '../../../src/core/estimating/jackknifed-sums.ts';
import { evaluateSlices } from '../../../src/core/evaluating/evaluate.ts';
import { metrics } from '../../../src/core/metrics/index.ts';
import { Random } from '../../../src/core/random.ts';
import { runThrough } from '../../../src/core/run-through.ts';
import { expectClose } from '../../fixtures/core/reference.ts';

describe('figures of sums by parts', () => {
  it.each([
    ['regression', 300, 'usual'],
    ['regression', 7, 'usual'],
    ['regression', 2, 'usual'],
    ['regression', 200, 'an outlier of 1e12'],
    ['regression', 60, 'one value only'],
    ['binary', 240, 'usual'],
  ] as const)('are those of the evaluation: %s, %i rows, %s', (task, n, what) => {
    const random = new Random(n);
    const figures = metrics.all.filter((figure) => figure.tasks.includes(task) && fitForSums(figure));
    expect(figures.length).toBeGreaterThan(1);
    const binary = task === 'binary';
    const truth = Float64Array.from({ length: n }, () =>
      binary ? random.integer(2) : what === 'one value only' ? 3 : 100 + random.normal(),
    );
    const scores = Float32Array.from(truth, (value) => (binary ? random.uniform() : value + random.normal()));
    if (what === 'an outlier of 1e12') truth[5] = 1e12;
    const [whole] = runThrough(
      evaluateSlices(
        { truth, candidate: scores, baseline: null, outputs: 1 },
        [{ key: [], places: Int32Array.from(truth.keys()), spec: 0 }],
        figures,
        {
          interval: { method: 'jackknife', resamples: 20, confidence: 0.95, seed: 5 },
          minSliceSize: 0,
          threshold: 0.5,
        },
      ),
    );
    const sums = jackknifedSums(5);
    for (const figure of figures) {
      const { value, low, high } = whole!.candidate[figure.id]!;
      const found = sums(figure, { truth, scores, outputs: 1 })!;
      expect(found.n).toBe(n);
      if (Number.isFinite(value)) expectClose([found.value, found.low, found.high], [value, low, high], 1e-9);
      else expect([found.value, found.low, found.high], figure.id).toEqual([value, NaN, NaN]);
    }
  });

  it('leave what is not finite to the evaluation', () => {
    const rows = { truth: Float64Array.of(1, 2, 3), scores: Float32Array.of(1, Infinity, 2), outputs: 1 };
    expect(jackknifedSums(1)(metrics.get('mse'), rows)).toBeNull();
  });
});
