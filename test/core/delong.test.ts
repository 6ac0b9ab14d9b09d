import { describe, expect, it } from 'vitest';
import { compareAreas } from '../../src/core/delong.ts';
import { Random } from '../../src/core/random.ts';
import given from '../fixtures/core/model-comparison.json' with { type: 'json' };

describe('compareAreas', () => {
  const truth = Float64Array.from(given.truth);

  it('equals the reference', () => {
    const found = compareAreas(truth, Float32Array.from(given.a), Float32Array.from(given.b));
    expect(found?.areas[0]).toBeCloseTo(given.delong.auc[0]!, 12);
    expect(found?.areas[1]).toBeCloseTo(given.delong.auc[1]!, 12);
    found?.covariance.forEach((value, i) => expect(value).toBeCloseTo(given.delong.cov.flat()[i]!, 12));
    expect(found?.z).toBeCloseTo(given.delong.z_A_minus_B, 9);
    expect(found?.pValue).toBeCloseTo(given.delong.p, 9);
  });

  it('turns over when the models change places, and leaves out rows without an answer', () => {
    const one = Float32Array.from([...given.a, 0.99]);
    const other = Float32Array.from([...given.b, 0.01]);
    const gaps = Float64Array.from([...given.truth, NaN]);
    const found = compareAreas(gaps, one, other);
    const turned = compareAreas(gaps, other, one);
    expect(turned?.z).toBeCloseTo(-(found?.z ?? NaN), 12);
    expect(found?.z).toBeCloseTo(given.delong.z_A_minus_B, 9);
  });

  it('calls a difference by chance in about as many of a hundred tries as it says', () => {
    const random = new Random(11);
    let called = 0;
    for (let attempt = 0; attempt < 300; attempt++) {
      const answers = Float64Array.from({ length: 120 }, () => Number(random.uniform() < 0.5));
      const score = (): Float32Array =>
        Float32Array.from(answers, (answer) => answer + 1.5 * random.normal());
      if ((compareAreas(answers, score(), score())?.pValue ?? 1) < 0.1) called++;
    }
    expect(called).toBeGreaterThan(15);
    expect(called).toBeLessThan(46);
  });

  it('says nothing where a score of either model for a known answer is NaN, whichever row it is', () => {
    const [one, other] = [Float32Array.from(given.a), Float32Array.from(given.b)];
    for (let row = 0; row < truth.length; row++) {
      expect(compareAreas(truth, one.with(row, NaN), other), `row ${row} of the one`).toBeNull();
      expect(compareAreas(truth, one, other.with(row, NaN)), `row ${row} of the other`).toBeNull();
      const unknown = truth.with(row, NaN);
      expect(compareAreas(unknown, one.with(row, NaN), other.with(row, NaN))).toEqual(
        compareAreas(unknown, one, other),
      );
    }
  });

  it('says nothing where one class has fewer than two rows, and no p-value for equal rankings', () => {
    expect(compareAreas(Float64Array.of(1, 0, 0), new Float32Array(3), new Float32Array(3))).toBeNull();
    const scores = Float32Array.from(given.a);
    expect(compareAreas(truth, scores, scores)?.pValue).toBeNaN();
  });
});
