import { describe, expect, it } from 'vitest';
import { metrics } from '../../../src/core/metrics/index.ts';
import calibration from '../../../src/core/monitors/calibration.ts';
import { binaryRows, knowing, numberRows, seen, viewOf } from './world.ts';

describe('calibration', () => {
  const look = calibration.begin(knowing(binaryRows(6000, 1)));

  it('is that of the metrics', () => {
    const window = binaryRows(1000, 2);
    const found = seen(look, window);
    expect(found.get('calibration/ece')!.value).toBeCloseTo(metrics.get('ece-left').compute(window), 6);
    expect(found.get('calibration/brier')!.value).toBeCloseTo(metrics.get('brier').compute(window), 10);
    const { value, low, high, pValue } = found.get('calibration/ratio')!;
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(1);
    expect(value).toBeGreaterThan(0.9);
    expect(pValue).toBeGreaterThan(1e-3);
    expect(found.get('calibration/class-share/yes')!.value).toBeCloseTo(
      window.truth.reduce((sum, yes) => sum + yes, 0) / 1000,
      12,
    );
  });

  it('breaks under concept drift while inputs stay', () => {
    const found = seen(look, binaryRows(1000, 3, { flipped: 1 / 3 }));
    const ece = found.get('calibration/ece')!;
    expect(ece.value).toBeGreaterThan(ece.threshold);
    expect(found.get('calibration/brier')!.pValue).toBeLessThan(1e-6);
  });

  it('stays under its thresholds while nothing happens, from a short reference too', () => {
    for (const short of [look, calibration.begin(knowing(binaryRows(1500, 4)))]) {
      let beyond = 0;
      for (let at = 0; at < 40; at++) {
        const { value, threshold } = seen(short, binaryRows(1000, 100 + at)).get('calibration/ece')!;
        if (value > threshold) beyond++;
      }
      expect(beyond).toBeLessThan(4);
    }
  });

  it('of numbers is the ratio of the means alone', () => {
    const numbers = calibration.begin(knowing(numberRows(2000, 1), { task: 'regression', classes: [] }));
    const found = seen(numbers, numberRows(500, 2, { flipped: 1 }));
    expect([...found.keys()]).toEqual(['calibration/ratio']);
    expect(found.get('calibration/ratio')!.pValue).toBeLessThan(1e-6);
  });

  it('is silent without labels', () => {
    const { table, scores, truth } = binaryRows(100, 1);
    const unknown = viewOf(
      table,
      scores,
      truth.map(() => NaN),
    );
    expect(seen(look, unknown).size).toBe(0);
    expect(calibration.begin(knowing(unknown))).toBeNull();
  });
});
