// What `npm run bench -- --evaluation` measures, in a page of its own: the real engine in its real worker. The page hangs its
// functions on `globalThis` for the script that opened it.

import type { EvaluationSpec, IntervalSpec } from '../../../src/core/evaluation.ts';
import { initialWeights } from '../../../src/core/initial-weights.ts';
import { Random } from '../../../src/core/random.ts';
import { usualPlan } from '../../../src/core/recipe-plan.ts';
import { fitRecipe } from '../../../src/core/recipe.ts';
import type { ModelPackage } from '../../../src/core/records.ts';
import type { SliceSpec } from '../../../src/core/slice.ts';
import type { Column, Table } from '../../../src/core/table.ts';
import { Engine, type EngineWorker } from '../../../src/engine/engine.ts';
import type { AssessRequest } from '../../../src/engine/evaluation-protocol.ts';
import { installTrustedTypes } from '../../../src/ui/trusted-types.ts';

export interface BenchCase {
  readonly rows: number;
  readonly task: 'binary' | 'regression';
  /** 30 slices: the whole and the values of five features, or 30 halves that overlap. */
  readonly layout: 'values' | 'halves';
  readonly method: IntervalSpec['method'];
  readonly resamples: number;
  readonly baseline: boolean;
  /** After so many milliseconds it is cancelled. */
  readonly cancelAfterMs?: number;
}

export interface BenchResult {
  readonly slices: number;
  /** In the worker, and from asking to the answer. */
  readonly workerMs: number;
  readonly wallMs: number;
  /** From cancelling to its end in the worker; null where nothing was cancelled. */
  readonly cancelMs: number | null;
  readonly reports: number;
}

const figures = {
  binary: [
    ...['accuracy', 'balanced-accuracy', 'precision', 'recall', 'specificity', 'f1', 'mcc', 'kappa'],
    ...['log-loss', 'brier', 'ece', 'roc-auc', 'roc-auc-interpolated', 'pr-auc', 'average-precision'],
  ],
  regression: [
    ...['mae', 'mse', 'rmse', 'r2', 'explained-variance', 'mape', 'msle', 'huber', 'pinball-10'],
    ...['pinball-50', 'pinball-90', 'median-absolute-error', 'absolute-error-90', 'max-error'],
    ...['d2-absolute-error'],
  ],
};

const inputs = ['a', 'b', 'c', 'd'];
const levelsOf = [4, 5, 6, 7, 7];
const halves = 30;

function tableOf(rows: number): Table {
  const random = new Random(1);
  const numbers = inputs.map((): Float64Array => Float64Array.from({ length: rows }, () => random.normal()));
  const columns: Column[] = inputs.map((name, i) => ({ name, kind: 'number', values: numbers[i]! }));
  const category = (name: string, levels: number): Column => ({
    name,
    kind: 'category',
    codes: Int32Array.from({ length: rows }, () => random.integer(levels)),
    levels: Array.from({ length: levels }, (_, level) => `level ${level}`),
  });
  columns.push(...levelsOf.map((levels, i) => category(`feature ${i}`, levels)));
  columns.push(...Array.from({ length: halves }, (_, i) => category(`half ${i}`, 2)));
  const value = Float64Array.from(
    { length: rows },
    (_, row) => 20 + 2 * numbers[0]![row]! - numbers[1]![row]! + random.normal(),
  );
  columns.push({ name: 'value', kind: 'number', values: value });
  columns.push({ name: 'yes', kind: 'boolean', values: value.map((one) => Number(one > 20)) });
  return { rows, columns };
}

const slicesOf = {
  values: [
    { by: 'overall' },
    ...levelsOf.map((_, i): SliceSpec => ({ by: 'values', features: [`feature ${i}`], fixed: {} })),
  ],
  halves: Array.from({ length: halves }, (_, i): SliceSpec => ({
    by: 'values',
    features: [],
    fixed: { [`half ${i}`]: 'level 0' },
  })),
} satisfies Record<BenchCase['layout'], SliceSpec[]>;

function modelOf(table: Table, task: BenchCase['task'], seed: number): ModelPackage {
  const rows = Int32Array.from({ length: 2000 }, (_, row) => row);
  const target = table.columns.at(task === 'binary' ? -1 : -2)!;
  if (target.kind === 'category') throw new TypeError('The answer is a number.');
  const recipe = fitRecipe(
    table,
    usualPlan(table, inputs),
    rows,
    target.values,
    task,
    task === 'binary' ? 2 : 0,
    1,
  );
  const activation = task === 'binary' ? ('sigmoid' as const) : ('linear' as const);
  const architecture = { inputs: recipe.outputs.length, layers: [{ units: 1, activation }] };
  return { task, architecture, recipe, weights: initialWeights(architecture, seed) };
}

installTrustedTypes();

/** Tells when a job of the worker has failed: the page itself hears of its own cancelling at once. */
let ended: () => void = () => undefined;
const engine = new Engine(() => {
  const worker: EngineWorker = new Worker(new URL('../../../src/engine/engine.worker.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  });
  worker.addEventListener('message', ({ data }) => {
    if (data.type === 'failed') ended();
  });
  return worker;
});
const tables = new Map<number, Table>();

async function ready(rows: number, task: BenchCase['task']): Promise<Table> {
  const table = tables.get(rows) ?? tableOf(rows);
  tables.set(rows, table);
  const question =
    task === 'binary'
      ? { target: { column: 'yes', positive: '1' }, classes: ['0', '1'] }
      : { target: { column: 'value' }, classes: [] };
  await engine.load({ digest: `${task} ${rows}`, table, task, ...question });
  return table;
}

async function run(one: BenchCase): Promise<BenchResult> {
  const table = await ready(one.rows, one.task);
  const spec: EvaluationSpec = {
    figures: figures[one.task],
    slices: slicesOf[one.layout],
    minSliceSize: 1,
    interval: { method: one.method, resamples: one.resamples, confidence: 0.95, seed: 1 },
    threshold: 0.5,
    cost: null,
  };
  const request: AssessRequest = {
    digest: `${one.task} ${one.rows}`,
    rows: Int32Array.from({ length: one.rows }, (_, row) => row),
    candidate: modelOf(table, one.task, 1),
    baseline: one.baseline ? modelOf(table, one.task, 2) : null,
    spec,
    gate: { semantics: 'tfma', thresholds: [], evidence: false },
    tests: [],
    trainedOn: { from: 0, to: 2000 },
  };
  let reports = 0;
  const abort = new AbortController();
  const began = performance.now();
  const call = engine.assess(request, { onProgress: () => void reports++, signal: abort.signal });
  if (one.cancelAfterMs !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, one.cancelAfterMs));
    const end = new Promise<void>((resolve) => (ended = resolve));
    const cancelled = performance.now();
    abort.abort();
    await Promise.all([end, call.promise.catch(() => undefined)]);
    return {
      slices: 0,
      workerMs: 0,
      wallMs: 0,
      cancelMs: performance.now() - cancelled,
      reports,
    };
  }
  const { slices, tookMs } = await call.promise;
  return {
    slices: slices.length,
    workerMs: tookMs,
    wallMs: performance.now() - began,
    cancelMs: null,
    reports,
  };
}

Object.assign(globalThis, { benchReady: engine.probe(null).then(() => true), benchRun: run });
