// The part of Plotly that is used. The package ships no types.

declare module 'plotly.js-cartesian-dist-min' {
  type Figure = import('../charts/parts/types.ts').Figure;

  export interface PlotlyPoint {
    readonly pointIndex: number;
    readonly pointNumber: number | readonly [number, number];
    readonly curveNumber: number;
  }
  export interface PlotlyElement extends HTMLElement {
    on(
      event: 'plotly_click' | 'plotly_hover',
      handler: (event: { readonly points: readonly PlotlyPoint[] }) => void,
    ): void;
    on(event: 'plotly_unhover', handler: () => void): void;
    on(event: 'plotly_relayout', handler: (changed: Readonly<Record<string, unknown>>) => void): void;
    removeAllListeners(event: 'plotly_click'): void;
  }
  export interface PlotlyConfig {
    readonly displayModeBar: false;
    readonly displaylogo: false;
    readonly responsive: boolean;
    readonly showLink: false;
    readonly doubleClick: false | 'autosize';
  }
  interface Plotly {
    react(
      element: HTMLElement,
      data: Figure['data'],
      layout: Figure['layout'] | Record<string, unknown>,
      config: PlotlyConfig,
    ): Promise<PlotlyElement>;
    purge(element: HTMLElement): void;
    toImage(
      element: HTMLElement | { data: Figure['data']; layout: Record<string, unknown> },
      options: { format: 'png' | 'svg'; width: number; height: number; scale?: number },
    ): Promise<string>;
    readonly Plots: { resize(element: HTMLElement): Promise<void> };
  }
  const plotly: Plotly;
  export default plotly;
}
