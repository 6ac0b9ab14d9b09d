import { describe, expect, it } from 'vitest';
import type { Scored } from '../../../src/core/define.ts';
import { metrics } from '../../../src/core/metrics/index.ts';
import { Random } from '../../../src/core/random.ts';
import { rowMeasureOf, rowValues } from '../../../src/core/trials/row-measure.ts';

const random = new Random(5);
const binary: Scored = {
  truth: Float64Array.from({ length: 200 }, (_, i) => (i % 17 === 0 ? NaN : random.integer(2))),
  scores: Float32Array.from({ length: 200 }, () => random.uniform()),
  outputs: 1,
};
const threeScores = Float32Array.from({ length: 300 }, () => random.uniform());
for (let row = 0; row < 100; row++) {
  const sum = threeScores[3 * row]! + threeScores[3 * row + 1]! + threeScores[3 * row + 2]!;
  for (let u = 0; u < 3; u++) threeScores[3 * row + u] = threeScores[3 * row + u]! / sum;
}
const multiclass: Scored = {
  truth: Float64Array.from({ length: 100 }, () => random.integer(3)),
  scores: threeScores,
  outputs: 3,
};
const regression: Scored = {
  truth: Float64Array.from({ length: 150 }, (_, i) => (i % 11 === 0 ? NaN : 10 * random.normal())),
  scores: Float32Array.from({ length: 150 }, () => 10 * random.normal()),
  outputs: 1,
};
const mean = (values: Float64Array): number => {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
};

describe('the figure of a row', () => {
  it.each([
    ['accuracy', 'binary', binary],
    ['log-loss', 'binary', binary],
    ['accuracy', 'multiclass', multiclass],
    ['log-loss', 'multiclass', multiclass],
    ['mae', 'regression', regression],
  ] as const)('has the mean %s for %s', (metric, task, scored) => {
    const { measure, standsIn } = rowMeasureOf(metric, task);
    expect(standsIn).toBe(false);
    expect(measure.better).toBe(metrics.get(metric).better);
    expect(mean(rowValues(measure, scored))).toBeCloseTo(metrics.get(metric).compute(scored), 10);
  });

  it('has the square of the RMSE as its mean', () => {
    const { measure } = rowMeasureOf('rmse', 'regression');
    expect(Math.sqrt(mean(rowValues(measure, regression)))).toBeCloseTo(
      metrics.get('rmse').compute(regression),
      10,
    );
  });

  it('is the squared distance of the probabilities for the Brier score', () => {
    const { measure } = rowMeasureOf('brier', 'binary');
    const scored = { truth: Float64Array.of(1, 0), scores: Float32Array.of(0.75, 0.5), outputs: 1 };
    expect([...rowValues(measure, scored)]).toEqual([0.0625, 0.25]);
    const three = { truth: Float64Array.of(2), scores: Float32Array.of(0.25, 0.25, 0.5), outputs: 3 };
    expect([...rowValues(measure, three)]).toEqual([0.375]);
  });

  it('stands in for metrics that are no mean over rows, and says so', () => {
    expect(rowMeasureOf('roc-auc', 'binary')).toMatchObject({ standsIn: true, measure: { id: 'right' } });
    expect(rowMeasureOf('median-absolute-error', 'regression')).toMatchObject({
      standsIn: true,
      measure: { id: 'absolute-error' },
    });
    expect(rowMeasureOf('toString', 'binary').standsIn).toBe(true);
  });

  it('is not known where truth or answer are not', () => {
    const { measure } = rowMeasureOf('accuracy', 'multiclass');
    const scored = {
      truth: Float64Array.of(0, NaN, 1),
      scores: Float32Array.of(0.9, 0.1, 0.9, 0.1, NaN, 0.5),
      outputs: 2,
    };
    expect([...rowValues(measure, scored)]).toEqual([1, NaN, NaN]);
  });
});
