import { describe, expect, it } from 'vitest';
import { fitForParts, jackknifedAnswers } from '../../../src/core/estimating/jackknifed-answers.ts';
import { evaluateSlices } from '../../../src/core/evaluating/evaluate.ts';
import { metrics } from '../../../src/core/metrics/index.ts';
import { Random } from '../../../src/core/random.ts';
import { runThrough } from '../../../src/core/run-through.ts';

describe('figures of the confusion matrix by parts', () => {
  it.each([
    ['binary', 1, 300],
    ['binary', 1, 7],
    ['multiclass', 3, 250],
  ] as const)('are those of the evaluation: %s of %i outputs, %i rows', (task, outputs, n) => {
    const random = new Random(n);
    const figures = metrics.all.filter((figure) => figure.tasks.includes(task) && fitForParts(figure));
    expect(figures.length).toBeGreaterThan(5);
    const classes = outputs === 1 ? 2 : outputs;
    const truth = Float64Array.from({ length: n }, () => random.integer(classes));
    const answers = Float32Array.from({ length: n * outputs }, () => random.integer(2));
    // A row whose answer can't be read takes the figures of all parts that have it.
    if (n === 250) answers[10] = NaN;
    const places = Int32Array.from(truth.keys());
    const interval = { method: 'jackknife', resamples: 20, confidence: 0.95, seed: 5 } as const;
    const [whole] = runThrough(
      evaluateSlices(
        { truth, candidate: answers, baseline: null, outputs },
        [{ key: [], places, spec: 0 }],
        figures,
        { interval, minSliceSize: 0, threshold: 0.5 },
      ),
    );
    const found = jackknifedAnswers(5)(figures, { truth, answers, outputs });
    figures.forEach(({ id }, at) => {
      const { value, low, high } = whole!.candidate[id]!;
      expect(found[at]!.value, id).toBe(value);
      if (Number.isFinite(value)) expect([found[at]!.low, found[at]!.high], id).toEqual([low, high]);
    });
  });
});
