// Test, then learn: how good answers are, counted row by row as labels come, beside two baselines that know no input at all.

/** A number of the latest rows, and what they add up to. */
class Latest {
  readonly #values: Float64Array;
  #at = 0;
  count = 0;
  sum = 0;

  constructor(size: number) {
    this.#values = new Float64Array(size);
  }

  get mean(): number {
    return this.count > 0 ? this.sum / this.count : NaN;
  }

  add(value: number): void {
    const values = this.#values;
    const at = this.#at;
    this.sum += value - values[at]!;
    values[at] = value;
    if (this.count < values.length) this.count++;
    if (at + 1 < values.length) this.#at = at + 1;
    else this.#sweep();
  }

  /** What rounding has left over goes once a turn. */
  #sweep(): void {
    this.#at = 0;
    let sum = 0;
    for (let i = 0; i < this.#values.length; i++) sum += this.#values[i]!;
    this.sum = sum;
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
  #rows: Float64Array = new Float64Array(64);
  #labels: Float64Array = new Float64Array(64);
  #first = 0;
  #held = 0;

  constructor(lag: number) {
    this.#lag = lag;
  }

  /** Whether one more is known when `row` is answered, which `take` then gives. */
  knows(row: number): boolean {
    return this.#held > 0 && this.#rows[this.#first]! <= row - this.#lag;
  }

  /** The oldest. */
  take(): number {
    const label = this.#labels[this.#first]!;
    this.#first = this.#first + 1 < this.#labels.length ? this.#first + 1 : 0;
    this.#held--;
    return label;
  }

  add(row: number, label: number): void {
    if (this.#held === this.#labels.length) {
      this.#rows = unrolled(this.#rows, this.#first);
      this.#labels = unrolled(this.#labels, this.#first);
      this.#first = 0;
    }
    let at = this.#first + this.#held++;
    if (at >= this.#labels.length) at -= this.#labels.length;
    this.#rows[at] = row;
    this.#labels[at] = label;
  }
}

/** A ring that begins at `first`, in twice the room from 0 on. */
function unrolled(ring: Float64Array, first: number): Float64Array {
  const wide = new Float64Array(2 * ring.length);
  wide.set(ring.subarray(first));
  wide.set(ring.subarray(0, first), ring.length - first);
  return wide;
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
  /** Of the next row in `pairs`, which are full once a turn is done. */
  #at = 0;
  #full = false;
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
    while (this.#known.knows(row)) this.#learn(this.#known.take());
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

  #learn(label: number): void {
    this.#last = label;
    this.#seen[label]!++;
    if (this.#majority < 0 || this.#seen[label]! > this.#seen[this.#majority]!) this.#majority = label;
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
    const pairs = this.#pairs;
    const at = this.#at;
    if (this.#full) {
      this.#truths[pairs[at]!]!--;
      this.#answers[pairs[at + 1]!]!--;
    }
    pairs[at] = truth;
    pairs[at + 1] = answer;
    if (at + 2 < pairs.length) this.#at = at + 2;
    else {
      this.#at = 0;
      this.#full = true;
    }
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
    while (this.#known.knows(row)) this.#last = this.#known.take();
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
