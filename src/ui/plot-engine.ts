// Loads Plotly once, when the first chart is shown, and makes files of a figure.

import type { PlotlyPoint } from 'plotly.js-cartesian-dist-min';
import type { Figure } from '../charts/parts/types.ts';

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

const plotConfig = {
  displayModeBar: false,
  displaylogo: false,
  responsive: true,
  showLink: false,
  doubleClick: false,
} as const;

export interface PainterCalls {
  onDrawn(): void;
  /** Indices of a clicked point and of its trace. */
  onPoint(pointIndex: number, curveIndex: number): void;
  /** @param reason as the browser or Plotly gave it. */
  onFailed(reason: string): void;
}

/** Keeps one element drawn: at most once per frame, and the latest figure only, however fast the data comes. */
export class Painter {
  readonly #element: HTMLElement;
  readonly #calls: PainterCalls;
  #wanted: { readonly figure: Figure; readonly height: number } | null = null;
  #busy = false;
  #listening = false;
  #ended = false;

  constructor(element: HTMLElement, calls: PainterCalls) {
    this.#element = element;
    this.#calls = calls;
  }

  /** @param height CSS pixels. */
  paint(figure: Figure, height: number): void {
    this.#wanted = { figure, height };
    if (!this.#busy) void this.#work();
  }

  end(): void {
    this.#ended = true;
    this.#wanted = null;
    if (this.#listening) void loadPlotly().then((plotly) => plotly.purge(this.#element));
  }

  async #work(): Promise<void> {
    this.#busy = true;
    try {
      const plotly = await loadPlotly();
      while (this.#wanted && !this.#ended) {
        const { figure, height } = this.#wanted;
        this.#wanted = null;
        // Plotly writes into the layout that it gets, so it gets a copy of its own.
        const { data, layout } = structuredClone(figure);
        const drawn = await plotly.react(
          this.#element,
          data,
          { ...layout, height, autosize: true },
          plotConfig,
        );
        if (!this.#listening) drawn.on('plotly_click', (event) => this.#clicked(event.points[0]));
        this.#listening = true;
        this.#calls.onDrawn();
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    } catch (thrown) {
      this.#calls.onFailed(thrown instanceof Error ? thrown.message : String(thrown));
    } finally {
      this.#busy = false;
    }
  }

  #clicked(point: PlotlyPoint | undefined): void {
    if (!point) return;
    // A heatmap's point is [row, column]; its column is the place on the x axis.
    const index = typeof point.pointNumber === 'number' ? point.pointNumber : point.pointNumber[1];
    this.#calls.onPoint(index, point.curveNumber);
  }
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

export function downloadText(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  download(address, name);
  // The browser reads the address after this turn; it must outlive that.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
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
