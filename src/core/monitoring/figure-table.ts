// The figures of all windows, by key and window, in typed arrays: a thousand windows of a hundred figures are looked through
// for every frame, and memory stays what it is however long the stream runs.

import type { Span } from '../table.ts';
import { bareFigure, type Figure, type FigureKey } from './figure.ts';

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
export const keptWindows = 2048;

export class FigureTable {
  readonly #capacity: number;
  readonly #windows: MonitoredWindow[] = [];
  readonly #labelled: boolean[] = [];
  readonly #columns = new Map<FigureKey, Float64Array>();

  constructor(capacity = keptWindows) {
    this.#capacity = capacity;
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
      }
      this.#windows.push(window);
      this.#labelled.push(false);
      const cleared = (window.index % this.#capacity) * parts.length;
      for (const column of this.#columns.values()) column.fill(NaN, cleared, cleared + parts.length);
    }
    if (labelled) this.#labelled[window.index - this.#windows[0]!.index] = true;
    const at = (window.index % this.#capacity) * parts.length;
    for (const [key, figure] of figures) {
      let column = this.#columns.get(key);
      if (!column)
        this.#columns.set(key, (column = new Float64Array(this.#capacity * parts.length).fill(NaN)));
      parts.forEach((part, i) => (column[at + i] = figure[part]));
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
    const at = (index % this.#capacity) * parts.length;
    // A figure without a count was never put.
    if (Number.isNaN(column[at + 1]!)) return null;
    const [value, n, low, high, pValue, threshold] = column.subarray(at, at + parts.length);
    return bareFigure(value!, n!, { low: low!, high: high!, pValue: pValue!, threshold: threshold! });
  }

  /** One part of a figure along the kept windows, NaN where there is none. */
  series(key: FigureKey, part: (typeof parts)[number] = 'value'): Float64Array {
    const column = this.#columns.get(key);
    const place = parts.indexOf(part);
    return Float64Array.from(this.#windows, ({ index }) =>
      column ? column[(index % this.#capacity) * parts.length + place]! : NaN,
    );
  }
}
