// Figures of a training over its steps, and what a table of runs says about them.

/** Points of one name in the order in which they came; typed arrays of one length. NaN and ±Infinity are kept. */
export interface MetricSeries {
  readonly name: string;
  readonly steps: Float64Array;
  /** Milliseconds since the run began. */
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Of all points of a series, where not all of them are held any more. */
export interface SeriesTotal {
  readonly n: number;
  /** Without NaN; NaN where there is nothing else. */
  readonly mean: number;
}

/**
 * One series in a few figures, for the table of runs. `last` is that of the largest (step, time, value), as in MLflow;
 * least, most and mean leave NaN out, and are NaN (step −1) where there is nothing else.
 */
export interface MetricSummary {
  readonly n: number;
  readonly first: number;
  readonly last: number;
  readonly lastStep: number;
  readonly min: number;
  readonly minStep: number;
  readonly max: number;
  readonly maxStep: number;
  readonly mean: number;
}
