// How one feature is spread in a window and in the rows that the version learnt from.

import type { FeatureDistributionData } from '../../charts/feature-distribution.ts';
import { columnOf, isCategory, type Column, type Span } from '../../core/table.ts';
import type { App } from '../../state/app.svelte.ts';
import { windowAt } from './window.ts';

const mostLevels = 30;
const numberBins = 12;

function numberEdges(column: Column, spans: readonly Span[]): number[] {
  let low = Infinity;
  let high = -Infinity;
  if (!isCategory(column))
    for (const { from, to } of spans)
      for (let row = from; row < to; row++) {
        const value = column.values[row] ?? NaN;
        if (value < low) low = value;
        if (value > high) high = value;
      }
  if (!(high > low)) return [low, low + 1];
  return Array.from({ length: numberBins + 1 }, (_, i) => low + ((high - low) * i) / numberBins);
}

/** Counts of one feature in the champion's training rows and in one window. */
export function distributionData(app: App, feature: string, windowIndex: number): FeatureDistributionData {
  const { table } = app.datasets.current;
  const column = columnOf(table, feature);
  const window = windowAt(app.store.windows, windowIndex);
  const version = window ? app.store.findVersion(window.modelVersionId) : null;
  const reference = version?.trainedOn.span ?? { from: 0, to: 0 };
  const current = window?.span ?? { from: 0, to: 0 };
  const name = feature.replaceAll('_', ' ');
  if (isCategory(column)) {
    // Levels beyond what can be drawn share the last bar, so that no row is left out.
    const named = column.levels.length > mostLevels ? column.levels.slice(0, mostLevels - 1) : column.levels;
    const levels =
      named === column.levels ? named : [...named, `${column.levels.length - named.length} others`];
    const countOf = (span: Span) => {
      const counts = levels.map(() => 0);
      for (let row = span.from; row < span.to; row++) {
        const code = column.codes[row] ?? -1;
        const bar = Math.min(code, levels.length - 1);
        if (bar >= 0) counts[bar] = (counts[bar] ?? 0) + 1;
      }
      return counts;
    };
    return {
      feature: name,
      kind: 'category',
      labels: levels,
      reference: countOf(reference),
      current: countOf(current),
    };
  }
  const edges = numberEdges(column, [reference, current]);
  const bins = edges.slice(0, -1);
  const width = (edges[1] ?? 1) - (edges[0] ?? 0);
  const countOf = (span: Span) => {
    const counts = bins.map(() => 0);
    for (let row = span.from; row < span.to; row++) {
      const value = column.values[row] ?? NaN;
      if (Number.isNaN(value)) continue;
      const bin = Math.min(bins.length - 1, Math.floor((value - (edges[0] ?? 0)) / width));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return counts;
  };
  const say = (value: number) => String(Number(value.toPrecision(3)));
  return {
    feature: name,
    kind: 'number',
    labels: bins.map((edge, i) => `${say(edge)} to ${say(edges[i + 1] ?? edge)}`),
    reference: countOf(reference),
    current: countOf(current),
  };
}
