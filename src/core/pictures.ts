// What the plots of an evaluation draw, for candidate and baseline together. Of the rows behind a cell, a bar or a point only the way to
// find them is kept (pictures/places.ts).

export interface PicturesSpec {
  /** From which probability on a binary answer is positive. */
  readonly threshold: number;
  /** For multiclass: the class that the binary plots are drawn for, against all others. */
  readonly positiveClass: number;
  readonly calibrationBins: number;
  readonly calibration: 'width' | 'quantile';
}

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  /** Rows with at least this score are called positive; Infinity: none. */
  readonly threshold: number;
}

/** ROC: x false positive rate, y true positive rate. Precision–recall: x recall, y precision. At most 500 points. */
export interface Curve {
  readonly points: readonly CurvePoint[];
  /** Exact area under all points, not only those that are kept: trapezoids for ROC, average precision for the other. NaN with one class. */
  readonly area: number;
}

/** Rows whose score lies in (from, to], the first bin from its lower edge on. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly meanScore: number;
  /** Share of positives, with Wilson's 95 % interval. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The rows of one tenth, the highest scores first (equal scores in the order of the rows), and what they hold together with all before. */
export interface GainStep {
  readonly n: number;
  readonly positives: number;
  readonly lift: number;
  readonly cumulativeGain: number;
  readonly cumulativeLift: number;
}

export interface ThresholdPoint {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/** Counts between `edges`, each bin [from, to), the last one closed. */
export interface Bars {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

export interface BinaryPictures {
  readonly roc: Curve;
  readonly precisionRecall: Curve;
  readonly calibration: readonly CalibrationBin[];
  readonly gain: readonly GainStep[];
  /** Of the scores of rows that are not, and that are, of the positive class. */
  readonly negatives: Bars;
  readonly positives: Bars;
  /** At 0, 0.01 … 1. */
  readonly thresholds: readonly ThresholdPoint[];
}

export interface RegressionPictures {
  /** At most 2,000 rows, evenly over the rows; those with the largest errors are always among them. */
  readonly points: readonly { readonly place: number; readonly truth: number; readonly predicted: number }[];
  /** Of predicted − truth. */
  readonly residuals: Bars;
  /** Size of error that so large a share of the rows does not exceed. */
  readonly quantiles: readonly { readonly share: number; readonly absoluteError: number }[];
}

/** A stretch of rows in their order. */
export interface ErrorPeriod {
  readonly from: number;
  readonly to: number;
  /** Milliseconds since 1970 of its first row; null where rows carry no time. */
  readonly time: number | null;
  readonly known: number;
  /** Share of wrong answers, or mean absolute error; NaN without known answers. */
  readonly error: number;
}

export interface ModelPictures {
  /** Rows by truth (rows) and answer (columns), classes × classes, row-major; null for regression. */
  readonly confusion: readonly number[] | null;
  readonly binary: BinaryPictures | null;
  readonly regression: RegressionPictures | null;
  readonly overTime: readonly ErrorPeriod[];
}

export interface EvaluationPictures {
  readonly n: number;
  /** Rows with a known answer. */
  readonly known: number;
  readonly candidate: ModelPictures;
  readonly baseline: ModelPictures | null;
}
