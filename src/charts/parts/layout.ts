// What all charts share: a quiet layout in the theme's colours, gaps for unknown values, interval bands.

import type { Axis, ChartTheme, Layout, PlotText } from './types.ts';

/** `#rrggbb` with an opacity between 0 and 1. */
export function faded(colour: string, opacity: number): string {
  const channel = (from: number): number => Number.parseInt(colour.slice(from, from + 2), 16);
  return `rgba(${channel(1)},${channel(3)},${channel(5)},${opacity})`;
}

/** Two colours mixed: 0 gives the first, 1 the second. Both `#rrggbb`. */
export function mixed(from: string, to: string, amount: number): string {
  const channel = (colour: string, at: number): number => Number.parseInt(colour.slice(at, at + 2), 16);
  const mix = (at: number): string =>
    Math.round(channel(from, at) * (1 - amount) + channel(to, at) * amount)
      .toString(16)
      .padStart(2, '0');
  return `#${mix(1)}${mix(3)}${mix(5)}`;
}

/** Plotly leaves a gap for null. */
export const orGap = (value: number): number | null => (Number.isFinite(value) ? value : null);

export function axis(theme: ChartTheme, title: PlotText | null, more: Axis = {}): Axis {
  return {
    ...(title === null ? {} : { title: { text: title, standoff: 8 } }),
    automargin: true,
    zeroline: false,
    fixedrange: true,
    gridcolor: theme.grid,
    linecolor: theme.axis,
    tickfont: { color: theme.muted, size: 12 },
    ...more,
  };
}

/**
 * An axis whose room is `steadyMargin` and not measured: measuring every label takes half of the time of drawing, and a chart
 * that follows the stream is drawn several times a second.
 */
export const steadyAxis = (theme: ChartTheme, title: PlotText | null, more: Axis = {}): Axis =>
  axis(theme, title, { automargin: false, ticklabeloverflow: 'allow', ...more });

/** CSS pixels: a figure of six digits and the axis' name on the left, half a date on the right. */
export const steadyMargin = { l: 72, r: 28, t: 8, b: 32 };

export function layout(
  theme: ChartTheme,
  rest: Partial<Layout> & { readonly xaxis: Axis; readonly yaxis: Axis },
): Layout {
  return {
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: theme.fontFamily, size: 12, color: theme.text },
    margin: { l: 8, r: 12, t: 24, b: 8 },
    hovermode: 'closest',
    hoverlabel: {
      bgcolor: theme.surface,
      bordercolor: theme.axis,
      align: 'left',
      font: { family: theme.fontFamily, size: 12, color: theme.text },
    },
    showlegend: true,
    legend: { orientation: 'h', x: 0, y: 1.02, xanchor: 'left', yanchor: 'bottom', font: { size: 12 } },
    dragmode: false,
    ...rest,
  };
}

/** A closed band around the stretches in which both ends are known; stretches are parted by a gap. */
export function band(
  x: readonly number[],
  low: readonly number[],
  high: readonly number[],
): { x: (number | null)[]; y: (number | null)[] } {
  const outline: { x: (number | null)[]; y: (number | null)[] } = { x: [], y: [] };
  const close = (from: number, to: number): void => {
    if (to - from < 2) return;
    if (outline.x.length > 0) {
      outline.x.push(null);
      outline.y.push(null);
    }
    for (let index = from; index < to; index += 1) {
      outline.x.push(x[index] ?? null);
      outline.y.push(high[index] ?? null);
    }
    for (let index = to - 1; index >= from; index -= 1) {
      outline.x.push(x[index] ?? null);
      outline.y.push(low[index] ?? null);
    }
  };
  let start = 0;
  for (let index = 0; index <= x.length; index += 1) {
    const known = Number.isFinite(low[index] ?? NaN) && Number.isFinite(high[index] ?? NaN);
    if (known) continue;
    close(start, index);
    start = index + 1;
  }
  return outline;
}
