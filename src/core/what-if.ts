// What another version would have answered from some moment on, held against what really went out.

import type { Thresholds } from './answering.ts';
import { largest } from './largest.ts';
import type { WindowRecord } from './records.ts';
import { rowValues, type RowMeasure } from './trials/row-measure.ts';

/** So many of the differing rows are named. */
const mostNamed = 200;

export interface DifferingRows {
  readonly n: number;
  /** Rows of the table, the largest difference first; 200 at most. */
  named(): readonly number[];
}

export interface WhatIf {
  /** Rows with a known answer. */
  readonly n: number;
  /** Mean of the measure per row: what really went out, and what would have. */
  readonly real: number;
  readonly branch: number;
  /** Rows for which the branch would have done better or worse. */
  readonly better: DifferingRows;
  readonly worse: DifferingRows;
}

/** Rows with how much they differ. It only grows, so that a count of it names the same rows for ever. */
class Differences {
  #rows = new Int32Array(64);
  #gains = new Float64Array(64);
  #n = 0;

  add(row: number, gain: number): void {
    if (this.#n === this.#rows.length) {
      const [rows, gains] = [new Int32Array(2 * this.#n), new Float64Array(2 * this.#n)];
      rows.set(this.#rows);
      gains.set(this.#gains);
      [this.#rows, this.#gains] = [rows, gains];
    }
    this.#rows[this.#n] = row;
    this.#gains[this.#n] = gain;
    this.#n++;
  }

  get now(): DifferingRows {
    const n = this.#n;
    return { n, named: () => largest(n, mostNamed, (i) => this.#gains[i]!).map((i) => this.#rows[i]!) };
  }
}

/** Grows window by window, so that each is looked at once. */
export class WhatIfCount {
  readonly #truth: Float64Array;
  readonly #measure: RowMeasure;
  readonly #better = new Differences();
  readonly #worse = new Differences();
  #n = 0;
  #real = 0;
  #branch = 0;

  /** @param truth of the whole table. */
  constructor(truth: Float64Array, measure: RowMeasure) {
    this.#truth = truth;
    this.#measure = measure;
  }

  /**
   * @param window a judged one. @param scores what the branch answers for it, rows × outputs.
   * @param thresholds by which the window's rows were answered. @param own that of the branch.
   */
  add(
    { span, scores: out, outputs }: Pick<WindowRecord, 'span' | 'scores' | 'outputs'>,
    scores: Float32Array,
    thresholds: Thresholds,
    own: number,
  ): void {
    const sign = this.#measure.better === 'higher' ? 1 : -1;
    const truth = this.#truth.subarray(span.from, span.to);
    const was = rowValues(this.#measure, { truth, scores: out, outputs }, thresholds);
    const would = rowValues(this.#measure, { truth, scores, outputs }, own);
    for (let row = 0; row < was.length; row++) {
      const gain = sign * (would[row]! - was[row]!);
      if (Number.isNaN(gain)) continue;
      this.#n++;
      this.#real += was[row]!;
      this.#branch += would[row]!;
      if (gain > 0) this.#better.add(span.from + row, gain);
      else if (gain < 0) this.#worse.add(span.from + row, -gain);
    }
  }

  get now(): WhatIf {
    const n = this.#n;
    return {
      n,
      real: n > 0 ? this.#real / n : NaN,
      branch: n > 0 ? this.#branch / n : NaN,
      better: this.#better.now,
      worse: this.#worse.now,
    };
  }
}
