// What a chart is made of: the part of Plotly's figure format that is used here, the colours it draws with, and
// the only kind of text that may reach it.

/** Text that is safe in a Plotly label. Made by `plotText` and `plotMarkup` only. */
export type PlotText = string & { readonly plotText: unique symbol };

const longest = 200;
/** Control characters and the marks that hide or reorder what is written after them. */
const unseen = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Makes any text harmless as a Plotly label. Plotly reads a subset of HTML in labels (a link stays live, a style can
 * load an address), `%{…}` as a template and a leading `$` as TeX. Longer texts are cut to 200 characters.
 */
export function plotText(text: string): PlotText {
  const plain = [...text.replace(unseen, ' ')];
  const cut = plain.length > longest ? `${plain.slice(0, longest - 1).join('')}…` : plain.join('');
  const safe = cut
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('%{', '%\u200b{')
    .replace(/^\$/, '\u200b$');
  return safe as PlotText;
}

/** A template of our own markup (`<br>`, `%{x}`, `<extra></extra>`) around texts that are already safe. */
export function plotMarkup(parts: TemplateStringsArray, ...values: readonly (PlotText | number)[]): PlotText {
  const whole = parts.reduce((text, part, index) => `${text}${values[index - 1] ?? ''}${part}`);
  return whole as PlotText;
}

/** Colours as `#rrggbb`, read from the tokens by the page. */
export interface ChartTheme {
  readonly fontFamily: string;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly axis: string;
  readonly surface: string;
  readonly champion: string;
  readonly challenger: string;
  readonly reference: string;
  readonly alarm: string;
  readonly good: string;
  /** One after another for the versions of one model, in turn. */
  readonly versions: readonly string[];
  /** Of runs, by the number of the colour. */
  readonly runs: readonly string[];
}

export interface PlotLine {
  readonly color?: string;
  readonly width?: number;
  readonly dash?: 'solid' | 'dash' | 'dot';
  readonly shape?: 'linear' | 'hv';
}

interface TraceCommon {
  readonly name: PlotText;
  readonly showlegend?: boolean;
  /** Traces of one group are shown and hidden together. */
  readonly legendgroup?: PlotText;
  readonly hoverinfo?: 'skip';
  readonly hovertemplate?: PlotText;
  readonly xaxis?: 'x' | 'x2';
  readonly yaxis?: 'y' | 'y2';
}

interface ErrorBars {
  readonly type: 'data';
  readonly symmetric: false;
  readonly array: readonly number[];
  readonly arrayminus: readonly number[];
  readonly color: string;
  readonly thickness: number;
  readonly width: number;
}

export interface ScatterTrace extends TraceCommon {
  readonly type: 'scatter';
  readonly mode: 'lines' | 'markers' | 'lines+markers';
  readonly x: readonly (number | null)[];
  readonly y: readonly (number | null)[];
  readonly text?: readonly PlotText[];
  readonly line?: PlotLine;
  readonly fill?: 'toself';
  readonly fillcolor?: string;
  readonly fillpattern?: {
    readonly shape: '/';
    readonly fgcolor: string;
    readonly bgcolor: string;
    readonly size: number;
    readonly solidity: number;
  };
  readonly connectgaps?: boolean;
  readonly marker?: {
    readonly symbol?: string | readonly string[];
    readonly size?: number | readonly number[];
    readonly color?: string | readonly string[];
    readonly opacity?: number;
    readonly line?: PlotLine;
  };
  readonly error_x?: ErrorBars;
  readonly error_y?: ErrorBars;
}

export interface BarTrace extends TraceCommon {
  readonly type: 'bar';
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly text?: readonly PlotText[];
  readonly textposition?: 'none';
  readonly marker: { readonly color: string; readonly line?: PlotLine };
}

export interface HeatmapTrace extends TraceCommon {
  readonly type: 'heatmap';
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly z: readonly (readonly (number | null)[])[];
  readonly text?: readonly (readonly PlotText[])[];
  readonly colorscale: readonly (readonly [number, string])[];
  readonly zmin: number;
  readonly zmax: number;
  readonly xgap?: number;
  readonly ygap?: number;
  readonly showscale: false;
}

/** A surface with lines of equal height; null is unknown and stays open. */
export interface ContourTrace extends TraceCommon {
  readonly type: 'contour';
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly z: readonly (readonly (number | null)[])[];
  readonly colorscale: readonly (readonly [number, string])[];
  readonly zmin: number;
  readonly zmax: number;
  readonly connectgaps: false;
  readonly contours: { readonly coloring: 'heatmap'; readonly showlabels: boolean };
  readonly line: PlotLine;
  readonly showscale: false;
}

/** Quartiles and the values at most 1.5 times the box beyond them. */
export interface BoxTrace extends TraceCommon {
  readonly type: 'box';
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly boxpoints: false;
  readonly fillcolor: string;
  readonly width: number;
  readonly line: PlotLine;
}

export type Trace = ScatterTrace | BarTrace | HeatmapTrace | ContourTrace | BoxTrace;

export interface Axis {
  /** A range of a log axis is in powers of ten. */
  readonly type?: 'linear' | 'log' | 'date';
  readonly title?: { readonly text: PlotText; readonly standoff?: number };
  readonly range?: readonly [number, number];
  readonly tickvals?: readonly number[];
  readonly ticktext?: readonly PlotText[];
  readonly automargin?: boolean;
  readonly ticklabeloverflow?: 'allow';
  readonly autorange?: boolean | 'reversed';
  readonly zeroline?: boolean;
  readonly showgrid?: boolean;
  readonly showticklabels?: boolean;
  readonly gridcolor?: string;
  readonly linecolor?: string;
  readonly zerolinecolor?: string;
  readonly tickfont?: { readonly color: string; readonly size?: number };
  readonly nticks?: number;
  readonly fixedrange?: boolean;
  readonly domain?: readonly [number, number];
  readonly anchor?: string;
  readonly matches?: 'x';
  readonly overlaying?: 'y';
  readonly side?: 'right';
  readonly rangemode?: 'tozero';
}

export interface Shape {
  readonly type: 'line' | 'rect';
  readonly xref: 'x' | 'paper';
  readonly yref: 'y' | 'y2' | 'paper';
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  readonly line?: PlotLine;
  readonly fillcolor?: string;
  readonly layer?: 'below' | 'above';
}

export interface Annotation {
  readonly text: PlotText;
  readonly xref: 'x' | 'paper';
  readonly yref: 'y' | 'y2' | 'paper';
  readonly x: number;
  readonly y: number;
  readonly xanchor?: 'left' | 'center' | 'right';
  readonly yanchor?: 'top' | 'middle' | 'bottom';
  readonly showarrow: false;
  readonly bgcolor?: string;
  readonly font?: { readonly color: string; readonly size?: number };
}

export interface Layout {
  readonly paper_bgcolor: string;
  readonly plot_bgcolor: string;
  readonly font: { readonly family: string; readonly size: number; readonly color: string };
  readonly margin: { readonly l: number; readonly r: number; readonly t: number; readonly b: number };
  readonly hovermode: 'x' | 'x unified' | 'closest' | false;
  readonly hoverlabel: Readonly<Record<string, unknown>>;
  readonly showlegend: boolean;
  readonly legend: Readonly<Record<string, unknown>>;
  readonly xaxis: Axis;
  readonly yaxis: Axis;
  readonly xaxis2?: Axis;
  readonly yaxis2?: Axis;
  readonly shapes?: readonly Shape[];
  readonly annotations?: readonly Annotation[];
  readonly bargap?: number;
  readonly bargroupgap?: number;
  readonly barmode?: 'group' | 'overlay';
  /** `zoom`: the person drags a range; the chart hears of it by `onZoom` of ui/Plot. */
  readonly dragmode: 'zoom' | false;
}

export interface Figure {
  readonly data: readonly Trace[];
  readonly layout: Layout;
}
