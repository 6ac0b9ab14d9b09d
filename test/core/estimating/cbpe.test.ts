import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalMassError, needsCalibration } from '../../../src/core/estimating/calibration-need.ts';
import { fitCbpe } from '../../../src/core/estimating/cbpe.ts';
import { chunksOf, isOutside } from '../../../src/core/estimating/chunk-limits.ts';
import {
  binaryEstimates,
  expectedFigures,
  type BinaryEstimate,
} from '../../../src/core/estimating/expected.ts';
import { fitIsotonic, isotonicAt } from '../../../src/core/estimating/isotonic.ts';
import { NumpyRandom } from '../../../src/core/estimating/numpy-random.ts';
import { realisedFigures } from '../../../src/core/estimating/realised.ts';
import { Random } from '../../../src/core/random.ts';

type Rows = [number, number][];
type Figures = Record<string, number>;
interface Fixture {
  reference: {
    reference: Rows;
    analysis_covariate_shift: Rows;
    analysis_concept_drift: Rows;
    metrics: Record<
      string,
      {
        estimated_whole: Figures;
        realized_whole: Figures;
        calibration: { ece_nannyml_equal_mass_10: number };
        nannyml_chunks_of_100?: Record<
          string,
          {
            estimated: number[];
            sampling_error: number[];
            lower_threshold: number;
            upper_threshold: number;
            alert: boolean[];
          }
        >;
      }
    >;
    overconfident: {
      p: number[];
      y: number[];
      isotonic_fit_on_all_predict: { at: number[]; value: number[] };
      cbpe_accuracy_uncalibrated: number;
      cbpe_accuracy_isotonic: number;
    };
  };
  cases: {
    chunk: number;
    needs: boolean;
    reference: { s: number[]; y: number[]; a: number[] };
    analysis: { s: number[]; a: number[] };
    metrics: Record<
      string,
      { value: (number | null)[]; error: (number | null)[]; lower: number; upper: number; alert: boolean[] }
    >;
  }[];
}
const fixture = JSON.parse(readFileSync('test/fixtures/estimating/cbpe.json', 'utf8')) as Fixture;
const { reference } = fixture;
const idOf = (name: string): BinaryEstimate =>
  binaryEstimates.find((id) => id.replace('-', '_') === name) ?? 'accuracy';
const scoresOf = (rows: Rows) => rows.map(([score]) => score);
const truthOf = (rows: Rows) => rows.map(([, truth]) => truth);
const answersOf = (rows: Rows) => rows.map(([score]) => Number(score >= 0.5));

describe('expected figures', () => {
  it.each(['reference', 'analysis_covariate_shift', 'analysis_concept_drift'] as const)(
    'are those of the reference: %s',
    (name) => {
      const rows = reference[name];
      const { estimated_whole, realized_whole, calibration } = reference.metrics[name]!;
      const scores = scoresOf(rows);
      const found = expectedFigures({ probabilities: scores, scores, answers: answersOf(rows) });
      for (const [metric, value] of Object.entries(estimated_whole))
        expect(found[idOf(metric)], metric).toBeCloseTo(value, 10);
      const real = realisedFigures({ truth: truthOf(rows), scores, answers: answersOf(rows) });
      for (const [metric, value] of Object.entries(realized_whole))
        if (metric !== 'brier' && metric !== 'log_loss')
          expect(real[idOf(metric)], metric).toBeCloseTo(value, 10);
      expect(equalMassError(scores, truthOf(rows))).toBeCloseTo(calibration.ece_nannyml_equal_mass_10, 12);
    },
  );

  it.each(['analysis_covariate_shift', 'analysis_concept_drift'] as const)(
    'alert where NannyML does: %s',
    (name) => {
      const known = reference.reference;
      const estimator = fitCbpe(
        { truth: truthOf(known), scores: scoresOf(known), answers: answersOf(known) },
        100,
        1,
        false,
      );
      for (const [metric, wanted] of Object.entries(reference.metrics[name]!.nannyml_chunks_of_100!)) {
        const limits = estimator.limits[idOf(metric)];
        expect(limits.lower).toBeCloseTo(wanted.lower_threshold, 10);
        expect(limits.upper).toBeCloseTo(wanted.upper_threshold, 10);
        chunksOf(500, 100).forEach(({ from, to }, chunk) => {
          const rows = reference[name].slice(from, to);
          const { value, error } = estimator.estimate(scoresOf(rows), answersOf(rows))[idOf(metric)];
          expect(value).toBeCloseTo(wanted.estimated[chunk]!, 10);
          // Equal scores come in the order of their rows; there in that of an unstable sort, which differs by machine.
          expect(error).toBeCloseTo(wanted.sampling_error[chunk]!, metric === 'roc_auc' ? 5 : 10);
          expect(isOutside(value, limits)).toBe(wanted.alert[chunk]);
        });
      }
    },
  );

  it('agree with NannyML on further tables', () => {
    for (const { chunk, needs, reference: known, analysis, metrics } of fixture.cases) {
      const estimator = fitCbpe({ truth: known.y, scores: known.s, answers: known.a }, chunk, 1);
      expect(estimator.need.needed).toBe(needs);
      chunksOf(analysis.s.length, chunk).forEach(({ from, to }, at) => {
        const found = estimator.estimate(analysis.s.slice(from, to), analysis.a.slice(from, to));
        for (const [metric, wanted] of Object.entries(metrics)) {
          const id = idOf(metric);
          expect(found[id].value).toBeCloseTo(wanted.value[at] ?? NaN, 10);
          // Its error of average precision is drawn without a seed; that of ROC AUC takes equal scores in no certain order.
          const ratio = found[id].error / wanted.error[at]!;
          if (id === 'average-precision') expect(Math.abs(ratio - 1)).toBeLessThan(0.5);
          else if (id === 'roc-auc') expect(Math.abs(ratio - 1)).toBeLessThan(0.05);
          else expect(found[id].error).toBeCloseTo(wanted.error[at] ?? NaN, 10);
          expect(estimator.limits[id].lower).toBeCloseTo(wanted.lower, 10);
          expect(estimator.limits[id].upper).toBeCloseTo(wanted.upper, 10);
          expect(isOutside(found[id].value, estimator.limits[id])).toBe(wanted.alert[at]);
        }
      });
    }
  });

  it('are bounded, and 1 where every row is certain and answered so', () => {
    const certain = [1, 1, 0, 0];
    const found = expectedFigures({ probabilities: certain, scores: certain, answers: certain });
    for (const id of binaryEstimates) expect(found[id]).toBe(1);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 1 })), {
          minLength: 1,
          maxLength: 50,
        }),
        (rows) => {
          const probabilities = rows.map(([p]) => p);
          const figures = expectedFigures({
            probabilities,
            scores: probabilities,
            answers: rows.map(([, answer]) => answer),
          });
          for (const id of binaryEstimates)
            if (!Number.isNaN(figures[id])) {
              expect(figures[id]).toBeGreaterThanOrEqual(0);
              expect(figures[id]).toBeLessThanOrEqual(1 + 1e-9);
            }
        },
      ),
    );
  });

  it('are NaN without rows', () => {
    const none = expectedFigures({ probabilities: [], scores: [], answers: [] });
    for (const id of binaryEstimates) expect(none[id]).toBeNaN();
  });
});

describe('calibration', () => {
  const { p, y, isotonic_fit_on_all_predict, cbpe_accuracy_uncalibrated, cbpe_accuracy_isotonic } =
    reference.overconfident;

  it('is the isotonic map of scikit-learn', () => {
    const map = fitIsotonic(p, y);
    isotonic_fit_on_all_predict.at.forEach((score, i) =>
      expect(isotonicAt(map, score)).toBeCloseTo(isotonic_fit_on_all_predict.value[i]!, 12),
    );
    expect(isotonicAt(map, -5)).toBe(map.y[0]);
    expect(isotonicAt(map, 5)).toBe(map.y.at(-1));
    expect(isotonicAt(map, NaN)).toBeNaN();
  });

  it('is asked for where scores are too sure of themselves', () => {
    const answers = p.map((score) => Number(score >= 0.5));
    const raw = expectedFigures({ probabilities: p, scores: p, answers });
    expect(raw.accuracy).toBeCloseTo(cbpe_accuracy_uncalibrated, 10);
    const estimator = fitCbpe({ truth: y, scores: p, answers }, 100, 1);
    expect(estimator.need.needed).toBe(true);
    expect(estimator.estimate(p, answers).accuracy.value).toBeCloseTo(cbpe_accuracy_isotonic, 10);
  });

  it('is not tried on one class, on classes that are parted, and on a handful of rows', () => {
    const many = Array.from({ length: 40 }, (_, i) => i / 40);
    expect(
      needsCalibration(
        many,
        many.map(() => 1),
      ).because,
    ).toBe('one-class');
    expect(
      needsCalibration(
        many,
        many.map((score) => Number(score > 0.5)),
      ).because,
    ).toBe('parted');
    expect(needsCalibration([0.1, 0.7, 0.6], [0, 1, 0]).because).toBe('parted');
    expect(needsCalibration([0.1, 0.5, 0.6, 0.7], [0, 1, 0, 1]).because).toBe('too-few');
  });

  it('never falls, and keeps the mean of the answers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1 })), {
          minLength: 1,
          maxLength: 60,
        }),
        (rows) => {
          const scores = rows.map(([score]) => score / 20);
          const truth = rows.map(([, answer]) => answer);
          const map = fitIsotonic(scores, truth);
          for (let i = 1; i < map.y.length; i++) expect(map.y[i]!).toBeGreaterThanOrEqual(map.y[i - 1]!);
          const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
          expect(mean(scores.map((score) => isotonicAt(map, score)))).toBeCloseTo(mean(truth), 10);
        },
      ),
    );
  });
});

describe('the draws of numpy', () => {
  it('are those of RandomState', () => {
    // numpy.random.RandomState(42).randint(0, 2**32, 5, dtype=numpy.uint32)
    const random = new NumpyRandom(42);
    expect(Array.from({ length: 5 }, () => random.uint32())).toEqual([
      1608637542, 3421126067, 4083286876, 787846414, 3143890026,
    ]);
    // numpy.random.RandomState(42).permutation(10)
    expect([...new NumpyRandom(42).permutation(Int32Array.from({ length: 10 }, (_, i) => i))]).toEqual([
      8, 1, 5, 0, 7, 2, 9, 4, 3, 6,
    ]);
  });
});

describe('covariate shift', () => {
  it('is followed within 0.02 by a calibrated model, in windows of 10,000 rows', () => {
    const off: number[] = [];
    for (let seed = 0; seed < 12; seed++) {
      const random = new Random(seed);
      const rows = (n: number, shift: number) => {
        const scores = Array.from({ length: n }, () => 1 / (1 + Math.exp(-1.5 * random.normal() - shift)));
        return {
          scores,
          truth: scores.map((score) => Number(random.uniform() < score)),
          answers: scores.map((score) => Number(score >= 0.5)),
        };
      };
      const estimator = fitCbpe(rows(10_000, 0), 1000, seed);
      const window = rows(10_000, -1.2);
      const real = realisedFigures(window);
      const said = estimator.estimate(window.scores, window.answers);
      for (const id of ['accuracy', 'roc-auc'] as const) off.push(Math.abs(said[id].value - real[id]));
    }
    expect(Math.max(...off)).toBeLessThan(0.02);
  });
});
