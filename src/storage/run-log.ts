// The log of a run as it lies in the store: epochs, series and histograms as typed arrays.

import { readRecord } from '../core/record-formats.ts';
import type { MetricSeries, RunLog } from '../core/run-records.ts';
import type { HistogramPoint } from '../core/training-report.ts';
import { damaged, packColumns, unpackColumns } from './columns.ts';
import { packHistory, unpackHistory } from './history.ts';
import type { StoredLog } from './schema.ts';

export function packLog({ history, series, histograms, ...rest }: RunLog): StoredLog {
  const tags = [...new Set(histograms.map(({ tag }) => tag))];
  return {
    ...rest,
    epochs: history.length,
    history: packHistory(history),
    series: series.map(({ name, steps, times, values }) => ({
      name,
      n: values.length,
      points: packColumns([steps, times, values]),
    })),
    tags,
    histograms: packHistograms(histograms, tags),
  };
}

/** @throws AppError 'corrupt' or 'newer-data'. */
export function unpackLog(stored: unknown): RunLog {
  const { epochs, history, series, tags, histograms, ...rest } = fieldsOf(stored);
  if (!isCount(epochs)) throw damaged('run log', 'it does not say how many epochs it has');
  return readRecord('run log', {
    ...rest,
    history: unpackHistory(history, epochs),
    series: listOf(series).map(unpackSeries),
    histograms: unpackHistograms(histograms, listOf(tags)),
  });
}

function unpackSeries(stored: unknown): MetricSeries {
  const { name, n, points } = fieldsOf(stored);
  if (typeof name !== 'string' || !isCount(n)) throw damaged('run log', 'a series has no name or length');
  const columns = unpackColumns(points, n, ['steps', 'times', 'values'], `series ${name}`);
  const [steps, times, values] = columns;
  if (!steps || !times || !values) throw damaged('run log', 'columns are missing');
  return { name, steps, times, values };
}

/** Numbers of a histogram before its counts. */
const fieldsBefore = 7;

/** Of each: place of its tag, step, epoch, low, high, not finite, how many counts, counts. */
function packHistograms(points: readonly HistogramPoint[], tags: readonly string[]): Float64Array {
  const places = new Map(tags.map((tag, i) => [tag, i]));
  const packed = new Float64Array(
    points.reduce((length, { histogram }) => length + fieldsBefore + histogram.counts.length, 0),
  );
  let at = 0;
  for (const { tag, step, epoch, histogram } of points) {
    const { low, high, notFinite, counts } = histogram;
    packed.set([places.get(tag) ?? NaN, step, epoch, low, high, notFinite, counts.length], at);
    packed.set(counts, at + fieldsBefore);
    at += fieldsBefore + counts.length;
  }
  return packed;
}

function unpackHistograms(stored: unknown, tags: readonly unknown[]): HistogramPoint[] {
  if (!(stored instanceof Float64Array)) throw damaged('run log', 'its histograms cannot be read');
  const points: HistogramPoint[] = [];
  for (let at = 0; at < stored.length;) {
    const [place = NaN, step = NaN, epoch = NaN, low = NaN, high = NaN, notFinite = NaN, length = NaN] =
      stored.subarray(at, at + fieldsBefore);
    const tag = tags[place];
    if (typeof tag !== 'string' || !isCount(length) || at + fieldsBefore + length > stored.length)
      throw damaged('run log', 'its histograms cannot be read');
    const counts = Array.from(stored.subarray(at + fieldsBefore, at + fieldsBefore + length));
    points.push({ tag, step, epoch, histogram: { low, high, counts, notFinite } });
    at += fieldsBefore + length;
  }
  return points;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
