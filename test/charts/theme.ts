// What the chart tests share: a theme, and a check that nothing hostile reaches Plotly.

import type { ChartTheme, Figure } from '../../src/charts/parts/types.ts';

export const theme: ChartTheme = {
  fontFamily: 'sans-serif',
  text: '#111111',
  muted: '#555555',
  grid: '#dddddd',
  axis: '#888888',
  surface: '#ffffff',
  champion: '#0072b2',
  challenger: '#c77700',
  reference: '#6f7785',
  alarm: '#d1410c',
  good: '#008a66',
  versions: ['#0072b2', '#2b97cf', '#3d5a9e'],
  runs: ['#3b5bd9', '#b3588a', '#4f7a1a', '#0a7f8f', '#9a5b00', '#8047c9', '#c2185b', '#5c4a3d'],
};

export const hostile = '<a href="https://example.invalid">%{x}</a>\u202e';

/** Every string anywhere in the figure. */
function textsOf(figure: Figure): string[] {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') found.push(value);
    else if (Array.isArray(value)) value.forEach(walk);
    else if (value && typeof value === 'object') Object.values(value).forEach(walk);
  };
  walk(figure);
  return found;
}

/** Texts in which a piece of `hostile` is alive. */
export const alive = (figure: Figure): string[] =>
  textsOf(figure).filter((text) => text.includes('<a') || text.includes('%{x}</') || text.includes('\u202e'));
