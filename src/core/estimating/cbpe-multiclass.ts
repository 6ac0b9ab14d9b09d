// Confidence-based performance estimation of answers among several classes.

import { needsCalibration, type CalibrationNeed } from './calibration-need.ts';
import { inMemory, type Estimated } from './cbpe.ts';
import { chunksOf, deviationLimits, type Limits } from './chunk-limits.ts';
import { expectedConfusion, expectedRanking, type ExpectedConfusion } from './expected.ts';
import { fitIsotonic, isotonicAt, isotonicOrder } from './isotonic.ts';
import { rankedArea } from './ranked.ts';
import { areaSpread, countsOf, samplingError } from './sampling-error.ts';

export const multiclassEstimates = [
  'accuracy',
  'f1-macro',
  'precision-macro',
  'recall-macro',
  'roc-auc-ovr-macro',
] as const;
export type MulticlassEstimate = (typeof multiclassEstimates)[number];
type Figures<T> = Readonly<Record<MulticlassEstimate, T>>;

export interface MulticlassReference {
  /** Class index. */
  readonly truth: ArrayLike<number>;
  /** Row-major rows × classes, finite. */
  readonly scores: ArrayLike<number>;
  /** Class answered. */
  readonly answers: ArrayLike<number>;
  readonly classes: number;
}

export interface MulticlassCbpe {
  readonly needs: readonly CalibrationNeed[];
  /** Row-major rows × classes; every row adds up to 1. */
  calibrated(scores: ArrayLike<number>): Float64Array;
  readonly limits: Figures<Limits>;
  /** @param probabilities as `calibrated` has them. */
  estimate(
    scores: ArrayLike<number>,
    answers: ArrayLike<number>,
    probabilities?: Float64Array,
  ): Figures<Estimated>;
}

const record = <T>(of: (id: MulticlassEstimate) => T): Record<MulticlassEstimate, T> => ({
  accuracy: of('accuracy'),
  'f1-macro': of('f1-macro'),
  'precision-macro': of('precision-macro'),
  'recall-macro': of('recall-macro'),
  'roc-auc-ovr-macro': of('roc-auc-ovr-macro'),
});

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

/** Of 4-byte numbers the same: they are sorted faster. */
function classColumn(scores: ArrayLike<number>, classes: number, c: number): Float32Array | Float64Array {
  const rows = scores.length / classes;
  const column = scores instanceof Float32Array ? new Float32Array(rows) : new Float64Array(rows);
  for (let row = 0; row < rows; row++) column[row] = scores[row * classes + c]!;
  return column;
}
function isClass(values: ArrayLike<number>, c: number): Uint8Array {
  const found = new Uint8Array(values.length);
  for (let row = 0; row < found.length; row++) found[row] = Number(values[row] === c);
  return found;
}

/** Means over the classes of what each is against all others. */
const macro = (each: readonly ExpectedConfusion[]) => ({
  'f1-macro': mean(
    each.map(({ truePositives, falsePositives, falseNegatives }) =>
      share(truePositives, truePositives + 0.5 * (falsePositives + falseNegatives)),
    ),
  ),
  'precision-macro': mean(
    each.map(({ truePositives, falsePositives }) => share(truePositives, truePositives + falsePositives)),
  ),
  'recall-macro': mean(
    each.map(({ truePositives, falseNegatives }) => share(truePositives, truePositives + falseNegatives)),
  ),
});

function realised({ truth, scores, answers, classes }: MulticlassReference): Figures<number> {
  const each = range(classes).map((c) => countsOf(isClass(truth, c), isClass(answers, c)));
  const varied = new Set(Array.from(truth)).size > 1 && new Set(Array.from(answers)).size > 1;
  const areas = range(classes).map((c) => rankedArea(classColumn(scores, classes, c), isClass(truth, c)));
  const found = {
    accuracy: mean(Array.from(truth, (known, row) => Number(known === answers[row]))),
    ...macro(each),
  };
  return record((id) => (id === 'roc-auc-ovr-macro' ? mean(areas) : varied ? found[id] : NaN));
}

/** Of ones and zeros. */
const varianceOf = (ones: number, zeros: number): number => (ones * zeros) / (ones + zeros) ** 2;

/** Variance of single rows and the share of rows, of each class; the error of n rows adds them up. */
function errorsOf({
  truth,
  scores,
  answers,
  classes,
}: MulticlassReference): Figures<(rows: number) => number> {
  const n = truth.length;
  const each = range(classes).map((c) => countsOf(isClass(truth, c), isClass(answers, c)));
  const together =
    (of: (counts: (typeof each)[number]) => readonly [ones: number, zeros: number]) =>
    (rows: number): number =>
      Math.sqrt(
        each.reduce((sum, counts) => {
          const [ones, zeros] = of(counts);
          return sum + varianceOf(ones, zeros) / (rows * ((ones + zeros) / n));
        }, 0),
      ) / classes;
  const right = Array.from(truth).filter((known, row) => known === answers[row]).length;
  const areas = range(classes).map((c) => areaSpread(isClass(truth, c), classColumn(scores, classes, c)));
  return {
    accuracy: (rows) => Math.sqrt(varianceOf(right, n - right) / rows),
    'f1-macro': together((of) => [of.truePositives, of.falsePositives + of.falseNegatives]),
    'precision-macro': together((of) => [of.truePositives, of.falsePositives]),
    'recall-macro': together((of) => [of.truePositives, of.falseNegatives]),
    // A fifth more, because experiments there showed the sum to be so much too small.
    'roc-auc-ovr-macro': (rows) =>
      (1.2 * Math.sqrt(areas.reduce((sum, spread) => sum + samplingError(spread, rows) ** 2, 0))) / classes,
  };
}

/**
 * NannyML 0.13.1's CBPE for several classes: each class is calibrated for itself where that helps, the probabilities of a row are
 * then made to add up to 1, and figures are means over classes of each against all others.
 * @param chunkRows as for the binary estimator. @param ranks false: the area, which sorts the rows once for every class, is left
 * out (NaN).
 */
export function fitMulticlassCbpe(
  reference: MulticlassReference,
  chunkRows: number,
  ranks = true,
): MulticlassCbpe {
  const { truth, scores, answers, classes } = reference;
  const columns = range(classes).map((c) => classColumn(scores, classes, c));
  const fitted = columns.map((column, c) => {
    const own = isClass(truth, c);
    const order = isotonicOrder(column, own);
    const need = needsCalibration(column, own, order);
    return { need, map: need.needed ? fitIsotonic(column, own, order) : null };
  });
  const needs = fitted.map(({ need }) => need);
  const maps = fitted.map(({ map }) => map);
  const errors = errorsOf(reference);
  const calibrated = (given: ArrayLike<number>): Float64Array => {
    const found = new Float64Array(given.length);
    for (let at = 0; at < given.length; at += classes) {
      let sum = 0;
      for (let c = 0; c < classes; c++) {
        const map = maps[c];
        const p = map ? isotonicAt(map, given[at + c]!) : given[at + c]!;
        found[at + c] = p;
        sum += p;
      }
      for (let c = 0; c < classes; c++) found[at + c] = sum === 0 ? 1 / classes : found[at + c]! / sum;
    }
    return found;
  };
  const [known, said, given] = [inMemory(truth), inMemory(scores), inMemory(answers)];
  const chunks = chunksOf(truth.length, chunkRows).map(({ from, to }) =>
    realised({
      truth: known.subarray(from, to),
      scores: said.subarray(from * classes, to * classes),
      answers: given.subarray(from, to),
      classes,
    }),
  );
  return {
    needs,
    calibrated,
    limits: record((id) =>
      deviationLimits(
        chunks.map((figures) => figures[id]),
        0,
        1,
      ),
    ),
    estimate(given, said, probabilities = calibrated(given)) {
      const n = said.length;
      let sure = 0;
      for (let row = 0; row < n; row++) sure += probabilities[row * classes + said[row]!]!;
      const each = range(classes).map((c) =>
        expectedConfusion({
          probabilities: classColumn(probabilities, classes, c),
          answers: isClass(said, c),
        }),
      );
      const areas = ranks
        ? range(classes).map(
            (c) =>
              expectedRanking({
                probabilities: classColumn(probabilities, classes, c),
                scores: classColumn(given, classes, c),
              }).area,
          )
        : [NaN];
      const values = { accuracy: sure / n, ...macro(each), 'roc-auc-ovr-macro': mean(areas) };
      return record((id) => ({ value: n > 0 ? values[id] : NaN, error: errors[id](n) }));
    },
  };
}
