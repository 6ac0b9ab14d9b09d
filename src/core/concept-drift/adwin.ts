import { numberOf, type ParamValues } from '../params.ts';
import { defineStreamDetector, type CountingDetector, type DetectorState } from '../stream-detector.ts';

/** Row r holds buckets of 2^r numbers each, the oldest first: their sum and their sum of squared distances from their mean. */
class Buckets {
  readonly totals: Float64Array;
  readonly squares: Float64Array;
  held = 0;

  /** @param most one more is held for a moment. */
  constructor(most: number) {
    this.totals = new Float64Array(most + 1);
    this.squares = new Float64Array(most + 1);
  }

  push(total: number, squares: number): void {
    this.totals[this.held] = total;
    this.squares[this.held++] = squares;
  }

  /** Lets the oldest go. */
  shift(count: number): void {
    for (let i = count; i < this.held; i++) {
      this.totals[i - count] = this.totals[i]!;
      this.squares[i - count] = this.squares[i]!;
    }
    this.held -= count;
  }
}

class Adwin implements CountingDetector {
  width = 0;
  total = 0;
  /** Sum of squared distances from the mean, as River's `variance`. */
  variance = 0;
  drift = false;
  readonly #delta: number;
  readonly #clock: number;
  readonly #most: number;
  readonly #least: number;
  readonly #grace: number;
  #rows: Buckets[];
  #ticks = 0;

  constructor(params: ParamValues) {
    this.#delta = numberOf(params, 'delta');
    this.#clock = numberOf(params, 'clock');
    this.#most = numberOf(params, 'max_buckets');
    this.#least = numberOf(params, 'min_window_length');
    this.#grace = numberOf(params, 'grace_period');
    this.#rows = [new Buckets(this.#most)];
  }

  update(x: number): DetectorState {
    if (this.drift) this.#reset();
    this.#insert(x);
    if (++this.#ticks === this.#clock) {
      this.#ticks = 0;
      if (this.width > this.#grace)
        while (this.#cut()) {
          this.drift = true;
          this.#dropOldest();
        }
    }
    return this.drift ? 'drift' : 'calm';
  }

  firings(xs: Float64Array): number {
    let fired = 0;
    for (let i = 0; i < xs.length; i++) if (this.update(xs[i]!) === 'drift') fired++;
    return fired;
  }

  #insert(x: number): void {
    this.#rows[0]!.push(x, 0);
    this.width++;
    if (this.width > 1) {
      const away = x - this.total / (this.width - 1);
      this.variance += ((this.width - 1) * away * away) / this.width;
    }
    this.total += x;
    this.#compress();
  }

  /** Where a row is full, its two oldest buckets become one of the next row. */
  #compress(): void {
    let size = 1;
    for (let row = 0; this.#rows[row]!.held > this.#most; row++, size *= 2) {
      const { totals, squares } = this.#rows[row]!;
      if (row + 1 === this.#rows.length) this.#rows.push(new Buckets(this.#most));
      const next = this.#rows[row + 1]!;
      const away = totals[0]! / size - totals[1]! / size;
      next.push(
        totals[0]! + totals[1]!,
        squares[0]! + squares[1]! + (size * size * away * away) / (size + size),
      );
      this.#rows[row]!.shift(2);
    }
  }

  /** Whether the window falls into two of different means anywhere between two buckets, the oldest looked at first. */
  #cut(): boolean {
    const { width, total } = this;
    const log = Math.log((2 * Math.log(width)) / this.#delta);
    const spread = this.variance / width;
    // The bound is at least √(2 · spread · log · width / (n · rest)). What lies below that, rounding included, needs no root and no
    // division: nearly all places on a calm day. Numbers so large that squares would overflow are all looked at.
    const sure = 2 * spread * log * width * (1 - 1e-9);
    const calm = sure < 1e280 ? sure : -1;
    let n = 0;
    let sum = 0;
    let size = 2 ** (this.#rows.length - 1);
    for (let row = this.#rows.length - 1; row >= 0; row--, size /= 2) {
      const { totals, held } = this.#rows[row]!;
      for (let k = 0; k < held; k++) {
        n += size;
        sum += totals[k]!;
        const rest = width - n;
        if (row === 0 && k === held - 1) return false;
        if (n < this.#least || rest < this.#least) continue;
        const apart = Math.abs(sum * width - total * n) + 1e-14 * width * (Math.abs(sum) + Math.abs(total));
        if (apart * apart <= calm * n * rest) continue;
        const m = 1 / (n - this.#least + 1) + 1 / (rest - this.#least + 1);
        const bound = Math.sqrt(2 * m * spread * log) + (2 / 3) * log * m;
        if (Math.abs(sum / n - (total - sum) / rest) > bound) return true;
      }
    }
    return false;
  }

  #dropOldest(): void {
    const oldest = this.#rows.at(-1)!;
    const size = 2 ** (this.#rows.length - 1);
    const sum = oldest.totals[0]!;
    this.width -= size;
    this.total -= sum;
    const away = sum / size - this.total / this.width;
    this.variance -= oldest.squares[0]! + (size * this.width * away * away) / (size + this.width);
    oldest.shift(1);
    if (oldest.held === 0) this.#rows.pop();
  }

  /** River forgets the newer part of the window too. */
  #reset(): void {
    this.width = 0;
    this.total = 0;
    this.variance = 0;
    this.drift = false;
    this.#rows = [new Buckets(this.#most)];
    this.#ticks = 0;
  }
}

export default defineStreamDetector({
  id: 'adwin',
  label: 'ADWIN',
  about:
    'Keeps a window of all rows since the last change, and fires when the means of an older and a newer part of it differ, wherever it is cut. Nearly no false alarms; sees both directions.',
  source:
    'River 0.26.1, drift.ADWIN; Bifet & Gavaldà (2007), Learning from Time-Changing Data with Adaptive Windowing',
  input: 'numbers',
  sees: 'both',
  params: {
    delta: {
      type: 'number',
      label: 'Fires at',
      help: 'Chance of so large a difference if nothing had changed. Larger fires sooner and more often for nothing.',
      min: 1e-300,
      max: 1,
      scale: 'log',
      default: 0.002,
    },
    clock: {
      type: 'integer',
      label: 'Looks every so many rows',
      help: '1: at every row, which takes ten times as long.',
      min: 1,
      max: 1_000_000,
      default: 32,
    },
    max_buckets: {
      type: 'integer',
      label: 'Buckets of one size',
      help: 'More of them: finer places to cut at.',
      min: 1,
      max: 1000,
      default: 5,
    },
    min_window_length: {
      type: 'integer',
      label: 'Rows of a part at least',
      help: 'Parts of the window with fewer are not compared.',
      min: 1,
      max: 1_000_000,
      default: 5,
    },
    grace_period: {
      type: 'integer',
      label: 'Rows before it speaks',
      help: 'So many rows are looked at before it may fire.',
      min: 0,
      max: 1_000_000,
      default: 10,
    },
  },
  knob: { param: 'delta', eager: 'larger', grid: [0.9, 0.5, 0.1, 0.02, 0.002, 1e-4, 1e-6, 1e-9] },
  begin: (params) => new Adwin(params),
});
