// Loads Plotly once, when the first chart is shown, and makes files of a figure.

import type { Figure } from '../charts/types.ts';

type Plotly = (typeof import('plotly.js-cartesian-dist-min'))['default'];

let loading: Promise<Plotly> | null = null;

/** The next call tries again after a failure. */
export function loadPlotly(): Promise<Plotly> {
  loading ??= import('plotly.js-cartesian-dist-min').then(
    (module) => module.default,
    (thrown: unknown) => {
      loading = null;
      throw thrown;
    },
  );
  return loading;
}

export const plotConfig = {
  displayModeBar: false,
  displaylogo: false,
  responsive: true,
  showLink: false,
  doubleClick: false,
} as const;

/** Gives Plotly objects of its own: it writes into the layout that it gets. */
export function copyOf(figure: Figure, height: number): { data: Figure['data']; layout: Figure['layout'] } {
  const { data, layout } = structuredClone(figure);
  return { data, layout: { ...layout, height, autosize: true } as Figure['layout'] };
}

export type FileKind = 'png' | 'svg' | 'csv';

/**
 * The picture as a data address, on an opaque ground and with its title, so that it can stand alone in a document.
 * @param title already safe for Plotly.
 */
export async function pictureOf(
  figure: Figure,
  kind: 'png' | 'svg',
  look: { readonly title: string; readonly surface: string; readonly text: string },
): Promise<string> {
  const plotly = await loadPlotly();
  const { data, layout } = structuredClone(figure);
  const whole = {
    ...layout,
    paper_bgcolor: look.surface,
    plot_bgcolor: look.surface,
    margin: { ...layout.margin, l: 24, r: 24, t: 96, b: 24 },
    title: { text: look.title, x: 0.02, xanchor: 'left', font: { size: 16, color: look.text } },
  };
  return plotly.toImage({ data, layout: whole }, { format: kind, width: 1100, height: 560, scale: 2 });
}

/** Hands a file to the person. */
export function download(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}

/** A file name without anything that a file system might mind. */
export const fileName = (name: string, kind: FileKind): string =>
  `${
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'chart'
  }.${kind}`;
