// One chart, one file: pure functions from data to a Plotly figure and to words.

import type { Named } from '../../core/registry.ts';
import type { ChartTheme, Figure } from './types.ts';

export interface Chart<Data> extends Named {
  readonly about: string;
  /** The finding, in words. */
  title(data: Data): string;
  /** The definition and n. */
  subtitle(data: Data): string;
  /** Text alternative: what a person who cannot see the chart needs to know. */
  describe(data: Data): string;
  figure(data: Data, theme: ChartTheme): Figure;
  /** The drawn numbers as RFC 4180 CSV with a header line. */
  csv(data: Data): string;
}
export const defineChart = <Data>(chart: Chart<Data>): Chart<Data> => chart;

/** A chart with its data, as `ui/Plot.svelte` takes it. */
export interface Drawing {
  readonly figure: Figure | ((theme: ChartTheme) => Figure);
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly csv?: () => string;
}

/** Binds a chart to its data; the figure is made when the theme is known and again when it changes. */
export function draw<Data>(chart: Chart<Data>, data: Data): Drawing {
  return {
    figure: (theme) => chart.figure(data, theme),
    title: chart.title(data),
    subtitle: chart.subtitle(data),
    description: chart.describe(data),
    csv: () => chart.csv(data),
  };
}
