// What a project asks of a new version when nobody has said anything else.

import type { Scenario, Task } from './define.ts';
import type { EvaluationSettings } from './evaluation.ts';
import type { GateThreshold, TestSetting } from './gate.ts';
import { metrics } from './metrics/index.ts';
import type { SliceSpec } from './slice.ts';
import type { ColumnKind } from './table.ts';

interface NamedColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Of a category column. */
  readonly levels?: readonly string[];
}

const figures: Readonly<Record<Task, readonly string[]>> = {
  binary: [
    'accuracy',
    'balanced-accuracy',
    'precision',
    'recall',
    'specificity',
    'f1',
    'mcc',
    'log-loss',
    'brier',
    'roc-auc',
    'pr-auc',
    'ece',
    'calibration',
    'prevalence',
    'example-count',
  ],
  multiclass: [
    'accuracy',
    'balanced-accuracy',
    'precision-macro',
    'recall-macro',
    'f1-macro',
    'mcc',
    'kappa',
    'log-loss',
    'top-2-accuracy',
    'roc-auc-ovr-macro',
    'ece-confidence',
    'example-count',
  ],
  regression: [
    'mae',
    'rmse',
    'median-absolute-error',
    'absolute-error-90',
    'mape',
    'r2',
    'explained-variance',
    'mean-error',
    'mean-label',
    'mean-prediction',
    'example-count',
  ],
};

/** Slices beside the whole and the periods: few enough to be read, and for what is found not to be chance. */
const mostSlices = 25;
const mostLevels = 8;
const periods = 4;
const bins = 4;
const binnedFeatures = 3;
/** More number columns than this are pixels or counts of words: none of them says anything by itself. */
const mostNumbers = 40;

function slicesFor(features: readonly string[], columns: readonly NamedColumn[]): SliceSpec[] {
  const used = columns.filter(({ name }) => features.includes(name));
  const found: SliceSpec[] = [];
  let left = mostSlices;
  const numbers = used.filter(({ kind }) => kind === 'number' || kind === 'integer');
  const binned = numbers.length > mostNumbers ? [] : numbers.slice(0, binnedFeatures);
  const kept = binned.length * bins;
  for (const { name, kind, levels } of used) {
    const count = kind === 'boolean' ? 2 : (levels?.length ?? 0);
    if (count < 2 || count > mostLevels || count > left - kept) continue;
    left -= count;
    found.push({ by: 'values', features: [name], fixed: {} });
  }
  for (const { name } of binned) found.push({ by: 'bins', feature: name, bins, how: 'quantile' });
  return [{ by: 'overall' }, ...found, { by: 'time', periods }];
}

/**
 * How much worse a slice may become without anyone asking: a quarter more of an error; of all that is the better the higher, such as
 * shares, areas and R², a tenth of the way from 0 to 1. Never a part of what may be 0 or less: there a rise would count as a fall.
 */
function guardOf(metric: string): GateThreshold {
  const { better, unit } = metrics.get(metric);
  const relative = better === 'lower' && unit !== 'share';
  return {
    figure: metric,
    slices: null,
    change: {
      direction: better,
      ...(relative ? { relative: 0.25 } : { absolute: better === 'higher' ? -0.1 : 0.1 }),
    },
    doubt: 'pass',
  };
}

/** An eighth of what is judged at once, so that quarters of few rows are measured too; no interval says anything of fewer than 5. */
export const usualSliceSize = (judged: number): number => Math.min(30, Math.max(5, Math.round(judged / 8)));

function testsFor(task: Task): TestSetting[] {
  const always: TestSetting[] = [
    { id: 'schema', params: {} },
    { id: 'no-missing-answers', params: {} },
    { id: 'size', params: { kilobytes: 10_000 } },
    { id: 'latency', params: { microseconds: 5000 } },
  ];
  return task === 'regression' ? always : [...always, { id: 'calibration', params: { ceiling: 0.15 } }];
}

/**
 * The usual figures of the task; the whole, the values of features with few, quarters of the first number columns and of the time;
 * a gate that wants the scene's metric to be better by more than chance explains, and no slice to be clearly much worse.
 * Intervals are those that hold what they claim from the fewest rows on (small-sample.ts).
 * @param judged about how many rows a version is judged on.
 * @param columns of the table; the levels of its category columns say how many slices each would make.
 */
export function defaultEvaluation(
  { task, metric, features }: Pick<Scenario, 'task' | 'metric' | 'features'>,
  columns: readonly NamedColumn[],
  judged = Infinity,
): EvaluationSettings {
  return {
    figures: [...new Set([metric, ...figures[task]])],
    slices: slicesFor(features, columns),
    minSliceSize: usualSliceSize(judged),
    interval: { method: 'expanded-percentile-bootstrap', resamples: 200, confidence: 0.95, seed: 1 },
    threshold: 0.5,
    cost: null,
    gate: {
      semantics: 'tfma',
      thresholds: [
        {
          figure: metric,
          slices: [{ by: 'overall' }],
          change: { direction: metrics.get(metric).better, absolute: 0 },
        },
        guardOf(metric),
      ],
      evidence: true,
    },
    tests: testsFor(task),
  };
}
