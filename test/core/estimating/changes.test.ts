import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { twoSharesP } from '../../../src/core/estimating/exact-two-shares.ts';
import { labelShift } from '../../../src/core/estimating/label-shift.ts';
import { groupValues, meanChangeP } from '../../../src/core/estimating/permutation-mean.ts';
import { Random } from '../../../src/core/random.ts';

const { bbse } = JSON.parse(readFileSync('test/fixtures/estimating/cbpe.json', 'utf8')) as {
  bbse: {
    joint_confusion_rows_predicted_cols_true: number[][];
    target_predicted_rates: number[];
    weights_w: number[];
    target_class_prior: number[];
  };
};

describe('label shift', () => {
  const joint = bbse.joint_confusion_rows_predicted_cols_true.flat();
  it('is that of the reference', () => {
    const found = labelShift(joint, bbse.target_predicted_rates, 1000, 500)!;
    bbse.weights_w.forEach((weight, i) => expect(found.weights[i]).toBeCloseTo(weight, 12));
    bbse.target_class_prior.forEach((share, i) => expect(found.shares[i]).toBeCloseTo(share, 12));
  });

  it('cannot be known where answers do not tell the classes apart', () => {
    expect(labelShift([0.25, 0.25, 0.25, 0.25], [0.5, 0.5], 1000, 500)).toBeNull();
    expect(labelShift([0.5, 0.5, 0, 0], [1, 0], 1000, 500)).toBeNull();
    expect(labelShift([0.2501, 0.2499, 0.2499, 0.2501], [0.6, 0.4], 1000, 500)).toBeNull();
  });

  it('finds the share that was, with errors that hold', () => {
    const random = new Random(3);
    let held = 0;
    const trials = 400;
    for (let trial = 0; trial < trials; trial++) {
      const draw = (n: number, share: number) =>
        Array.from({ length: n }, () => {
          const truth = Number(random.uniform() < share);
          return [truth, Number(random.uniform() < (truth ? 0.8 : 0.15))] as const;
        });
      const counts = [0, 0, 0, 0];
      for (const [truth, answer] of draw(800, 0.3)) counts[answer * 2 + truth]! += 1 / 800;
      const target = draw(500, 0.6);
      const positive = target.filter(([, answer]) => answer === 1).length / 500;
      const { shares, errors } = labelShift(counts, [1 - positive, positive], 800, 500)!;
      if (Math.abs(shares[1]! - 0.6) < 1.96 * errors[1]!) held++;
    }
    expect(held / trials).toBeGreaterThan(0.91);
    expect(held / trials).toBeLessThan(0.985);
  });
});

describe('a change of a share', () => {
  it.each([
    // scipy.stats.hypergeom: twice the smaller tail.
    [30, 100, 200, 1000, 0.031534279317886826],
    [0, 10, 5, 10, 0.032507739938080496],
    [5, 10, 5, 10, 1],
  ])('%i of %i against %i of %i', (count, n, known, rows, p) => {
    expect(twoSharesP(count, n, known, rows)).toBeCloseTo(p, 10);
  });

  it('is symmetric, holds under no change, and keeps its digits far out', () => {
    expect(twoSharesP(3, 20, 30, 60)).toBeCloseTo(twoSharesP(17, 20, 30, 60), 12);
    expect(twoSharesP(1, 0, 1, 5)).toBeNaN();
    const far = twoSharesP(500, 1000, 9000, 10_000);
    expect(far).toBeGreaterThan(0);
    expect(far).toBeLessThan(1e-100);
    const random = new Random(5);
    const ps = Array.from({ length: 4000 }, () => {
      const count = (n: number) =>
        Array.from({ length: n }, () => random.uniform()).filter((x) => x < 0.1).length;
      return twoSharesP(count(80), 80, count(300), 300);
    });
    for (const alpha of [0.2, 0.05, 0.01])
      expect(ps.filter((p) => p <= alpha).length / ps.length).toBeLessThan(alpha * 1.2);
  });
});

describe('a change of a mean', () => {
  const exact = (window: number[], reference: number[]): number => {
    const all = [...window, ...reference];
    const mean = all.reduce((a, b) => a + b, 0) / all.length;
    const far = Math.abs(window.reduce((a, b) => a + b, 0) - window.length * mean);
    const up = window.reduce((a, b) => a + b, 0) > window.length * mean ? 1 : -1;
    let [hits, total] = [0, 0];
    const walk = (at: number, left: number, sum: number): void => {
      if (left === 0) {
        total++;
        if (up * (sum - window.length * mean) >= far - 1e-12) hits++;
        return;
      }
      for (let i = at; i <= all.length - left; i++) walk(i + 1, left - 1, sum + all[i]!);
    };
    walk(0, window.length, 0);
    return Math.min(1, (2 * hits) / total);
  };

  it('is close to the exact permutation test, in the tail too', () => {
    const random = new Random(11);
    for (let trial = 0; trial < 20; trial++) {
      const draw = (n: number, shift: number) =>
        Array.from({ length: n }, () => random.normal() ** 2 + shift);
      const [window, reference] = [draw(7, trial / 4), draw(14, 0)];
      const wanted = exact(window, reference);
      const found = meanChangeP(window, groupValues(reference));
      if (wanted > 4e-5) expect(found / wanted).toBeGreaterThan(0.65);
      expect(found / wanted).toBeLessThan(wanted > 4e-5 ? 1.4 : Infinity);
    }
  });

  it('keeps its level for heavy tails, with grouped values', () => {
    const random = new Random(13);
    const draw = (n: number) => Float64Array.from({ length: n }, () => Math.exp(1.5 * random.normal()));
    const ps: number[] = [];
    for (let block = 0; block < 60; block++) {
      const reference = groupValues(draw(1000));
      for (let i = 0; i < 10; i++) ps.push(meanChangeP(draw(200), reference));
    }
    for (const alpha of [0.2, 0.05]) {
      const share = ps.filter((p) => p <= alpha).length / ps.length;
      expect(share).toBeLessThan(alpha + 0.04);
      expect(share).toBeGreaterThan(alpha / 3);
    }
  });

  it('is 1 without spread, tiny far out, NaN without rows', () => {
    expect(meanChangeP([2, 2, 2], groupValues([2, 2]))).toBe(1);
    expect(meanChangeP([], groupValues([2, 2, 2]))).toBeNaN();
    const near = groupValues(Float64Array.from({ length: 2000 }, (_, i) => (i % 100) / 100));
    const away = Float64Array.from({ length: 500 }, (_, i) => 5 + (i % 100) / 100);
    expect(meanChangeP(away, near)).toBeLessThan(1e-50);
  });
});
