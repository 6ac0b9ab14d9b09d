// Figures on their way from the worker: a thousand small objects take the page longer to unpack than one array of numbers.

import { bareFigure, type Figure, type FigureKey } from './figure.ts';
import type { FoundFigures, MonitoredWindow } from './figure-table.ts';

const parts = ['value', 'n', 'low', 'high', 'pValue', 'threshold'] as const satisfies (keyof Figure)[];

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
  const values = new Float64Array(total * parts.length);
  let at = 0;
  for (const { figures } of found)
    for (const [key, figure] of figures) {
      let place = places.get(key);
      if (place === undefined) places.set(key, (place = places.size));
      keyPlaces[at] = place;
      for (let i = 0; i < parts.length; i++) values[at * parts.length + i] = figure[parts[i]!];
      at++;
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
  return windows.map(({ window, labelled }, i) => ({
    window,
    labelled,
    figures: Array.from({ length: counts[i]! }, (): readonly [FigureKey, Figure] => {
      const key = keys[places[at]!]!;
      const own = values.subarray(at * parts.length, ++at * parts.length);
      return [
        key,
        bareFigure(own[0]!, own[1]!, { low: own[2], high: own[3], pValue: own[4], threshold: own[5] }),
      ];
    }),
  }));
}
