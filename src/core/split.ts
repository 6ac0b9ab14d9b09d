// Which rows of a data version are for training and which only for judging. Chosen once, saved with the version, and kept
// by every descendant: a row that was ever a test row is one for good. How parts are assigned: splitting.ts.

export const splitMethods = ['time', 'random', 'stratified', 'group', 'k-fold'] as const;
export type SplitMethod = (typeof splitMethods)[number];

export interface SplitSpec {
  readonly v: 1;
  readonly method: SplitMethod;
  /** Share of the rows that become test rows, in (0, 0.9]. Not for k-fold, where it is 1 / folds. */
  readonly testShare: number;
  /** For k-fold: how many, and which of them (0-based) is the test part. */
  readonly folds: number;
  readonly fold: number;
  /**
   * For time: rows between training and test that belong to neither, so that neighbours do not tell. Around what was split
   * before, on both sides: new training rows come after test rows too.
   */
  readonly gapRows: number;
  /** The column of `group`, the classes of `stratified`, the order of `time` (null: the table's own order). */
  readonly column: string | null;
  readonly seed: number;
}

/** Of each row, in `VersionTable.parts`. For k-fold: training and test of the chosen fold. */
export const part = { train: 0, test: 1, gap: 2 } as const;

/** Of a row that has no part yet: a new one, or any before the first split. */
export const unknownPart = 255;
