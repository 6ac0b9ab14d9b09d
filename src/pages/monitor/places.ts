// Where the windows of the monitors stand among those of the stream, and what they are called.

import type { MonitoredWindow } from '../../core/monitoring/figure-table.ts';
import type { App } from '../../state/app.svelte.ts';

export interface Places {
  /** Middle of each window on the axis of the stream's windows: the stream's own lie at 0, 1, 2 …. */
  readonly x: readonly number[];
  readonly labels: readonly string[];
}

export function placesOf(
  windows: readonly MonitoredWindow[],
  stream: { readonly trainRows: number; readonly windowRows: number },
  labelOf: (streamWindow: number) => string,
): Places {
  return {
    x: windows.map(({ span }) => ((span.from + span.to) / 2 - stream.trainRows) / stream.windowRows - 0.5),
    labels: windows.map(({ streamWindow }) => labelOf(streamWindow)),
  };
}

export const appPlaces = (app: App): Places =>
  placesOf(app.monitoring.figures.windows, app.datasets.current.scenario, (window) =>
    app.datasets.windowLabel(window),
  );

/** Kept window of the monitors that was complete with a window of the stream, as its place; −1: none. */
export const placeOfStreamWindow = (windows: readonly MonitoredWindow[], streamWindow: number): number =>
  windows.findLastIndex((window) => window.streamWindow <= streamWindow);
