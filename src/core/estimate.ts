// A figure and how sure it is.

/** A value with its interval. `low`/`high` equal `value` where no interval can be given (n < 2). */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}
