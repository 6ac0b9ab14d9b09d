// Loads Plotly once, when the first chart is shown, and makes files of a figure.

import type { PlotlyElement, PlotlyPoint } from 'plotly.js-cartesian-dist-min';
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
} as const;

/** The end of the line of charts that wait to be drawn. */
let turn: Promise<void> = Promise.resolve();

/**
 * Draws one chart after the other, each in a task of its own, so that a page full of charts answers in between and none is drawn
 * in the frame in which the page itself was built anew.
 */
function inTurn<T>(draw: () => Promise<T>): Promise<T> {
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  const drawn = turn.then(pause).then(draw);
  const over = (): void => undefined;
  turn = drawn.then(over, over);
  return drawn;
}

/** Of the time that drawing takes, this many times as much is left to everything else before the next drawing; at most a second. */
const restShare = 3;
const longestRestMs = 1000;

/** Opacity of lines that step back. */
const faint = '0.15';

export interface PainterCalls {
  onDrawn(): void;
  /** Indices of a clicked point and of its trace; of a heatmap's cell the column, and its row (0 of all else). */
  onPoint(pointIndex: number, curveIndex: number, row: number): void;
  /** Index of the trace that the pointer is on, and of its point; null when it has left. */
  onHover?(curveIndex: number | null, pointIndex: number): void;
  /** Ends of the x axis that the person asked for, as the axis counts (powers of ten on a log axis); null: all of it. */
  onZoom?(range: readonly [number, number] | null): void;
  /** @param reason as the browser or Plotly gave it. */
  onFailed(reason: string): void;
}

/**
 * Keeps one element drawn: at most once per frame, a quarter of the time at most, and the latest figure only, however fast the
 * data comes. What is out of sight is drawn once, and then not again before it comes into sight.
 */
export class Painter {
  readonly #element: HTMLElement;
  readonly #calls: PainterCalls;
  #wanted: { readonly figure: Figure; readonly height: number } | null = null;
  #strong: readonly number[] | null = null;
  #busy = false;
  #listening = false;
  #ended = false;
  #tookMs = 0;
  #inSight = true;
  readonly #sight: IntersectionObserver;

  constructor(element: HTMLElement, calls: PainterCalls) {
    this.#element = element;
    this.#calls = calls;
    this.#sight = new IntersectionObserver((changes) => {
      this.#inSight = changes.at(-1)?.isIntersecting ?? true;
      this.#begin();
    });
    this.#sight.observe(element);
  }

  /** @param height CSS pixels. */
  paint(figure: Figure, height: number): void {
    this.#wanted = { figure, height };
    this.#begin();
  }

  end(): void {
    this.#ended = true;
    this.#sight.disconnect();
    this.#wanted = null;
    if (this.#listening) void loadPlotly().then((plotly) => plotly.purge(this.#element));
  }

  get #isDue(): boolean {
    return this.#wanted !== null && !this.#ended && (this.#inSight || !this.#listening);
  }

  #begin(): void {
    if (this.#isDue && !this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    try {
      const plotly = await loadPlotly();
      while (this.#isDue) {
        const drawn = await inTurn(() => this.#draw(plotly));
        if (!drawn) break;
        if (!this.#listening) this.#listen(drawn);
        this.#listening = true;
        this.#mark();
        this.#calls.onDrawn();
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const restMs = Math.min(longestRestMs, restShare * this.#tookMs);
        await new Promise((resolve) => setTimeout(resolve, restMs));
      }
    } catch (thrown) {
      this.#calls.onFailed(thrown instanceof Error ? thrown.message : String(thrown));
    } finally {
      this.#busy = false;
    }
  }

  /** The latest figure, when its turn has come; null when the chart has gone meanwhile. */
  async #draw(plotly: Plotly): Promise<PlotlyElement | null> {
    if (!this.#wanted || this.#ended) return null;
    const { figure, height } = this.#wanted;
    this.#wanted = null;
    // Plotly writes into the layout that it gets, so it gets a copy of its own.
    const { data, layout } = structuredClone(figure);
    const began = performance.now();
    const drawn = plotly.react(
      this.#element,
      data,
      { ...layout, height, autosize: true },
      { ...plotConfig, doubleClick: this.#calls.onZoom ? 'autosize' : false },
    );
    this.#tookMs = performance.now() - began;
    return drawn;
  }

  /**
   * Lets some lines stand out and the others step back, without drawing anything anew.
   * @param traces indices of the traces; null: all alike.
   */
  emphasise(traces: readonly number[] | null): void {
    this.#strong = traces;
    this.#mark();
  }

  #mark(): void {
    const lines = this.#element.querySelectorAll<SVGElement>('.scatterlayer > .trace');
    lines.forEach((line, index) => {
      line.style.opacity = this.#strong === null || this.#strong.includes(index) ? '' : faint;
    });
  }

  #listen(drawn: PlotlyElement): void {
    const { onHover, onZoom } = this.#calls;
    drawn.on('plotly_click', ({ points: [point] }) => {
      if (point) this.#calls.onPoint(placeOf(point), point.curveNumber, rowOf(point));
    });
    if (onHover) {
      drawn.on('plotly_hover', ({ points: [point] }) => {
        if (point) onHover(point.curveNumber, placeOf(point));
      });
      drawn.on('plotly_unhover', () => onHover(null, 0));
    }
    if (onZoom)
      drawn.on('plotly_relayout', (changed) => {
        const [from, to] = [changed['xaxis.range[0]'], changed['xaxis.range[1]']].map(axisNumber);
        if (from !== undefined && to !== undefined) onZoom([from, to]);
        else if (changed['xaxis.autorange'] === true) onZoom(null);
      });
  }
}

/** A heatmap's point is [row, column]; its column is the place on the x axis. */
const placeOf = (point: PlotlyPoint): number =>
  typeof point.pointNumber === 'number' ? point.pointNumber : point.pointNumber[1];

const rowOf = (point: PlotlyPoint): number =>
  typeof point.pointNumber === 'number' ? 0 : point.pointNumber[0];

/** An axis of dates gives "2026-01-31 10:00:00.5", in UTC. */
function axisNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const at = Date.parse(`${value.replace(' ', 'T')}${value.includes(':') ? 'Z' : ''}`);
  return Number.isNaN(at) ? undefined : at;
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
  const { l, r, b } = layout.margin;
  const whole = {
    ...layout,
    paper_bgcolor: look.surface,
    plot_bgcolor: look.surface,
    margin: { l: Math.max(24, l), r: Math.max(24, r), t: 96, b: Math.max(24, b) },
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
