import { criticalKs } from '../equal-samples-ks.ts';
import { numberOf, type ParamValues } from '../params.ts';
import { RecordedLots } from '../recorded-lots.ts';
import { defineStreamDetector, type DetectorState, type RunningDetector } from '../stream-detector.ts';

/** The statistic itself must be larger than this, whatever its chance. */
const leastDistance = 0.1;

class Kswin implements RunningDetector {
  drift = false;
  readonly #size: number;
  readonly #compared: number;
  /** Of `compared` rows: from this difference of counts on it fires. */
  readonly #critical: number;
  readonly #lots: RecordedLots;
  /** Values by place; place = row modulo window. */
  readonly #values: Float64Array;
  readonly #sorted: SortedPlaces;
  #rows = 0;
  /** Values of the window that are neither 0 nor 1: without any, counts are enough. */
  #others = 0;
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
    this.#values = new Float64Array(this.#size);
    this.#sorted = new SortedPlaces(this.#values);
  }

  update(x: number): DetectorState {
    if (this.drift) this.#reset();
    const values = this.#values;
    const size = this.#size;
    const place = this.#rows % size;
    if (this.#rows >= size && isOther(values[place]!)) this.#others--;
    if (isOther(x)) this.#others++;
    const leaves = this.#rows - this.#compared;
    if (leaves >= 0 && values[leaves % size] === 1) this.#latestOnes--;
    if (x === 1) this.#latestOnes++;
    if (this.#others === 0) {
      values[place] = x;
      this.#sorted.forget();
    } else this.#sorted.put(place, x, this.#rows);
    this.#rows++;
    if (this.#rows >= size) {
      this.#lots.next();
      this.drift = this.#others === 0 ? this.#countsDiffer() : this.#differs();
    }
    return this.drift ? 'drift' : 'calm';
  }

  #countsDiffer(): boolean {
    const values = this.#values;
    const { places, from } = this.#lots;
    const size = this.#size;
    const oldest = this.#rows % size;
    let ones = 0;
    for (let i = from; i < from + this.#compared; i++) {
      const at = oldest + places[i]!;
      ones += values[at < size ? at : at - size]!;
    }
    return Math.abs(ones - this.#latestOnes) >= this.#critical;
  }

  /** Whether a sample of the older rows and all of the latest lie so far apart. */
  #differs(): boolean {
    const { order, marks } = this.#sorted;
    const values = this.#values;
    const { places, from } = this.#lots;
    const size = this.#size;
    marks.fill(0);
    const oldest = this.#rows % size;
    for (let i = from; i < from + this.#compared; i++) {
      const at = oldest + places[i]!;
      marks[at < size ? at : at - size] = 1;
    }
    for (let at = size - this.#compared; at < size; at++)
      marks[oldest + at < size ? oldest + at : oldest + at - size] = -1;
    let difference = 0;
    for (let i = 0; i < size; i++) {
      difference += marks[order[i]!]!;
      // Equal values are one step of both distribution functions.
      if (difference >= this.#critical || -difference >= this.#critical)
        if (i === size - 1 || values[order[i]!] !== values[order[i + 1]!]) return true;
    }
    return false;
  }

  #reset(): void {
    this.drift = false;
    this.#rows = 0;
    this.#others = 0;
    this.#latestOnes = 0;
    this.#sorted.forget();
    this.#lots.restart();
  }
}

const isOther = (x: number): boolean => x !== 0 && x !== 1;

/** The places of a window in the order of their values, kept as the window moves on. */
class SortedPlaces {
  readonly order: Int32Array;
  /** By place: +1 drawn of the older rows, −1 one of the latest. */
  readonly marks: Int8Array;
  readonly #values: Float64Array;
  #held = 0;

  constructor(values: Float64Array) {
    this.#values = values;
    this.order = new Int32Array(values.length);
    this.marks = new Int8Array(values.length);
  }

  /** The order is worked out anew when it is next asked for. */
  forget(): void {
    this.#held = 0;
  }

  /** @param rows that came before this one. */
  put(place: number, x: number, rows: number): void {
    const { order } = this;
    const values = this.#values;
    const before = Math.min(rows, values.length);
    if (this.#held !== before) {
      this.#held = before;
      for (let i = 0; i < before; i++) order[i] = i;
      order.subarray(0, before).sort((a, b) => values[a]! - values[b]!);
    }
    let at = this.#held;
    if (at === values.length) {
      at = order.indexOf(place);
      for (; at < values.length - 1 && values[order[at + 1]!]! < x; at++) order[at] = order[at + 1]!;
    } else this.#held++;
    for (; at > 0 && values[order[at - 1]!]! > x; at--) order[at] = order[at - 1]!;
    order[at] = place;
    values[place] = x;
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
