import { describe, expect, it } from 'vitest';
import { metrics } from '../../../src/core/metrics/index.ts';
import performance from '../../../src/core/monitors/performance.ts';
import { wilsonInterval } from '../../../src/core/proportion.ts';
import { binaryRows, knowing, numberRows, seen, viewOf } from './world.ts';

describe('performance', () => {
  const metricIds = ['accuracy', 'recall', 'roc-auc', 'log-loss', 'f1'];
  const known = knowing(binaryRows(6000, 1), { metrics: metricIds });
  const look = performance.begin(known);

  it('is that of each metric, with an interval and a threshold on the worse side', () => {
    const window = binaryRows(1000, 2);
    const found = seen(look, window);
    for (const id of metricIds) {
      const figure = found.get(`performance/${id}`)!;
      expect(figure.value).toBeCloseTo(metrics.get(id).compute(window), 10);
      expect(figure.low).toBeLessThan(figure.value);
      expect(figure.high).toBeGreaterThan(figure.value);
      expect(figure.n).toBe(1000);
      if (metrics.get(id).better === 'higher') expect(figure.threshold).toBeLessThan(figure.value);
      else expect(figure.threshold).toBeGreaterThan(figure.value);
    }
    const { value, low, high } = found.get('performance/accuracy')!;
    expect({ low, high }).toEqual(wilsonInterval(Math.round(value * 1000), 1000));
  });

  it('has p-values where they hold: of shares and of means, not of areas', () => {
    const after = seen(look, binaryRows(1000, 3, { flipped: 0.3 }));
    for (const id of ['accuracy', 'recall', 'log-loss'])
      expect(after.get(`performance/${id}`)!.pValue).toBeLessThan(1e-6);
    for (const id of ['roc-auc', 'f1']) expect(after.get(`performance/${id}`)!.pValue).toBeNaN();
    const ps = Array.from(
      { length: 200 },
      (_, at) => seen(look, binaryRows(200, 100 + at)).get('performance/log-loss')!.pValue,
    );
    expect(ps.filter((p) => p < 0.05).length).toBeLessThan(22);
  });

  it('leaves out rows without a label, and survives none, one class and no answer', () => {
    const window = binaryRows(400, 4);
    const half = window.truth.map((truth, row) => (row % 2 ? truth : NaN));
    expect(seen(look, viewOf(window.table, window.scores, half)).get('performance/accuracy')!.n).toBe(200);
    const none = seen(
      look,
      viewOf(
        window.table,
        window.scores,
        window.truth.map(() => NaN),
      ),
    );
    expect(none.get('performance/accuracy')).toMatchObject({ value: NaN, n: 0, pValue: NaN });
    const one = seen(
      look,
      viewOf(
        window.table,
        window.scores,
        window.truth.map(() => 1),
      ),
    );
    expect(one.get('performance/roc-auc')!.value).toBeNaN();
    const dumb = seen(
      look,
      viewOf(
        window.table,
        window.scores.map(() => NaN),
        window.truth,
      ),
    );
    expect(dumb.get('performance/accuracy')!.value).toBeNaN();
  });

  it('judges numbers', () => {
    const judged = performance.begin(
      knowing(numberRows(3000, 1), {
        task: 'regression',
        classes: [],
        metrics: ['mae', 'rmse', 'median-absolute-error'],
      }),
    );
    const found = seen(judged, numberRows(1000, 2, { flipped: 1 }));
    expect(found.get('performance/mae')!.pValue).toBeLessThan(1e-6);
    expect(found.get('performance/mae')!.value).toBeGreaterThan(found.get('performance/mae')!.threshold);
    expect(found.get('performance/median-absolute-error')!.low).toBeGreaterThan(0);
  });

  it('does not begin without a metric of the task', () => {
    expect(performance.begin({ ...known, metrics: ['mae'] })).toBeNull();
  });
});
