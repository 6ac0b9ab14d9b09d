// "What if nothing had changed?": a person's own monitors and rules on rows of their own in random order. Whatever speaks there
// is a false alarm, for nothing can have changed between rows that were shuffled.

import { asJudged, thresholdOf } from '../answering.ts';
import { AlertWatch } from '../alerting/alert-watch.ts';
import type { AlertRule } from '../alerting/rule.ts';
import { metrics } from '../metrics/index.ts';
import { partsOfKey } from '../monitoring/figure.ts';
import { FigureTable } from '../monitoring/figure-table.ts';
import { rowSteps } from '../monitoring/spans.ts';
import { WatchSession, type WatchedTable } from '../monitoring/session.ts';
import type { WatchSetting } from '../monitoring/watched.ts';
import { poissonRate } from './poisson-rate.ts';
import { Random } from '../random.ts';
import type { ModelPackage } from '../records.ts';
import { scoreRows } from '../scoring.ts';
import { spanRows, takeRows } from '../table.ts';

export interface QuietRequest {
  readonly model: ModelPackage;
  /** Rows that are known by now. Those without an answer are passed over. */
  readonly rows: Int32Array;
  /** Of the version as it is watched: rows that windows are compared with, and those that it did not learn from. */
  readonly referenceRows: number;
  readonly unseenRows: number;
  readonly setting: Omit<WatchSetting, 'initialRows' | 'timeColumn'>;
  readonly rules: readonly AlertRule[];
  /** So many orders are tried. */
  readonly orders: number;
}

export interface QuietRule {
  readonly ruleId: string;
  /** Episodes that it began. */
  readonly episodes: number;
  /** For 10,000 rows, with the exact 95 % interval of a Poisson count (Garwood, Biometrika 28, 1936). */
  readonly per10000: { readonly value: number; readonly low: number; readonly high: number };
  /** What it spoke of, the most often first. */
  readonly subjects: readonly (readonly [subject: string, episodes: number])[];
}

export interface QuietResult {
  /** Rows that passed in all orders together, in so many windows of so many rows. */
  readonly rows: number;
  readonly windows: number;
  readonly windowRows: number;
  /** What windows were compared with: fewer rows than in life where there were not enough. */
  readonly referenceRows: number;
  readonly rules: readonly QuietRule[];
  readonly all: Pick<QuietRule, 'episodes' | 'per10000'>;
}

/** Fewer windows than this in an order tell nothing. */
const fewestWindows = 4;
/** An order is not made longer than the figures of it are kept. */
const mostWindows = 1000;

/**
 * Shuffles the rows, takes the first for reference and lets the others pass, so many times. The model stays what it is. A plan by
 * time goes by the rows of a usual window, because shuffled rows have no time.
 * @yields orders that are done. @throws RangeError in words when there are too few rows.
 */
export function* quietStream(
  source: WatchedTable,
  request: QuietRequest,
): Generator<{ done: number; total: number }, QuietResult> {
  const { model, rules, orders, setting } = request;
  const known = request.rows.filter((row) => !Number.isNaN(source.truth[row]!));
  const cut = cutOf(known.length, request);
  const counts = new Map(rules.map(({ id }) => [id, new Map<string, number>()]));
  const episodes = new Map(rules.map(({ id }) => [id, 0]));
  let rows = 0;
  let windows = 0;
  for (let order = 0; order < orders; order++) {
    const random = new Random(setting.seed).stream(`quiet ${order}`);
    const places = Int32Array.from(random.permutation(known.length), (place) => known[place]!);
    const shuffled: WatchedTable = {
      ...source,
      table: takeRows(source.table, places),
      truth: Float64Array.from(places, (row) => source.truth[row]!),
    };
    const table = new FigureTable();
    for (const passing of watched(shuffled, request, cut, table)) {
      rows += passing;
      yield { done: order, total: orders };
    }
    windows += table.windows.length;
    const levelOf = (key: string) => levelIn(shuffled, model, cut, key);
    for (const { rule, subjects } of new AlertWatch(table, { rules, levelOf }).replay()) {
      episodes.set(rule.id, (episodes.get(rule.id) ?? 0) + 1);
      const of = counts.get(rule.id);
      for (const subject of subjects) of?.set(subject, (of.get(subject) ?? 0) + 1);
    }
    yield { done: order + 1, total: orders };
  }
  const all = [...episodes.values()].reduce((sum, count) => sum + count, 0);
  return {
    rows,
    windows,
    windowRows: cut.watchedRows,
    referenceRows: cut.reference,
    rules: rules.map(({ id }) => ({
      ruleId: id,
      episodes: episodes.get(id) ?? 0,
      per10000: poissonRate(episodes.get(id) ?? 0, rows / 10_000),
      subjects: [...(counts.get(id) ?? [])].sort(([, a], [, b]) => b - a),
    })),
    all: { episodes: all, per10000: poissonRate(all, rows / 10_000) },
  };
}

interface Cut {
  readonly reference: number;
  readonly unseen: number;
  /** Of the stream. */
  readonly windows: number;
  /** Rows of one window of the monitors. */
  readonly watchedRows: number;
}

/** As in life where there are rows enough; else half of them pass, and the others are shared as they are in life. */
function cutOf(known: number, { referenceRows, unseenRows, setting }: QuietRequest): Cut {
  const asked = referenceRows + unseenRows;
  const before = Math.min(asked, Math.floor(known / 2));
  const unseen = Math.min(before - 1, Math.max(1, Math.round((before * unseenRows) / asked)));
  const { windowRows, plan } = setting;
  const windows = Math.min(mostWindows, Math.floor((known - before) / windowRows));
  const { rows, step } = plan.window.by === 'rows' ? rowSteps(plan.window, windowRows) : usual(windowRows);
  const watched = Math.floor((windows * windowRows - rows) / step) + 1;
  if (!(watched >= fewestWindows && unseen >= 1))
    throw new RangeError(
      `${known} rows with a known answer are too few: half of them make ${Math.max(0, watched)} windows of ${rows} rows, and ${fewestWindows} are the least.`,
    );
  return { reference: before - unseen, unseen, windows, watchedRows: rows };
}

const usual = (rows: number): { rows: number; step: number } => ({ rows, step: rows });

/** Lets all windows of one order pass, each with its labels at once. @yields the rows of each. */
function* watched(
  shuffled: WatchedTable,
  { model, setting }: QuietRequest,
  { reference, unseen, windows }: Cut,
  into: FigureTable,
): Generator<number> {
  const digest = '';
  const initialRows = reference + unseen;
  const plan = { ...setting.plan, reference: { of: 'training' } as const };
  const session = new WatchSession(
    {
      ...setting,
      plan: plan.window.by === 'time' ? { ...plan, window: { by: 'rows', rows: null, step: null } } : plan,
      initialRows,
      timeColumn: null,
    },
    digest,
    () => shuffled,
  );
  session.know({
    id: '',
    model,
    reference: { digest, rows: { from: 0, to: reference } },
    unseen: { digest, rows: { from: reference, to: initialRows } },
    unseenLearnt: false,
  });
  for (let index = 0; index < windows; index++) {
    const from = initialRows + index * setting.windowRows;
    const span = { from, to: from + setting.windowRows };
    const found = session.pass({
      index,
      span,
      modelVersionId: '',
      ...scoreRows(model, shuffled.table, spanRows(span)),
      thresholds: thresholdOf(model),
      latencies: [],
      labelled: true,
    });
    for (const one of found) into.add(one);
    yield setting.windowRows;
  }
}

/** What the model reaches on the rows before the stream, where a figure is a metric. */
function levelIn(
  { table, truth, outputs }: WatchedTable,
  model: ModelPackage,
  { reference, unseen }: Cut,
  key: string,
): number {
  const { family, name, of } = partsOfKey(key);
  if ((family !== 'performance' && family !== 'estimated') || of !== null || !metrics.has(name)) return NaN;
  const span = { from: reference, to: reference + unseen };
  const { scores } = scoreRows(model, table, spanRows(span));
  const metric = metrics.get(name);
  const scored = { truth: truth.slice(span.from, span.to), scores, outputs };
  return metric.compute(asJudged(metric, scored, thresholdOf(model)));
}
