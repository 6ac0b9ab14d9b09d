// How the deployed model fares, from the figures of the monitors: one word for each part, and one sentence for all of it.

import { isFar } from '../../../charts/parts/heat-cells.ts';
import { driftMeasures } from '../../../core/drift/index.ts';
import { metrics } from '../../../core/metrics/index.ts';
import type { Estimate } from '../../../core/estimate.ts';
import type { Trust } from '../../../core/estimating/trust.ts';
import { figureKey, partsOfKey, type FigureKey } from '../../../core/monitoring/figure.ts';
import type { FigureTable } from '../../../core/monitoring/figure-table.ts';
import { quantileOfSorted } from '../../../core/statistics.ts';
import { pooled } from '../../../core/wording.ts';
import { courses, type Course } from '../drift/courses.ts';
import { longest, standsOut } from '../drift/drift-words.ts';
import { driftCourses, measuresOf, qualityCourses } from '../drift/feature-map.ts';
import { trustIn } from '../performance/performance-view.ts';

/** Windows that stand for "now". */
const recent = 5;
/** Standard errors beyond which a fall is no accident. */
const sure = 2.58;

export interface Watched {
  readonly table: FigureTable;
  readonly version: number;
  readonly metric: string;
  readonly features: readonly string[];
  readonly championId: string;
  /** What the champion reached before it was deployed. */
  readonly level: Estimate;
  /** What the alarm is set to; null: no alarm. */
  readonly threshold: number | null;
  /** First window of the stream that the champion answered. */
  readonly from: number;
}

export interface PerformanceNow {
  readonly state: 'unknown' | 'holding' | 'worse';
  readonly value: number;
  readonly n: number;
  readonly windows: number;
  /** Of the windows at the end that have no labels; null: all have, or nothing can be said. */
  readonly expected: {
    readonly value: number;
    readonly n: number;
    readonly windows: number;
    readonly trust: Pick<Trust, 'believable' | 'reason'>;
  } | null;
}

export interface Situation {
  readonly performance: PerformanceNow;
  readonly inputs: readonly Course[];
  readonly moved: readonly Course[];
  /** Beyond their limit in the latest window, where chance may explain it all the same. */
  readonly far: readonly Course[];
  /** Checks and inputs that stand out in the latest window, and not yet for long. */
  readonly latest: { readonly faults: readonly Course[]; readonly inputs: readonly Course[] };
  readonly predictions: {
    readonly moved: Course | null;
    readonly measured: boolean;
    readonly course: Course | null;
  };
  readonly checks: readonly Course[];
  readonly faults: readonly Course[];
  /** Share of rows without an answer where labels have come; NaN: none have. */
  readonly missingLabels: number;
  /** `usual`: the middle of what 19 of 20 batches stayed within so far; NaN while that is too little to go by. */
  readonly latencyMs: {
    readonly p50: number;
    readonly p95: number;
    readonly usual: number;
    readonly batches: number;
  };
}

/** Windows before which nobody knows what is usual. */
const leastWindows = 10;

/** Half of a 95 % interval is about two standard errors. */
const errorOf = ({ low, high }: Estimate): number => (high - low) / 3.92;

function performanceNow(watched: Watched): PerformanceNow {
  const { table, metric, level, threshold, from } = watched;
  const own = table.windows.filter(({ streamWindow }) => streamWindow >= from);
  const figuresOf = (key: FigureKey, windows: typeof own): Estimate[] =>
    windows.flatMap(({ index }) => {
      const figure = table.figure(key, index);
      return figure && Number.isFinite(figure.value) ? [figure] : [];
    });
  const labelled = figuresOf(figureKey('performance', metric), own).slice(-recent);
  const open = own.filter(({ index }) => !table.isLabelled(index));
  const guessed = figuresOf(figureKey('estimated', metric), open).slice(-recent);
  const guess = pooled(guessed);
  const expected =
    guessed.length > 0 ? { ...guess, windows: guessed.length, trust: trustIn(table, metric, level.n) } : null;
  const { value, n } = pooled(labelled);
  if (labelled.length === 0) return { state: 'unknown', value: NaN, n: 0, windows: 0, expected };
  const better = metrics.get(metric).better;
  const fallen = better === 'higher' ? level.value - value : value - level.value;
  const spread = labelled.reduce((sum, one) => sum + (errorOf(one) * one.n) ** 2, 0) / n ** 2;
  const error = Math.sqrt(spread + errorOf(level) ** 2);
  const past = threshold !== null && (better === 'higher' ? value < threshold : value > threshold);
  const worse = past || (error > 0 && fallen / error > sure);
  return { state: worse ? 'worse' : 'holding', value, n, windows: labelled.length, expected };
}

const measureLabel = (id: string): string => (driftMeasures.has(id) ? driftMeasures.get(id).label : id);

/** The measure that sees most kinds of features, and so all of them. */
export function situation(watched: Watched): Situation {
  const { table } = watched;
  const [measure] = measuresOf(watched);
  const inputs = measure ? driftCourses(watched, measure.value, watched.features) : [];
  const checks = qualityCourses(watched);
  const answers = courses(
    table,
    table.keys.filter((key) => partsOfKey(key).family === 'prediction'),
    (key) => measureLabel(partsOfKey(key).name),
  );
  const last = table.windows.at(-1)?.index ?? -1;
  const missing = table.series('volume/missing-labels');
  const latency = (name: string) => table.figure(figureKey('latency', name), last);
  const slowest = table.series('latency/p95').filter((value) => !Number.isNaN(value));
  return {
    performance: performanceNow(watched),
    inputs,
    moved: longest(inputs),
    latest: { faults: checks.filter(standsOut), inputs: inputs.filter(standsOut) },
    far: inputs.filter((row) => isFar(row, row.latest)),
    predictions: {
      moved: longest(answers)[0] ?? null,
      measured: answers.some(({ latest }) => latest >= 0),
      course: longest(answers)[0] ?? answers[0] ?? null,
    },
    checks,
    faults: longest(checks),
    missingLabels: missing.findLast((value) => !Number.isNaN(value)) ?? NaN,
    latencyMs: {
      p50: latency('p50')?.value ?? NaN,
      p95: latency('p95')?.value ?? NaN,
      usual: slowest.length < leastWindows ? NaN : quantileOfSorted(slowest.toSorted(), 0.5),
      batches: latency('p50')?.n ?? 0,
    },
  };
}
