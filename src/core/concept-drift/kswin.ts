import { criticalKs } from '../equal-samples-ks.ts';
import { numberOf, type ParamValues } from '../params.ts';
import { RecordedLots } from '../recorded-lots.ts';
import { defineStreamDetector, type CountingDetector, type DetectorState } from '../stream-detector.ts';

/** The statistic itself must be larger than this, whatever its chance. */
const leastDistance = 0.1;

class Kswin implements CountingDetector {
  drift = false;
  readonly #size: number;
  readonly #compared: number;
  /** Of `compared` rows: from this difference of counts on it fires. */
  readonly #critical: number;
  readonly #lots: RecordedLots;
  /** Whether the value is 1, by place and again one window later, so that no window of them is broken in two. Place = row modulo window. */
  readonly #ones: Uint8Array;
  readonly #sorted: SortedPlaces;
  #rows = 0;
  /** Of the next row. */
  #place = 0;
  /** Values of the window that are neither 0 nor 1: without any, counts are enough. */
  #others = 0;
  #allOnes = 0;
  /** Ones among the latest rows that are compared. */
  #latestOnes = 0;

  constructor(params: ParamValues) {
    this.#size = numberOf(params, 'window_size');
    this.#compared = numberOf(params, 'stat_size');
    const byChance = criticalKs(this.#compared, numberOf(params, 'alpha'));
    let byDistance = 0;
    while (byDistance / this.#compared <= leastDistance) byDistance++;
    this.#critical = Math.max(byChance, byDistance);
    this.#lots = new RecordedLots(numberOf(params, 'seed'), this.#size - this.#compared, this.#compared);
    this.#ones = new Uint8Array(2 * this.#size);
    this.#sorted = new SortedPlaces(this.#size);
  }

  update(x: number): DetectorState {
    if (this.drift) this.#reset();
    this.#put(x);
    if (this.#rows < this.#size) return 'calm';
    if (this.#others === 0 ? this.#countsMayDiffer() : this.#critical <= this.#compared) {
      this.#lots.next();
      this.drift = this.#others === 0 ? this.#countsDiffer() : this.#differs();
    } else this.#lots.skip();
    return this.drift ? 'drift' : 'calm';
  }

  firings(xs: Float64Array): number {
    let fired = 0;
    for (let i = 0; i < xs.length; i++) if (this.update(xs[i]!) === 'drift') fired++;
    return fired;
  }

  #put(x: number): void {
    const { values } = this.#sorted;
    const ones = this.#ones;
    const size = this.#size;
    const place = this.#place;
    if (this.#rows >= size) {
      if (isOther(values[place]!)) this.#others--;
      this.#allOnes -= ones[place]!;
    }
    const one = x === 1 ? 1 : 0;
    if (isOther(x)) this.#others++;
    const leaves = place - this.#compared;
    if (this.#rows >= this.#compared) this.#latestOnes -= ones[leaves < 0 ? leaves + size : leaves]!;
    this.#latestOnes += one;
    this.#allOnes += one;
    ones[place] = one;
    ones[place + size] = one;
    if (this.#others === 0) {
      values[place] = x;
      this.#sorted.forget();
    } else this.#sorted.put(place, x, this.#rows);
    this.#rows++;
    this.#place = place + 1 === size ? 0 : place + 1;
  }

  /** Whether there is a lot at all with which it would fire. With few errors there is none for thousands of rows. */
  #countsMayDiffer(): boolean {
    const older = this.#allOnes - this.#latestOnes;
    const zeros = this.#size - this.#compared - older;
    const most = Math.min(this.#compared, older);
    const least = Math.max(0, this.#compared - zeros);
    return most - this.#latestOnes >= this.#critical || this.#latestOnes - least >= this.#critical;
  }

  #countsDiffer(): boolean {
    const ones = this.#ones;
    const { places, from } = this.#lots;
    const oldest = this.#place;
    const to = from + this.#compared;
    let drawn = 0;
    for (let i = from; i < to; i++) drawn += ones[oldest + places[i]!]!;
    return Math.abs(drawn - this.#latestOnes) >= this.#critical;
  }

  /** Whether a sample of the older rows and all of the latest lie so far apart. */
  #differs(): boolean {
    const { marks } = this.#sorted;
    const { places, from } = this.#lots;
    const size = this.#size;
    marks.fill(0);
    const to = from + this.#compared;
    for (let i = from; i < to; i++) marks[turned(this.#place + places[i]!, size)] = 1;
    for (let at = size - this.#compared; at < size; at++) marks[turned(this.#place + at, size)] = -1;
    return this.#sorted.apart(this.#critical);
  }

  #reset(): void {
    this.drift = false;
    this.#rows = 0;
    this.#place = 0;
    this.#others = 0;
    this.#allOnes = 0;
    this.#latestOnes = 0;
    this.#sorted.forget();
    this.#lots.restart();
  }
}

const isOther = (x: number): boolean => x !== 0 && x !== 1;

/** `at` modulo `size`, for at < 2 · size: without a branch, since chance can't be foreseen. */
const turned = (at: number, size: number): number => at - size + (size & ((at - size) >> 31));

/** The places of a window in the order of their values, kept as the window moves on. */
class SortedPlaces {
  /** By place. */
  readonly values: Float64Array;
  /** By place: +1 drawn of the older rows, −1 one of the latest. */
  readonly marks: Int8Array;
  readonly #order: Int32Array;
  readonly #sorted: Float64Array;
  #held = 0;

  constructor(size: number) {
    this.values = new Float64Array(size);
    this.marks = new Int8Array(size);
    this.#order = new Int32Array(size);
    this.#sorted = new Float64Array(size);
  }

  /** The order is worked out anew when it is next asked for. */
  forget(): void {
    this.#held = 0;
  }

  /** @param rows that came before this one. */
  put(place: number, x: number, rows: number): void {
    const order = this.#order;
    const sorted = this.#sorted;
    const size = sorted.length;
    const before = Math.min(rows, size);
    if (this.#held !== before) this.#sort(before);
    let at = before;
    if (at === size) {
      at = this.#positionOf(place);
      for (; at < size - 1 && sorted[at + 1]! < x; at++) {
        order[at] = order[at + 1]!;
        sorted[at] = sorted[at + 1]!;
      }
    } else this.#held++;
    for (; at > 0 && sorted[at - 1]! > x; at--) {
      order[at] = order[at - 1]!;
      sorted[at] = sorted[at - 1]!;
    }
    order[at] = place;
    sorted[at] = x;
    this.values[place] = x;
  }

  /** Whether sums of the marks in the order of the values come to `critical` or its opposite anywhere. */
  apart(critical: number): boolean {
    const { marks } = this;
    const order = this.#order;
    const sorted = this.#sorted;
    const size = sorted.length;
    let difference = 0;
    for (let i = 0; i < size; i++) {
      difference += marks[order[i]!]!;
      // Equal values are one step of both distribution functions.
      if (difference >= critical || -difference >= critical)
        if (i === size - 1 || sorted[i] !== sorted[i + 1]) return true;
    }
    return false;
  }

  #sort(held: number): void {
    const { values } = this;
    this.#held = held;
    for (let i = 0; i < held; i++) this.#order[i] = i;
    this.#order.subarray(0, held).sort((a, b) => values[a]! - values[b]!);
    for (let i = 0; i < held; i++) this.#sorted[i] = values[this.#order[i]!]!;
  }

  #positionOf(place: number): number {
    const value = this.values[place]!;
    let low = 0;
    for (let high = this.#sorted.length; low < high;) {
      const middle = (low + high) >> 1;
      if (this.#sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    while (low < this.#order.length && this.#order[low] !== place) low++;
    // What is not a number has no place in the order.
    return low < this.#order.length ? low : this.#order.indexOf(place);
  }
}

export default defineStreamDetector({
  id: 'kswin',
  label: 'KSWIN',
  about:
    'Compares the distribution of the latest numbers with that of older ones, drawn by lot. It sees changes of spread that others do not, and is of little use on errors of 0 and 1, where nearly all numbers are equal.',
  source:
    'River 0.26.1, drift.KSWIN; Raab, Heusinger & Schleif (2020), Reactive Soft Prototype Computing for Concept Drift Streams',
  input: 'numbers',
  sees: 'both',
  params: {
    alpha: {
      type: 'number',
      label: 'Fires at',
      help: 'Chance of such a difference if nothing had changed, at each row. Larger fires sooner and more often for nothing.',
      min: 0,
      max: 1,
      default: 0.005,
    },
    window_size: {
      type: 'integer',
      label: 'Rows of the window',
      help: 'At least twice as many as are compared.',
      min: 2,
      max: 20_000,
      default: 100,
    },
    stat_size: {
      type: 'integer',
      label: 'Rows compared',
      help: 'The latest so many, with as many older ones.',
      min: 1,
      max: 10_000,
      default: 30,
    },
    seed: {
      type: 'integer',
      label: 'Seed',
      help: 'Of the lot by which older rows are drawn.',
      min: 0,
      max: Number.MAX_SAFE_INTEGER,
      default: 42,
    },
  },
  knob: {
    param: 'alpha',
    eager: 'larger',
    grid: [0.05, 0.02, 0.01, 0.005, 0.001, 1e-4, 1e-5, 1e-7],
  },
  problem: (params) =>
    numberOf(params, 'window_size') < 2 * numberOf(params, 'stat_size')
      ? 'KSWIN needs a window of at least twice the rows that it compares.'
      : null,
  begin: (params) => new Kswin(params),
});
