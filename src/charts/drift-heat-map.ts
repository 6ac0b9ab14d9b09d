// What changed when: one row for each feature or check, one column for each window, the darker the less chance explains it.

import { defineChart } from './parts/define.ts';
import { count, csvText, significant } from './parts/format.ts';
import {
  farWords,
  heatAlpha,
  heatColumns,
  isFar,
  loudest,
  surprise,
  type HeatColumn,
  type HeatRow,
} from './parts/heat-cells.ts';
import { layout, mixed, orGap, steadyAxis, steadyMargin } from './parts/layout.ts';
import type { Annotation, ChartTheme, Shape, Trace } from './parts/types.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface DriftHeatMapData {
  /** The finding, in words. */
  readonly finding: string;
  /** What is measured: "PSI". */
  readonly measure: string;
  /** What it is held against: "the rows that v1 learnt from". */
  readonly reference: string;
  /** Where each window stands on the axis of the stream's windows, rising. */
  readonly x: readonly number[];
  /** What each window is called. */
  readonly labels: readonly string[];
  readonly rows: readonly HeatRow[];
  /** What the rows are. */
  readonly rowsAre: 'features' | 'checks';
  /** Rows that there was no room for, by name. */
  readonly others: readonly string[];
  /** A cell that stands out: row, and place of the window. */
  readonly selected?: { readonly row: number; readonly place: number };
}

const pText = (p: number): string =>
  Number.isNaN(p) ? 'chance not known' : p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;

function cellText(data: DriftHeatMapData, row: HeatRow, column: HeatColumn): string {
  const place = loudest(row, column);
  const windows =
    column.to - column.from > 1
      ? `${data.labels[column.from] ?? ''} to ${data.labels[column.to - 1] ?? ''}, most in ${data.labels[place] ?? ''}`
      : (data.labels[column.from] ?? '');
  if (place < 0) return `${row.label}, ${windows}: not measured`;
  const word = row.found[place] ? 'changed' : isFar(row, place) ? farWords : 'chance may explain it';
  const threshold = row.thresholds[place] ?? NaN;
  const line =
    Number.isNaN(threshold) || isFar(row, place) ? '' : ` (a change from ${significant(threshold)} on)`;
  return `${row.label}, ${windows}: ${word}. ${data.measure} ${significant(row.values[place] ?? NaN)}${line}, ${pText(row.p[place] ?? NaN)}, n = ${count(row.n[place] ?? NaN)}`;
}

/** One line through each stretch that counts as changed: what the colour says, for those who cannot see it. */
function stretches(data: DriftHeatMapData, columns: readonly HeatColumn[], theme: ChartTheme): Trace {
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  data.rows.forEach((row, at) => {
    let from = -1;
    columns.forEach((column, place) => {
      const inside = surprise(row, loudest(row, column)) >= 0.5;
      if (inside && from < 0) from = place;
      const next = columns[place + 1];
      const ends = inside && (!next || !(surprise(row, loudest(row, next)) >= 0.5));
      if (!ends) return;
      const [first, last] = [edgesOf(data, columns[from]!), edgesOf(data, column)];
      x.push(first[0], last[1], null);
      y.push(at, at, null);
      from = -1;
    });
  });
  return {
    type: 'scatter',
    mode: 'lines',
    name: plotText('changed'),
    x,
    y,
    line: { color: theme.text, width: 1.5 },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

/** Left and right end of a column on the axis, with a little air. */
function edgesOf({ x }: DriftHeatMapData, { from, to }: HeatColumn): [number, number] {
  return [(x[from] ?? 0) - 0.35, (x[to - 1] ?? 0) + 0.35];
}

const centre = ({ x }: DriftHeatMapData, { from, to }: HeatColumn): number =>
  ((x[from] ?? 0) + (x[to - 1] ?? 0)) / 2;

function marks(
  data: DriftHeatMapData,
  theme: ChartTheme,
): { readonly shapes: Shape[]; readonly annotations: Annotation[] } {
  const { selected } = data;
  if (!selected) return { shapes: [], annotations: [] };
  const at = data.x[selected.place] ?? 0;
  return {
    shapes: [
      {
        type: 'rect',
        xref: 'x',
        yref: 'y',
        x0: at - 0.5,
        x1: at + 0.5,
        y0: selected.row - 0.5,
        y1: selected.row + 0.5,
        line: { color: theme.text, width: 2 },
      },
    ],
    annotations: [],
  };
}

/** Changed in the latest window in which it was measured. */
const isNow = (row: HeatRow, windows: number): boolean => {
  for (let place = windows - 1; place >= 0; place--)
    if (!Number.isNaN(row.values[place] ?? NaN)) return (row.found[place] ?? 0) > 0;
  return false;
};

export default defineChart<DriftHeatMapData>({
  id: 'drift-heat-map',
  label: 'What changed when',
  about: 'Every feature or check against the reference, window by window, by how little chance explains it.',
  title: ({ finding }) => finding,
  subtitle: (data) =>
    `${data.measure} against ${data.reference}. Grey: chance may explain it; red with a line: a change, ` +
    `large enough to matter and with p < ${heatAlpha} after looking at all rows at once. ` +
    `n = ${count(data.x.length)} windows; ${count(data.rows.length + data.others.length)} ${data.rowsAre}`,
  describe(data) {
    const told = data.rows.slice(0, 8).map((row) => {
      const times = Array.from(data.x, (_, place) => row.found[place] ?? 0).filter(
        (found) => found > 0,
      ).length;
      const now = isNow(row, data.x.length) ? ', also in the latest' : '';
      return `${row.label}: changed in ${times} of ${data.x.length} windows${now}`;
    });
    const rest =
      data.others.length > 0 ? ` ${count(data.others.length)} more ${data.rowsAre} are not drawn.` : '';
    return `${data.finding}. Heat map. ${told.join('; ')}${told.length > 0 ? '.' : ''}${rest}`;
  },
  figure(data, theme) {
    const columns = heatColumns(data.x.length);
    const { shapes, annotations } = marks(data, theme);
    const names = data.rows.map((row) => `${short(row.label)}${isNow(row, data.x.length) ? ' ▲' : ''}`);
    return {
      data: [
        {
          type: 'heatmap',
          name: plotText(data.measure),
          x: columns.map((column) => centre(data, column)),
          y: data.rows.map((_, at) => at),
          z: data.rows.map((row) => columns.map((column) => orGap(surprise(row, loudest(row, column))))),
          text: data.rows.map((row) => columns.map((column) => plotText(cellText(data, row, column)))),
          hovertemplate: plotMarkup`%{text}<extra></extra>`,
          zmin: 0,
          zmax: 1,
          colorscale: [
            [0, mixed(theme.surface, theme.reference, 0.08)],
            [0.499, mixed(theme.surface, theme.reference, 0.5)],
            [0.5, mixed(theme.surface, theme.alarm, 0.55)],
            [1, theme.alarm],
          ],
          xgap: columns.length <= 40 ? 1 : 0,
          ygap: 2,
          showlegend: false,
          showscale: false,
        },
        stretches(data, columns, theme),
      ],
      layout: layout(theme, {
        margin: { ...steadyMargin, l: roomFor(names), b: 48 },
        showlegend: false,
        shapes,
        annotations,
        xaxis: steadyAxis(theme, plotText('window'), { showgrid: false, nticks: 8, ...ticks(data, columns) }),
        yaxis: steadyAxis(theme, null, {
          autorange: 'reversed',
          showgrid: false,
          tickvals: data.rows.map((_, at) => at),
          ticktext: names.map(plotText),
        }),
      }),
    };
  },
  csv: (data) =>
    csvText(
      ['row', 'window', data.measure, 'p', 'threshold', 'n', 'changed'],
      data.rows.flatMap((row) =>
        data.labels.map((label, place) => [
          row.label,
          label,
          row.values[place] ?? NaN,
          row.p[place] ?? NaN,
          row.thresholds[place] ?? NaN,
          row.n[place] ?? NaN,
          (row.found[place] ?? 0) > 0 ? 'yes' : '',
        ]),
      ),
    ),
});

const longestName = 22;
const short = (label: string): string =>
  label.length > longestName ? `${label.slice(0, longestName - 1)}…` : label;

/** CSS pixels that the longest of the names takes at most: letters of other scripts are as wide as they are high. */
function roomFor(names: readonly string[]): number {
  const widthOf = (name: string): number =>
    [...name].reduce((sum, letter) => sum + (letter.charCodeAt(0) < 0x2000 ? 7 : 13), 0);
  return 20 + names.reduce((most, name) => Math.max(most, widthOf(name)), 0);
}

/** A handful of windows are named; those that are called alike once. */
function ticks(data: DriftHeatMapData, columns: readonly HeatColumn[]) {
  const step = Math.max(1, Math.ceil(columns.length / 6));
  const shown = columns
    .filter((_, place) => place % step === 0)
    .filter(({ from }, place, all) => data.labels[from] !== data.labels[all[place - 1]?.from ?? -1]);
  return {
    tickvals: shown.map((column) => centre(data, column)),
    ticktext: shown.map(({ from }) => plotText(data.labels[from] ?? '')),
  };
}
