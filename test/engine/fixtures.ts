// Small seeded data for the engine's tests, and a context for running jobs without a worker.

import type { Task } from '../../src/core/define.ts';
import { AppError } from '../../src/core/errors.ts';
import type { EngineInfo } from '../../src/core/records.ts';
import { Random } from '../../src/core/random.ts';
import { usualPlan } from '../../src/core/recipe-plan.ts';
import type { Table } from '../../src/core/table.ts';
import type { Choice } from '../../src/engine/engines.ts';
import { Controls } from '../../src/worker/controls.ts';
import type { JobContext } from '../../src/engine/jobs/context.ts';
import type { JobName, Jobs, TrainRequest } from '../../src/engine/protocol.ts';
import { Tables } from '../../src/engine/tables.ts';
import type { LoadedTrainer } from '../../src/engine/trainer-loading.ts';
import { jsFleet } from '../../src/engine/trainers/js/fleet.ts';
import { js } from '../../src/engine/trainers/js/trainer.ts';

export const features = ['a', 'b', 'c', 'colour'];

/** Two classes, three colours and a sum that depend on three numbers and a colour, with noise. */
function tableOf(rows: number, seed = 1): Table {
  const random = new Random(seed);
  const number = () => Float64Array.from({ length: rows }, () => 3 * random.normal() + 1);
  const [a, b, c] = [number(), number(), number()];
  const codes = Int32Array.from({ length: rows }, () => random.integer(3));
  const value = Float64Array.from(
    { length: rows },
    (_, i) => 20 + 2 * a[i]! - b[i]! + 3 * codes[i]! + random.normal(),
  );
  return {
    rows,
    columns: [
      { name: 'a', kind: 'number', values: a },
      { name: 'b', kind: 'number', values: b },
      { name: 'c', kind: 'number', values: c },
      { name: 'colour', kind: 'category', codes, levels: ['blue', 'green', 'red'] },
      { name: 'value', kind: 'number', values: value },
      { name: 'yes', kind: 'boolean', values: value.map((v) => Number(v > 24)) },
      {
        name: 'grade',
        kind: 'category',
        codes: Int32Array.from(value, (v) => (v > 26 ? 2 : v > 22 ? 1 : 0)),
        levels: ['low', 'middle', 'high'],
      },
    ],
  };
}

const questions: Record<Task, Pick<Jobs['load']['request'], 'target' | 'classes'>> = {
  binary: { target: { column: 'yes', positive: '1' }, classes: ['0', '1'] },
  multiclass: { target: { column: 'grade' }, classes: ['high', 'low', 'middle'] },
  regression: { target: { column: 'value' }, classes: [] },
};

export const loadRequest = (task: Task, rows = 300, seed = 1): Jobs['load']['request'] => ({
  digest: `${task}-${rows}-${seed}`,
  table: tableOf(rows, seed),
  task,
  ...questions[task],
});

export const rowsFrom = (from: number, to: number) =>
  Int32Array.from({ length: to - from }, (_, i) => from + i);

export function trainRequest(task: Task, changes: Partial<TrainRequest> = {}, rows = 300): TrainRequest {
  return {
    runId: 'run/1',
    digest: `${task}-${rows}-1`,
    plan: usualPlan(tableOf(1), features),
    rows: rowsFrom(0, rows - 60),
    rowWeights: null,
    validationRows: rowsFrom(rows - 60, rows),
    model: { kind: 'mlp', params: { layers: 1, units: 8, activation: 'relu' } },
    training: { optimizer: 'adam', learningRate: 0.01, batchSize: 32, epochs: 5, validationShare: 0.2 },
    callbacks: [],
    files: [],
    metric: task === 'regression' ? 'rmse' : 'accuracy',
    seed: 11,
    start: null,
    checkpoint: null,
    ...changes,
  };
}

export const jsInfo: EngineInfo = {
  trainer: 'js',
  backend: 'cpu',
  adapter: null,
  software: false,
  reason: 'test',
  stepsPerSecond: 1000,
};

export const probeAnswer = { info: jsInfo, probed: null };

export const jsEngine: LoadedTrainer = { id: 'js', trainer: js, fleet: jsFleet, adapter: null, lost: null };

/** A context with one engine, the JavaScript trainer or the one given; `reports` fills as the job reports. */
export function contextOf<J extends JobName>(tables = new Tables(), engine = jsEngine) {
  const reports: Jobs[J]['progress'][] = [];
  const choice: Choice = { engine, info: jsInfo };
  const context: JobContext<J> = {
    tables,
    engines: {
      prefer: async () => choice,
      use: async (architecture, learning, _pinned, work) => {
        const problem = engine.trainer.supports(architecture, learning);
        if (problem) throw new AppError('bad-input', problem);
        return work(choice);
      },
      probed: null,
    },
    controls: new Controls(),
    report: (progress) => void reports.push(progress),
  };
  return { context, reports };
}
