// The figures of all windows, by key and window, in typed arrays: a thousand windows of a hundred figures are looked through
// for every frame, and memory stays what it is however long the stream runs.

import type { Span } from '../table.ts';
import type { Figure, FigureKey } from './figure.ts';

/** A window of the monitors: it need not be one of the stream's. */
export interface MonitoredWindow {
  /** 0, 1, 2 … as long as the plan holds. */
  readonly index: number;
  readonly span: Span;
  /** Window of the stream with whose passing it was complete. */
  readonly streamWindow: number;
  readonly modelVersionId: string;
}

/** What the monitors found, as it comes from the worker. */
export interface FoundFigures {
  readonly window: MonitoredWindow;
  /** Whether the labels were in. */
  readonly labelled: boolean;
  readonly figures: readonly (readonly [FigureKey, Figure])[];
}

const parts = ['value', 'n', 'low', 'high', 'pValue', 'threshold'] as const;

/** Older windows than so many are let go. */
const keptWindows = 2048;
/** There is room for so many at first, and twice as many whenever it is full: most projects stay short. */
const firstRoom = 64;

export class FigureTable {
  readonly #capacity: number;
  /** Windows that the columns have room for. */
  #room: number;
  readonly #windows: MonitoredWindow[] = [];
  readonly #labelled: boolean[] = [];
  readonly #columns = new Map<FigureKey, Float64Array>();

  constructor(capacity = keptWindows) {
    this.#capacity = capacity;
    this.#room = Math.min(firstRoom, capacity);
  }

  /** Those that are kept, oldest first; their indices follow one another. */
  get windows(): readonly MonitoredWindow[] {
    return this.#windows;
  }
  /** Every key that any window had, in the order in which they came. */
  get keys(): readonly FigureKey[] {
    return [...this.#columns.keys()];
  }

  /** @throws RangeError when a window is skipped. A window that was let go is passed over. */
  add({ window, labelled, figures }: FoundFigures): void {
    const first = this.#windows[0]?.index ?? window.index;
    if (window.index < first) return;
    const next = first + this.#windows.length;
    if (window.index > next) throw new RangeError(`Window ${window.index} came before window ${next}.`);
    if (window.index === next) {
      if (this.#windows.length === this.#capacity) {
        this.#windows.shift();
        this.#labelled.shift();
      } else if (this.#windows.length === this.#room) this.#grow();
      this.#windows.push(window);
      this.#labelled.push(false);
      const cleared = this.#placeOf(window.index);
      for (const column of this.#columns.values()) column.fill(NaN, cleared, cleared + parts.length);
    }
    if (labelled) this.#labelled[window.index - this.#windows[0]!.index] = true;
    const at = this.#placeOf(window.index);
    for (const [key, figure] of figures) {
      let column = this.#columns.get(key);
      if (!column) this.#columns.set(key, (column = new Float64Array(this.#room * parts.length).fill(NaN)));
      column[at] = figure.value;
      column[at + 1] = figure.n;
      column[at + 2] = figure.low;
      column[at + 3] = figure.high;
      column[at + 4] = figure.pValue;
      column[at + 5] = figure.threshold;
    }
  }

  isLabelled(index: number): boolean {
    return this.#labelled[index - (this.#windows[0]?.index ?? 0)] ?? false;
  }

  /** Null where the window has no such figure. */
  figure(key: FigureKey, index: number): Figure | null {
    const column = this.#columns.get(key);
    const first = this.#windows[0]?.index ?? 0;
    if (!column || index < first || index >= first + this.#windows.length) return null;
    const at = this.#placeOf(index);
    // A figure without a count was never put.
    if (Number.isNaN(column[at + 1]!)) return null;
    return {
      value: column[at]!,
      n: column[at + 1]!,
      low: column[at + 2]!,
      high: column[at + 3]!,
      pValue: column[at + 4]!,
      threshold: column[at + 5]!,
    };
  }

  /** One part of a figure along the kept windows, NaN where there is none. */
  series(key: FigureKey, part: (typeof parts)[number] = 'value'): Float64Array {
    const column = this.#columns.get(key);
    const place = parts.indexOf(part);
    const values = new Float64Array(this.#windows.length).fill(NaN);
    if (column)
      for (let i = 0; i < values.length; i++)
        values[i] = column[this.#placeOf(this.#windows[i]!.index) + place]!;
    return values;
  }

  #placeOf(index: number): number {
    return (index % this.#room) * parts.length;
  }

  #grow(): void {
    const before = this.#windows.map(({ index }) => this.#placeOf(index));
    this.#room = Math.min(this.#capacity, 2 * this.#room);
    for (const [key, old] of this.#columns) {
      const column = new Float64Array(this.#room * parts.length).fill(NaN);
      before.forEach((from, i) =>
        column.set(old.subarray(from, from + parts.length), this.#placeOf(this.#windows[i]!.index)),
      );
      this.#columns.set(key, column);
    }
  }
}
