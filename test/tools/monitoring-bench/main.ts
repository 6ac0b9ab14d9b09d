// What `npm run bench -- --monitoring` measures, in a page of its own: a generated stream that passes at full speed through the real
// engine in its real worker, window by window, scored and looked at by all monitors. The page hangs its function on `globalThis`
// for the script that opened it.

import { FigureTable } from '../../../src/core/monitoring/figure-table.ts';
import { unpackFigures } from '../../../src/core/monitoring/packing.ts';
import { usualPlan } from '../../../src/core/monitoring/usual-plan.ts';
import type { WatchedVersion, WatchedWindow } from '../../../src/core/monitoring/watched.ts';
import { initialWeights } from '../../../src/core/initial-weights.ts';
import { Random } from '../../../src/core/random.ts';
import { usualPlan as usualRecipe } from '../../../src/core/recipe-plan.ts';
import { fitRecipe } from '../../../src/core/recipe.ts';
import type { ModelPackage } from '../../../src/core/records.ts';
import type { Table } from '../../../src/core/table.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { installTrustedTypes } from '../../../src/ui/trusted-types.ts';

export interface BenchCase {
  readonly rows: number;
  readonly windowRows: number;
  /** Windows until the labels come. */
  readonly delay: number;
  /** Windows that the worker is told at once, as when a project is opened; 1: as the stream passes. */
  readonly together: number;
}

export interface BenchResult {
  readonly rows: number;
  readonly figuresAWindow: number;
  /** In the worker: scoring, and all monitors with learning the reference. */
  readonly scoringMs: number;
  readonly monitorsMs: number;
  /** From asking for the first window to the last answer. */
  readonly wallMs: number;
  readonly faults: readonly string[];
}

const initialRows = 5000;
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

function tableOf(rows: number): Table {
  const random = new Random(1);
  const numbers = names.map((): Float64Array => Float64Array.from({ length: rows }, () => random.normal()));
  const yes = Float64Array.from({ length: rows }, (_, row) =>
    Number(numbers[0]![row]! - numbers[1]![row]! + random.normal() > 0),
  );
  return {
    rows,
    columns: [
      ...names.map((name, i) => ({ name, kind: 'number' as const, values: numbers[i]! })),
      { name: 'yes', kind: 'boolean', values: yes },
    ],
  };
}

function modelOf(table: Table): ModelPackage {
  const rows = Int32Array.from({ length: 2000 }, (_, row) => row);
  const answers = table.columns.at(-1)!;
  if (answers.kind === 'category') throw new TypeError('The answer is a number.');
  const recipe = fitRecipe(table, usualRecipe(table, names), rows, answers.values, 'binary', 2, 1);
  const architecture = {
    inputs: recipe.outputs.length,
    layers: [
      { units: 16, activation: 'relu' as const },
      { units: 1, activation: 'sigmoid' as const },
    ],
  };
  return { task: 'binary', architecture, recipe, weights: initialWeights(architecture, 1) };
}

installTrustedTypes();
const engine = new Engine();
let loaded: { readonly rows: number; readonly digest: string; readonly model: ModelPackage } | null = null;
let sessions = 0;

async function ready(rows: number) {
  if (loaded?.rows === rows) return loaded;
  if (loaded) engine.unload(loaded.digest);
  const table = tableOf(rows);
  const digest = `bench ${rows}`;
  await engine.load({
    digest,
    table,
    task: 'binary',
    target: { column: 'yes', positive: '1' },
    classes: ['0', '1'],
  });
  loaded = { rows, digest, model: modelOf(table) };
  return loaded;
}

/** @param reached told at every hundredth thousand of rows. */
async function run(one: BenchCase, reached: (rows: number) => Promise<void> = async () => undefined) {
  const { digest, model } = await ready(initialRows + one.rows);
  const session = `bench ${++sessions}`;
  const version: WatchedVersion = {
    id: 'v1',
    model,
    reference: { digest, rows: { from: 0, to: 4000 } },
    unseen: { digest, rows: { from: 4000, to: initialRows } },
    unseenLearnt: false,
  };
  const slices = ['a', 'b'].map((feature) => ({ by: 'bins', feature, bins: 4, how: 'quantile' }) as const);
  const setting = {
    plan: usualPlan('binary', slices),
    initialRows,
    windowRows: one.windowRows,
    timeColumn: null,
    metrics: ['accuracy', 'balanced-accuracy', 'f1', 'log-loss', 'roc-auc'],
    seed: 1,
  };
  const figures = new FigureTable();
  const total = Math.floor(one.rows / one.windowRows);
  let [scoringMs, monitorsMs, found, told] = [0, 0, 0, 0];
  const faults: string[] = [];
  let mark = 100_000;
  let waiting: WatchedWindow[] = [];
  const began = performance.now();
  const tell = async (judged: readonly number[]): Promise<void> => {
    const response = await engine.watch({
      digest,
      session,
      setting: told === 0 ? setting : null,
      from: told,
      versions: told === 0 ? [version] : [],
      passed: waiting,
      judged,
    });
    told += waiting.length;
    waiting = [];
    monitorsMs += response.tookMs;
    faults.push(...response.faults.map(({ monitor, reason }) => `${monitor}: ${reason}`));
    for (const item of unpackFigures(response.found)) {
      found += item.figures.length;
      figures.add(item);
    }
  };
  for (let index = 0; index < total; index++) {
    const from = initialRows + index * one.windowRows;
    const span = { from, to: from + one.windowRows };
    const seen = await engine.observe({ digest, span, reference: { from: 0, to: 4000 }, model, trial: null });
    scoringMs += seen.latencyMs;
    waiting.push({
      index,
      span,
      modelVersionId: 'v1',
      scores: seen.scores,
      outputs: seen.outputs,
      thresholds: 0.5,
      latencies: [{ rows: one.windowRows, ms: seen.latencyMs }],
      labelled: one.together > 1,
    });
    if (waiting.length === one.together || index === total - 1)
      await tell(one.together === 1 && index >= one.delay ? [index - one.delay] : []);
    if ((index + 1) * one.windowRows >= mark) {
      await reached(mark);
      mark += 100_000;
    }
  }
  return {
    rows: total * one.windowRows,
    figuresAWindow: found / total,
    scoringMs,
    monitorsMs,
    wallMs: performance.now() - began,
    faults,
  } satisfies BenchResult;
}

Object.assign(globalThis, { benchReady: engine.probe(null).then(() => true), benchRun: run });
