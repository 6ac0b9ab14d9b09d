// Which feature drifted when: one row per feature, one column per window, the darker the further from the reference.

import { defineChart } from './parts/define.ts';
import { csvText, significant } from './parts/format.ts';
import { axis, layout, mixed, orGap } from './parts/layout.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface DriftByFeatureData {
  /** Index of each window. */
  readonly windows: readonly number[];
  readonly features: readonly string[];
  /** Feature × window; NaN where it was not measured. */
  readonly values: readonly (readonly number[])[];
  /** From here on a feature counts as drifted. */
  readonly threshold: number;
}

interface FeatureState {
  readonly feature: string;
  readonly last: number;
  readonly largest: number;
  readonly drifted: number;
}

/** Features, the one that is furthest away now first. */
function ranked(data: DriftByFeatureData): FeatureState[] {
  return data.features
    .map((feature, row) => {
      const values = (data.values[row] ?? []).filter(Number.isFinite);
      return {
        feature,
        last: values.at(-1) ?? NaN,
        largest: values.length > 0 ? values.reduce((a, b) => Math.max(a, b)) : NaN,
        drifted: values.filter((value) => value >= data.threshold).length,
      };
    })
    .sort((a, b) => (Number.isFinite(b.last) ? b.last : -1) - (Number.isFinite(a.last) ? a.last : -1));
}

function title(data: DriftByFeatureData): string {
  const features = ranked(data);
  const measured = features.filter((feature) => Number.isFinite(feature.last));
  if (measured.length === 0) return 'No window has been measured yet';
  const away = measured.filter((feature) => feature.last >= data.threshold);
  const [first, second] = away;
  if (!first) return 'No feature is far from the training data in the latest window';
  if (!second) return `${first.feature} has moved away from the training data`;
  const rest = away.length - 2;
  return rest === 0
    ? `${first.feature} and ${second.feature} have moved away from the training data`
    : `${first.feature}, ${second.feature} and ${rest} more have moved away from the training data`;
}

const subtitle = (data: DriftByFeatureData): string =>
  `Population stability index against the training rows, per window: grey, ` +
  `and red from ${significant(data.threshold)} on, where it counts as drift. n = ${data.features.length} features, ${data.windows.length} windows`;

function describe(data: DriftByFeatureData): string {
  const lines = ranked(data)
    .filter((feature) => Number.isFinite(feature.last))
    .slice(0, 8)
    .map(
      (feature) =>
        `${feature.feature}: now ${significant(feature.last)}, largest ${significant(feature.largest)}, ` +
        `drifted in ${feature.drifted} windows`,
    );
  return `${title(data)}. Heat map. ${lines.join('; ')}${lines.length > 0 ? '.' : ''}`;
}

export default defineChart<DriftByFeatureData>({
  id: 'drift-by-feature',
  label: 'Drift by feature',
  about: 'How far each feature is from the training data, window by window.',
  title,
  subtitle,
  describe,
  figure(data, theme) {
    // The scale turns colour exactly at the threshold and ends at twice it, so that colour means the same every time.
    const top = data.threshold * 2;
    return {
      data: [
        {
          type: 'heatmap',
          name: plotText('drift'),
          x: data.windows.map((window) => window + 1),
          y: data.features.map((_, row) => row),
          z: data.features.map((_, row) =>
            data.windows.map((_window, column) => orGap(data.values[row]?.[column] ?? NaN)),
          ),
          text: data.features.map((feature, row) =>
            data.windows.map((window, column) => {
              const value = data.values[row]?.[column] ?? NaN;
              const word = value >= data.threshold ? ', drifted' : '';
              return plotText(`${feature}, window ${window + 1}: ${significant(value)}${word}`);
            }),
          ),
          hovertemplate: plotMarkup`%{text}<extra></extra>`,
          zmin: 0,
          zmax: top,
          colorscale: [
            [0, mixed(theme.surface, theme.reference, 0.12)],
            [0.499, mixed(theme.surface, theme.reference, 0.6)],
            [0.5, mixed(theme.surface, theme.alarm, 0.6)],
            [1, theme.alarm],
          ],
          xgap: data.windows.length <= 30 ? 1 : 0,
          ygap: 2,
          showlegend: false,
          showscale: false,
        },
      ],
      layout: layout(theme, {
        margin: { l: 8, r: 16, t: 8, b: 8 },
        showlegend: false,
        xaxis: axis(theme, plotText('window'), { showgrid: false, nticks: 8 }),
        yaxis: axis(theme, null, {
          autorange: 'reversed',
          showgrid: false,
          tickvals: data.features.map((_, row) => row),
          ticktext: data.features.map((feature) => plotText(feature)),
        }),
      }),
    };
  },
  csv: (data) =>
    csvText(
      ['feature', ...data.windows.map((window) => `window ${window + 1}`)],
      data.features.map((feature, row) => [
        feature,
        ...data.windows.map((_, column) => data.values[row]?.[column] ?? NaN),
      ]),
    ),
});
