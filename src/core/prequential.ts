// Test, then learn: how good answers are, counted row by row as labels come, beside two baselines that know no input at all.

/** A number of the latest rows, and what they add up to. */
class Latest {
  readonly #values: Float64Array;
  #rows = 0;
  sum = 0;

  constructor(size: number) {
    this.#values = new Float64Array(size);
  }

  get count(): number {
    return Math.min(this.#rows, this.#values.length);
  }
  get mean(): number {
    return this.count > 0 ? this.sum / this.count : NaN;
  }

  add(value: number): void {
    const at = this.#rows++ % this.#values.length;
    this.sum += value - this.#values[at]!;
    this.#values[at] = value;
    // What rounding has left over is swept up once a turn.
    if (at === this.#values.length - 1) this.sum = this.#values.reduce((sum, one) => sum + one, 0);
  }
}

/** Mean loss in which a row counts `fading` times as much as the one after it (Gama, Sebastião & Rodrigues 2013). */
export class FadedMean {
  readonly #fading: number;
  #sum = 0;
  #weight = 0;

  constructor(fading: number) {
    this.#fading = fading;
  }

  get mean(): number {
    return this.#weight > 0 ? this.#sum / this.#weight : NaN;
  }

  add(loss: number): void {
    this.#sum = loss + this.#fading * this.#sum;
    this.#weight = 1 + this.#fading * this.#weight;
  }
}

/**
 * Known labels in the order of their rows, as they become known: with a lag of 1 that of row t is known when row t + 1 is
 * answered. Rows whose label never comes are passed over.
 */
class KnownLabels {
  readonly #lag: number;
  #waiting: { readonly row: number; readonly label: number }[] = [];
  #next = 0;

  constructor(lag: number) {
    this.#lag = lag;
  }

  /** Hands over what is known when `row` is answered, oldest first. */
  until(row: number, take: (label: number) => void): void {
    while (this.#next < this.#waiting.length && this.#waiting[this.#next]!.row <= row - this.#lag)
      take(this.#waiting[this.#next++]!.label);
    if (this.#next > 1024) {
      this.#waiting = this.#waiting.slice(this.#next);
      this.#next = 0;
    }
  }

  add(row: number, label: number): void {
    this.#waiting.push({ row, label });
  }
}

export interface PrequentialSetting {
  /** Rows that a sliding window holds. */
  readonly window: number;
  readonly fading: number;
  /** Rows until a label is known, at least 1. */
  readonly lag: number;
}

export interface ClassFigures {
  /** Rows in the window. */
  readonly n: number;
  readonly accuracy: number;
  readonly faded: number;
  readonly noChange: number;
  readonly majority: number;
  readonly kappa: number;
  readonly kappaTemporal: number;
  readonly kappaM: number;
}

/** (a − b) / (1 − b): how much of what the baseline leaves the model makes good. NaN where the baseline leaves nothing. */
export const overBaseline = (accuracy: number, baseline: number): number =>
  baseline < 1 ? (accuracy - baseline) / (1 - baseline) : NaN;

/** Of classes. Baselines are counted over the rows for which they had an answer, that is a label to go by. */
export class PrequentialClasses {
  readonly #right: Latest;
  readonly #faded: FadedMean;
  readonly #repeated: Latest;
  readonly #common: Latest;
  readonly #known: KnownLabels;
  readonly #seen: Float64Array;
  /** Of the window: rows by truth, and by answer; one more place for what was no answer. */
  readonly #truths: Float64Array;
  readonly #answers: Float64Array;
  readonly #pairs: Int32Array;
  #rows = 0;
  #last = -1;
  #majority = -1;

  constructor(classes: number, { window, fading, lag }: PrequentialSetting) {
    this.#right = new Latest(window);
    this.#faded = new FadedMean(fading);
    this.#repeated = new Latest(window);
    this.#common = new Latest(window);
    this.#known = new KnownLabels(lag);
    this.#seen = new Float64Array(classes);
    this.#truths = new Float64Array(classes);
    this.#answers = new Float64Array(classes + 1);
    this.#pairs = new Int32Array(2 * window);
  }

  /** @param row its place in the stream, ascending. @param answer a class; −1: none that can be read, which is wrong. */
  add(row: number, truth: number, answer: number): void {
    this.#known.until(row, (label) => {
      this.#last = label;
      this.#seen[label]!++;
      if (this.#majority < 0 || this.#seen[label]! > this.#seen[this.#majority]!) this.#majority = label;
    });
    if (this.#last >= 0) {
      this.#repeated.add(this.#last === truth ? 1 : 0);
      this.#common.add(this.#majority === truth ? 1 : 0);
    }
    const right = answer === truth ? 1 : 0;
    this.#right.add(right);
    this.#faded.add(right);
    this.#known.add(row, truth);
    this.#count(truth, answer < 0 ? this.#seen.length : answer);
  }

  get figures(): ClassFigures {
    const { count: n, mean: accuracy } = this.#right;
    const [noChange, majority] = [this.#repeated.mean, this.#common.mean];
    let byChance = 0;
    this.#truths.forEach((rows, k) => (byChance += (rows * this.#answers[k]!) / (n * n)));
    return {
      n,
      accuracy,
      faded: this.#faded.mean,
      noChange,
      majority,
      kappa: overBaseline(accuracy, byChance),
      kappaTemporal: overBaseline(accuracy, noChange),
      kappaM: overBaseline(accuracy, majority),
    };
  }

  #count(truth: number, answer: number): void {
    const at = (2 * this.#rows++) % this.#pairs.length;
    if (2 * this.#rows > this.#pairs.length) {
      this.#truths[this.#pairs[at]!]!--;
      this.#answers[this.#pairs[at + 1]!]!--;
    }
    this.#pairs[at] = truth;
    this.#pairs[at + 1] = answer;
    this.#truths[truth]!++;
    this.#answers[answer]!++;
  }
}

export interface NumberFigures {
  readonly n: number;
  /** Mean absolute errors, in the target's unit. */
  readonly error: number;
  readonly faded: number;
  readonly noChange: number;
}

/** Of a regression. */
export class PrequentialNumbers {
  readonly #error: Latest;
  readonly #faded: FadedMean;
  readonly #repeated: Latest;
  readonly #known: KnownLabels;
  #last = NaN;

  constructor({ window, fading, lag }: PrequentialSetting) {
    this.#error = new Latest(window);
    this.#faded = new FadedMean(fading);
    this.#repeated = new Latest(window);
    this.#known = new KnownLabels(lag);
  }

  add(row: number, truth: number, answer: number): void {
    this.#known.until(row, (label) => (this.#last = label));
    if (!Number.isNaN(this.#last)) this.#repeated.add(Math.abs(truth - this.#last));
    const error = Math.abs(truth - answer);
    this.#error.add(error);
    this.#faded.add(error);
    this.#known.add(row, truth);
  }

  get figures(): NumberFigures {
    const { count: n, mean: error } = this.#error;
    return { n, error, faded: this.#faded.mean, noChange: this.#repeated.mean };
  }
}
