import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { picturesOf, type PicturesInput } from '../../../src/core/pictures/pictures-of.ts';
import { placesBehind } from '../../../src/core/pictures/places.ts';
import type { PicturesSpec } from '../../../src/core/pictures.ts';
import quantiles from '../../fixtures/core/calibration-quantiles.json' with { type: 'json' };
import reference from '../../fixtures/core/pictures.json' with { type: 'json' };

const spec: PicturesSpec = { threshold: 0.5, positiveClass: 1, calibrationBins: 10, calibration: 'width' };
const binary = (scores: readonly number[], truth: readonly number[] = reference.y): PicturesInput => ({
  task: 'binary',
  classes: ['no', 'yes'],
  truth: Float64Array.from(truth),
  candidate: Float32Array.from(scores),
  baseline: null,
  outputs: 1,
  times: null,
});
const close = (found: readonly number[], expected: readonly number[]): void => {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6));
};

describe('the plots of an evaluation', () => {
  const { candidate } = picturesOf(binary(reference.pA), spec);
  const drawn = candidate.binary!;

  it('have the ROC curve and the area of scikit-learn', () => {
    close(
      drawn.roc.points.map(({ x }) => x),
      reference.roc.fpr,
    );
    close(
      drawn.roc.points.map(({ y }) => y),
      reference.roc.tpr,
    );
    expect(drawn.roc.area).toBeCloseTo(reference.rocAuc, 12);
  });

  it('have the precision–recall curve and the average precision of scikit-learn', () => {
    close(
      drawn.precisionRecall.points.map(({ x }) => x),
      reference.pr.recall.toReversed(),
    );
    close(
      drawn.precisionRecall.points.map(({ y }) => y),
      reference.pr.precision.toReversed(),
    );
    expect(drawn.precisionRecall.area).toBeCloseTo(reference.averagePrecision, 12);
  });

  it('have the calibration bins of the reference, by width and by quantile', () => {
    close(
      drawn.calibration.map(({ n }) => n),
      reference.bins10.count,
    );
    close(
      drawn.calibration.map(({ meanScore }) => meanScore),
      reference.bins10.mean_pred,
    );
    close(
      drawn.calibration.map(({ share }) => share),
      reference.bins10.frac_pos,
    );
    const quantile = picturesOf(binary(reference.pA), {
      ...spec,
      calibrationBins: 5,
      calibration: 'quantile',
    });
    close(
      quantile.candidate.binary!.calibration.map(({ meanScore }) => meanScore),
      reference.quantile5.prob_pred,
    );
    close(
      quantile.candidate.binary!.calibration.map(({ share }) => share),
      reference.quantile5.prob_true,
    );
  });

  it('have the quantile bins of scikit-learn where many rows share a score', () => {
    for (const { truth, scores, bins, share, meanScore } of quantiles.cases) {
      const { calibration } = picturesOf(binary(scores, truth), {
        ...spec,
        calibrationBins: bins,
        calibration: 'quantile',
      }).candidate.binary!;
      close(
        calibration.map((bin) => bin.meanScore),
        meanScore,
      );
      close(
        calibration.map((bin) => bin.share),
        share,
      );
      // What is opened from a bin is what it counts: the first is closed on both sides, all others at the right.
      calibration.forEach(({ from, to, n }, bin) => {
        const target = {
          kind: 'scores',
          positiveClass: 1,
          from,
          to,
          fromClosed: bin === 0,
          toClosed: true,
          truth: null,
        } as const;
        expect(
          placesBehind(
            { ...binary(scores, truth), scores: Float32Array.from(scores), threshold: 0.5 },
            target,
          ),
        ).toHaveLength(n);
      });
    }
  });

  it('have the tenths of lift and gain of the reference', () => {
    const { gain } = picturesOf(binary(reference.pB), spec).candidate.binary!;
    close(
      gain.map(({ positives }) => positives),
      reference.deciles.map(({ pos }) => pos),
    );
    close(
      gain.map(({ lift }) => lift),
      reference.deciles.map(({ lift }) => lift),
    );
    close(
      gain.map(({ cumulativeGain }) => cumulativeGain),
      reference.deciles.map(({ cum_gain }) => cum_gain),
    );
    close(
      gain.map(({ cumulativeLift }) => cumulativeLift),
      reference.deciles.map(({ cum_lift }) => cum_lift),
    );
  });

  it('have the confusion of the reference, also at a threshold that is a score', () => {
    const { tn, fp, fn, tp } = reference.confusionAt;
    expect(candidate.confusion).toEqual([tn, fp, fn, tp]);
    expect(drawn.thresholds[50]).toEqual({
      threshold: 0.5,
      trueNegatives: tn,
      falsePositives: fp,
      falseNegatives: fn,
      truePositives: tp,
    });
    const atSeven = drawn.thresholds[70]!;
    expect(atSeven.truePositives + atSeven.falsePositives).toBe(
      reference.pA.filter((score) => score >= 0.7).length,
    );
  });

  it('have the confusion of many classes', () => {
    const { y, p, confusion } = reference.multiclass;
    const input: PicturesInput = {
      task: 'multiclass',
      classes: ['a', 'b', 'c'],
      truth: Float64Array.from(y),
      candidate: Float32Array.from(p.flat()),
      baseline: null,
      outputs: 3,
      times: null,
    };
    expect(picturesOf(input, spec).candidate.confusion).toEqual(confusion.flat());
  });
});

const rows = fc.array(
  fc.record({
    truth: fc.constantFrom(0, 1, NaN),
    score: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.1, 0.5, 0.7, 1, NaN)),
  }),
  { maxLength: 80 },
);

describe('whatever the rows', () => {
  it('every row of a cell, a bar of scores and a calibration bin is found behind it', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const input = binary(
          list.map(({ score }) => score),
          list.map(({ truth }) => truth),
        );
        const { confusion, binary: drawn } = picturesOf(input, spec).candidate;
        const answered = { ...input, scores: input.candidate, threshold: spec.threshold };
        confusion!.forEach((count, cell) =>
          expect(placesBehind(answered, { kind: 'cell', truth: cell >> 1, answer: cell & 1 })).toHaveLength(
            count,
          ),
        );
        for (const [truth, bars] of [
          [0, drawn!.negatives],
          [1, drawn!.positives],
        ] as const)
          bars.counts.forEach((count, bar) => {
            const range = { from: bars.edges[bar]!, to: bars.edges[bar + 1]! };
            const closed = { fromClosed: true, toClosed: bar === bars.counts.length - 1 };
            const target = { kind: 'scores', positiveClass: 1, truth, ...range, ...closed } as const;
            expect(placesBehind(answered, target)).toHaveLength(count);
          });
        drawn!.gain.forEach((step, tenth) => {
          const found = placesBehind(answered, { kind: 'tenth', positiveClass: 1, tenth });
          expect(found).toHaveLength(step.n);
          expect(found.reduce((sum, place) => sum + input.truth[place]!, 0)).toBe(step.positives);
        });
        for (const bin of drawn!.calibration) {
          const target = {
            kind: 'scores',
            positiveClass: 1,
            from: bin.from,
            to: bin.to,
            fromClosed: bin.from === 0,
            toClosed: true,
            truth: null,
          } as const;
          expect(placesBehind(answered, target)).toHaveLength(bin.n);
        }
      }),
    );
  });

  it('every known error lies in one period, and periods cover the rows', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const input = binary(
          list.map(({ score }) => score),
          list.map(({ truth }) => truth),
        );
        const { overTime } = picturesOf(input, spec).candidate;
        expect(overTime.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(list.length);
        const known = list.filter(({ truth, score }) => !Number.isNaN(truth) && !Number.isNaN(score));
        expect(overTime.reduce((sum, period) => sum + period.known, 0)).toBe(known.length);
      }),
    );
  });

  it('residual bars hold every finite residual of both models', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.float({ min: -50, max: 50, noNaN: true })), {
          minLength: 1,
          maxLength: 60,
        }),
        (list) => {
          const input: PicturesInput = {
            ...binary([]),
            task: 'regression',
            classes: [],
            truth: Float64Array.from(list, ([truth]) => truth),
            candidate: Float32Array.from(list, ([, predicted]) => predicted),
            baseline: Float32Array.from(list, () => 0),
          };
          const found = picturesOf(input, spec);
          for (const model of [found.candidate, found.baseline!]) {
            const { residuals, points } = model.regression!;
            expect(residuals.counts.reduce((sum, count) => sum + count, 0)).toBe(list.length);
            expect(points).toHaveLength(list.length);
          }
          expect(found.candidate.regression!.residuals.edges).toEqual(
            found.baseline!.regression!.residuals.edges,
          );
        },
      ),
    );
  });
});

it('a hundred thousand rows keep few points and the exact area', () => {
  const n = 100_000;
  const score = (i: number): number => ((i * 7919) % n) / n;
  const truth = Float64Array.from({ length: n }, (_, i) => Number(((i * 104729) % n) / n < score(i)));
  const scores = Float32Array.from({ length: n }, (_, i) => score(i));
  const { roc, precisionRecall } = picturesOf({ ...binary([]), truth, candidate: scores }, spec).candidate
    .binary!;
  expect(roc.points.length).toBeLessThanOrEqual(500);
  expect(precisionRecall.points.length).toBeLessThanOrEqual(500);
  let positives = 0;
  let pairs = 0;
  const order = [...truth.keys()].sort((a, b) => scores[a]! - scores[b]!);
  order.forEach((place, rank) => {
    if (truth[place] === 1) pairs += rank - positives++;
  });
  expect(roc.area).toBeCloseTo(pairs / (positives * (n - positives)), 9);
});
