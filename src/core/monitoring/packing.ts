// Figures on their way from the worker: a thousand small objects take the page longer to unpack than one array of numbers.

import type { Figure, FigureKey } from './figure.ts';
import type { FoundFigures, MonitoredWindow } from './figure-table.ts';

/** Numbers of a figure: value, n, low, high, pValue and threshold. */
const numbers = 6;

export interface PackedFigures {
  readonly windows: readonly { readonly window: MonitoredWindow; readonly labelled: boolean }[];
  /** Every key that occurs, once. */
  readonly keys: readonly FigureKey[];
  /** Figures of each window. */
  readonly counts: Int32Array;
  /** Of each figure the place of its key. */
  readonly places: Int32Array;
  /** Of each figure six numbers. */
  readonly values: Float64Array;
}

export function packFigures(found: readonly FoundFigures[]): PackedFigures {
  const places = new Map<FigureKey, number>();
  const total = found.reduce((sum, { figures }) => sum + figures.length, 0);
  const keyPlaces = new Int32Array(total);
  const values = new Float64Array(total * numbers);
  let at = 0;
  for (const { figures } of found)
    for (const [key, figure] of figures) {
      let place = places.get(key);
      if (place === undefined) places.set(key, (place = places.size));
      keyPlaces[at] = place;
      const own = at++ * numbers;
      values[own] = figure.value;
      values[own + 1] = figure.n;
      values[own + 2] = figure.low;
      values[own + 3] = figure.high;
      values[own + 4] = figure.pValue;
      values[own + 5] = figure.threshold;
    }
  return {
    windows: found.map(({ window, labelled }) => ({ window, labelled })),
    keys: [...places.keys()],
    counts: Int32Array.from(found, ({ figures }) => figures.length),
    places: keyPlaces,
    values,
  };
}

export function unpackFigures({ windows, keys, counts, places, values }: PackedFigures): FoundFigures[] {
  let at = 0;
  return windows.map(({ window, labelled }, i) => {
    const figures = new Array<readonly [FigureKey, Figure]>(counts[i]!);
    for (let j = 0; j < figures.length; j++, at++) {
      const own = at * numbers;
      // Spelt out: this is done on the page, where a thousand figures may come between two frames.
      figures[j] = [
        keys[places[at]!]!,
        {
          value: values[own]!,
          n: values[own + 1]!,
          low: values[own + 2]!,
          high: values[own + 3]!,
          pValue: values[own + 4]!,
          threshold: values[own + 5]!,
        },
      ];
    }
    return { window, labelled, figures };
  });
}
