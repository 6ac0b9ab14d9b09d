// A metric over two settings that are numbers: the runs as points, between them an estimate, and nothing where no run is near.

import { defineChart } from './parts/define.ts';
import { csvText, significant } from './parts/format.ts';
import { axis, faded, layout, mixed } from './parts/layout.ts';
import { placed } from './parts/run-points.ts';
import type { RunPoint, RunScale } from './parts/run-points.ts';
import { surfaceOf } from './parts/run-surface.ts';
import { plotMarkup, plotText } from './parts/types.ts';
import type { Trace } from './parts/types.ts';

export interface RunContourData {
  readonly runs: readonly RunPoint[];
  readonly x: RunScale;
  readonly y: RunScale;
  /** The metric. */
  readonly z: RunScale;
  /** Null: no direction is better. */
  readonly better: 'higher' | 'lower' | null;
  readonly highlighted: string | null;
}

const side = 41;
/** Below this number a surface would be made up. */
const fewest = 4;

interface Known {
  readonly run: RunPoint;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

function known(data: RunContourData): Known[] {
  const [x, y, z] = [data.x, data.y, data.z].map((scale) => {
    const { places, levels } = placed(scale);
    return levels ? places.map(() => NaN) : places;
  });
  return data.runs.flatMap((run, i) => {
    const point = { run, x: x![i]!, y: y![i]!, z: z![i]! };
    return [point.x, point.y, point.z].every(Number.isFinite) ? [point] : [];
  });
}

/** From the axis to 0 … 1 and back. */
function scaleOf(
  values: readonly number[],
  log: boolean,
): { to: (value: number) => number; from: (share: number) => number } {
  const bend = (value: number): number => (log ? Math.log10(value) : value);
  const bent = values.map(bend);
  const low = Math.min(...bent);
  const width = Math.max(...bent) - low || 1;
  return {
    to: (value) => (bend(value) - low) / width,
    from: (share) => (log ? 10 ** (low + share * width) : low + share * width),
  };
}

const different = (values: readonly number[]): number => new Set(values).size;

const spreads = (points: readonly Known[]): boolean =>
  points.length >= fewest &&
  different(points.map(({ x }) => x)) > 1 &&
  different(points.map(({ y }) => y)) > 1;

function title(data: RunContourData): string {
  const points = known(data);
  if (points.length === 0) return `No chosen run has ${data.x.label}, ${data.y.label} and ${data.z.label}`;
  const end = (sign: 1 | -1): Known =>
    points.reduce((found, point) => (sign * point.z > sign * found.z ? point : found));
  const at = (point: Known): string =>
    `${data.x.label} ${significant(point.x)} and ${data.y.label} ${significant(point.y)}: ${significant(point.z)} (${point.run.label})`;
  if (data.better === 'lower') return `${data.z.label} is lowest at ${at(end(-1))}`;
  const highest = `${data.z.label} is highest at ${at(end(1))}`;
  return data.better === 'higher' ? highest : `${highest}, and lowest with ${significant(end(-1).z)}`;
}

export default defineChart<RunContourData>({
  id: 'run-contour',
  label: 'Metric over two settings',
  about: 'A metric over two settings that are numbers, with an estimate between the runs.',
  title,
  subtitle(data) {
    const points = known(data);
    const rest = data.runs.length - points.length;
    const left = rest > 0 ? `, ${rest} without one of the three` : '';
    if (!spreads(points))
      return `Points are runs; fewer than ${fewest}, or all with one setting alike, so nothing is estimated between them. n = ${points.length} runs${left}`;
    return `Points are runs, the darker the higher; between them an estimate (inverse distance), grey where no run is near. n = ${points.length} runs${left}`;
  },
  describe(data) {
    const lines = known(data)
      .slice(0, 12)
      .map(({ run, x, y, z }) => `${run.label} at ${significant(x)}, ${significant(y)}: ${significant(z)}`);
    return `${title(data)}. Contour plot of ${data.z.label} over ${data.x.label} and ${data.y.label}. ${lines.join('; ')}`;
  },
  figure(data, theme) {
    const points = known(data);
    const heights = points.map(({ z }) => z);
    const [low, high] = [Math.min(...heights), Math.max(...heights)];
    const share = (z: number): number => (high > low ? (z - low) / (high - low) : 0.5);
    const [pale, deep] = [
      mixed(theme.surface, theme.champion, 0.1),
      mixed(theme.surface, theme.champion, 0.8),
    ];
    const traces: Trace[] = [];
    if (spreads(points)) {
      const x = scaleOf(
        points.map((point) => point.x),
        data.x.log,
      );
      const y = scaleOf(
        points.map((point) => point.y),
        data.y.log,
      );
      const places = Array.from({ length: side }, (_, i) => i / (side - 1));
      traces.push({
        type: 'contour',
        name: plotText('estimate'),
        x: places.map(x.from),
        y: places.map(y.from),
        z: surfaceOf(
          points.map((point) => ({ x: x.to(point.x), y: y.to(point.y), value: point.z })),
          side,
        ),
        colorscale: [
          [0, pale],
          [1, deep],
        ],
        zmin: low,
        zmax: high > low ? high : low + 1,
        connectgaps: false,
        contours: { coloring: 'heatmap', showlabels: false },
        line: { width: 1, color: faded(theme.text, 0.25) },
        showscale: false,
        showlegend: false,
        hovertemplate: plotMarkup`about %{z:.4~g}<extra></extra>`,
      });
    }
    traces.push({
      type: 'scatter',
      mode: 'markers',
      name: plotText('runs'),
      x: points.map((point) => point.x),
      y: points.map((point) => point.y),
      text: points.map(({ run, z }) => plotText(`${run.label}: ${data.z.label} ${significant(z)}`)),
      hovertemplate: plotMarkup`%{text}<extra></extra>`,
      showlegend: false,
      marker: {
        color: points.map(({ z }) => mixed(pale, deep, share(z))),
        size: points.map(({ run }) => (run.id === data.highlighted ? 18 : 11)),
        symbol: points.map(({ run }) => (run.id === data.highlighted ? 'diamond' : 'circle')),
        line: { color: theme.text, width: 1.5 },
      },
    });
    return {
      data: traces,
      layout: layout(theme, {
        // Grey shows through where nothing is known.
        plot_bgcolor: spreads(points) ? faded(theme.reference, 0.2) : 'rgba(0,0,0,0)',
        showlegend: false,
        margin: { l: 8, r: 12, t: 8, b: 8 },
        xaxis: axis(theme, plotText(data.x.label), {
          type: data.x.log ? 'log' : 'linear',
          showgrid: false,
          nticks: 7,
        }),
        yaxis: axis(theme, plotText(data.y.label), {
          type: data.y.log ? 'log' : 'linear',
          showgrid: false,
          nticks: 7,
        }),
      }),
    };
  },
  csv: (data) =>
    csvText(
      ['run', data.x.label, data.y.label, data.z.label],
      known(data).map(({ run, x, y, z }) => [run.label, x, y, z]),
    ),
});

/** Runs in the order of the drawn points, for what is under the pointer. */
export const contourRuns = (data: RunContourData): string[] => known(data).map(({ run }) => run.id);
