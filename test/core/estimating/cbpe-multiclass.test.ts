import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chunksOf } from '../../../src/core/estimating/chunk-limits.ts';
import { fitMulticlassCbpe, type MulticlassEstimate } from '../../../src/core/estimating/cbpe-multiclass.ts';

interface Case {
  chunk: number;
  classes: number;
  reference: { s: number[]; y: number[]; a: number[] };
  analysis: { s: number[]; a: number[] };
  metrics: Record<string, { value: number[]; error: number[]; lower: number; upper: number }>;
}
const { cases } = JSON.parse(readFileSync('test/fixtures/estimating/cbpe-multiclass.json', 'utf8')) as {
  cases: Case[];
};
const ids: Readonly<Record<string, MulticlassEstimate>> = {
  accuracy: 'accuracy',
  f1: 'f1-macro',
  precision: 'precision-macro',
  recall: 'recall-macro',
  roc_auc: 'roc-auc-ovr-macro',
};

describe('estimates of several classes', () => {
  it('agree with NannyML', () => {
    for (const { chunk, classes, reference, analysis, metrics } of cases) {
      const estimator = fitMulticlassCbpe(
        { truth: reference.y, scores: reference.s, answers: reference.a, classes },
        chunk,
      );
      chunksOf(analysis.a.length, chunk).forEach(({ from, to }, at) => {
        const found = estimator.estimate(
          analysis.s.slice(from * classes, to * classes),
          analysis.a.slice(from, to),
        );
        for (const [name, wanted] of Object.entries(metrics)) {
          const id = ids[name]!;
          expect(found[id].value, name).toBeCloseTo(wanted.value[at]!, 9);
          expect(found[id].error, name).toBeCloseTo(wanted.error[at]!, 9);
          expect(estimator.limits[id].lower, name).toBeCloseTo(wanted.lower, 9);
          expect(estimator.limits[id].upper, name).toBeCloseTo(wanted.upper, 9);
        }
      });
    }
  });

  it('take a row that no class is likely for as equally likely of each', () => {
    const row = [0.1, 0.6, 0.3];
    const many = Array.from({ length: 60 }, (_, i) => i % 3);
    const estimator = fitMulticlassCbpe(
      { truth: many, scores: many.flatMap(() => row), answers: many.map(() => 1), classes: 3 },
      20,
    );
    expect([...estimator.calibrated([0, 0, 0])]).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(estimator.estimate([], []).accuracy.value).toBeNaN();
  });
});
