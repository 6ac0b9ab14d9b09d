import type { ChartTheme } from './types.ts';

/** The line from corner to corner of a square picture: chance, or perfect agreement. */
export const diagonal = (theme: ChartTheme) =>
  ({
    type: 'line',
    xref: 'x',
    yref: 'y',
    x0: 0,
    x1: 1,
    y0: 0,
    y1: 1,
    line: { color: theme.reference, width: 1, dash: 'dot' },
    layer: 'below',
  }) as const;
