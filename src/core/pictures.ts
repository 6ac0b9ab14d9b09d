// What the plots of an evaluation draw, for candidate and baseline together. Every cell, bar and point carries the places of its rows
// or a way to find them.

export interface PicturesSpec {
  readonly threshold: number;
  /** For multiclass: the class that the binary plots are drawn for, against all others. */
  readonly positiveClass: number;
  readonly calibrationBins: number;
  readonly calibration: 'width' | 'quantile';
}

/** Filled in by core/pictures/. */
export interface EvaluationPictures {
  readonly n: number;
}
