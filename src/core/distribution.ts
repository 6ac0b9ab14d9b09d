// One column in a window beside the reference: shares in the same bins, and what each tool makes of them.

import { finite, isCategorySample, type Sample } from './drift-sample.ts';
import { driftMeasures } from './drift/index.ts';
import { hellingerBins } from './drift/hellinger.ts';
import { jensenShannonBins } from './drift/jensen-shannon.ts';
import { psiBins } from './drift/psi.ts';
import { countOpen, levelBins, type Bins } from './drifting/bins.ts';
import { equalEdges } from './drifting/edges.ts';
import { defaults, type ParamValues } from './params.ts';
import { quantileOfSorted } from './statistics.ts';
import { cellText, type ColumnKind } from './table.ts';

export interface Distribution {
  /** Rows in each bin. */
  readonly labels: readonly string[];
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

const numberBins = 14;
/** Levels beyond what can be drawn share the last bar, so that no row is left out. */
const levelsAtMost = 30;

/** A value of a column of this kind as a person would write it. */
export const valueText = (value: number, kind: ColumnKind): string =>
  kind === 'time' && Number.isFinite(value)
    ? cellText({ name: '', kind, values: Float64Array.of(value) }, 0)
    : String(Number(value.toPrecision(3)));

/** What bin `at` holds, in words. */
function binLabel({ edges, values, outside, missing }: Bins, at: number, kind: ColumnKind): string {
  const bins = edges ? edges.length - 1 : (values?.length ?? 1);
  if (at >= bins) return outside && at === bins ? 'outside of the reference' : missing ? 'missing' : '';
  if (values) {
    const value = values[at]!;
    return typeof value === 'string' ? value : valueText(value, kind);
  }
  if (!edges) return '';
  const [from, to] = [edges[at]!, edges[at + 1]!];
  if (at === 0 && bins > 1) return `below ${valueText(to, kind)}`;
  if (at === bins - 1 && bins > 1) return `${valueText(from, kind)} or more`;
  return `${valueText(from, kind)} to ${valueText(to, kind)}`;
}

function levelShares(bins: Bins): Distribution {
  const names = Array.from(bins.values ?? [], String);
  const order = names
    .map((_, at) => at)
    .filter((at) => bins.before[at]! + bins.now[at]! > 0)
    .sort((a, b) => bins.before[b]! / bins.n - bins.before[a]! / bins.n);
  const shown = order.length > levelsAtMost ? order.slice(0, levelsAtMost - 1) : order;
  const rest = order.slice(shown.length);
  const rows = (counts: Float64Array): number[] => {
    const found = shown.map((at) => counts[at]!);
    if (rest.length > 0) found.push(rest.reduce((sum, at) => sum + counts[at]!, 0));
    return found;
  };
  const labels = shown.map((at) => names[at]!);
  if (rest.length > 0) labels.push(`${rest.length} others`);
  return { labels, reference: rows(bins.before), current: rows(bins.now) };
}

/**
 * Rows in the same bins: levels, most frequent first; numbers between edges that are equally far apart over the middle 98 % of
 * both samples, so that one wild value does not press all others into one bar; what lies beyond is in the outermost bars.
 */
export function distributionOf(reference: Sample, current: Sample): Distribution {
  if (isCategorySample(reference)) return levelShares(levelBins(false)(reference)(current));
  if (isCategorySample(current)) return { labels: [], reference: [], current: [] };
  const [x, y] = [reference.sorted, current.sorted];
  const ends = [x, y].map(finite).filter(({ length }) => length > 0);
  const low = Math.min(...ends.map((values) => quantileOfSorted(values, 0.01)));
  const high = Math.max(...ends.map((values) => quantileOfSorted(values, 0.99)));
  const sound = Number.isFinite(low) && Number.isFinite(high);
  const edges = sound ? equalEdges(low, high, low === high ? 1 : numberBins) : equalEdges(0, 1, 1);
  const count = (values: Float64Array): number[] => [
    ...countOpen(values, edges, new Float64Array(edges.length - 1)),
  ];
  const bins: Bins = {
    before: Float64Array.from(count(x)),
    now: Float64Array.from(count(y)),
    n: x.length,
    m: y.length,
    edges,
    values: null,
    outside: false,
    missing: false,
  };
  return {
    labels: Array.from(bins.before, (_, at) => binLabel(bins, at, reference.kind)),
    reference: [...bins.before],
    current: [...bins.now],
  };
}

/** Two digits: "40 %". */
export const percentText = (count: number, rows: number): string =>
  `${Number(((100 * count) / Math.max(1, rows)).toPrecision(2))} %`;

/** The bin that drives the figure: the one with the largest (p − q) ln(p / q), shares of 1e-4 at least. */
export function guiltyBin(bins: Bins, kind: ColumnKind): string {
  let [most, found] = [0, -1];
  for (let i = 0; i < bins.before.length; i++) {
    if (bins.before[i]! + bins.now[i]! === 0) continue;
    const [q, p] = [Math.max(bins.before[i]! / bins.n, 1e-4), Math.max(bins.now[i]! / bins.m, 1e-4)];
    const part = (p - q) * Math.log(p / q);
    if (part > most) [most, found] = [part, i];
  }
  if (found < 0) return '';
  const now = percentText(bins.now[found]!, bins.m);
  return `${binLabel(bins, found, kind)}: ${percentText(bins.before[found]!, bins.n)} then, ${now} now`;
}

export interface ToolFigure {
  readonly measure: string;
  readonly definition: string;
  /** Label of the definition, or of the measure where it has only one. */
  readonly label: string;
  readonly statistic: number;
  readonly pValue: number;
  readonly threshold: number;
  readonly drifted: boolean;
  /** The bin that counts most, with both shares; empty where the definition has no bins. */
  readonly guilty: string;
}

const binnings: Readonly<
  Record<string, (reference: Sample, params: ParamValues) => (current: Sample) => Bins>
> = { psi: psiBins, 'jensen-shannon': jensenShannonBins, hellinger: hellingerBins };

/** Every definition of one measure on the same two samples; none where it is not for such a column. */
export function toolFigures(measure: string, reference: Sample, current: Sample): ToolFigure[] {
  const kind = driftMeasures.get(measure);
  if (!kind.kinds.includes(reference.kind) || isCategorySample(reference) !== isCategorySample(current))
    return [];
  const param = kind.params['definition'];
  const options = param?.type === 'choice' ? param.options : [{ value: '', label: kind.source }];
  return options.map(({ value, label }) => {
    const params = { ...defaults(kind.params), ...(value === '' ? {} : { definition: value }) };
    const { statistic, pValue, threshold, drifted } = kind.fit(reference, params)(current);
    const bins = binnings[measure]?.(reference, params)(current);
    const guilty = bins && bins.n > 0 && bins.m > 0 ? guiltyBin(bins, reference.kind) : '';
    return { measure, definition: value, label, statistic, pValue, threshold, drifted, guilty };
  });
}
