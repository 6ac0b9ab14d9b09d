// A small world with a known truth: two inputs, a model that knows it, and what can happen to either.

import type { Figure, FigureKey } from '../../../src/core/monitoring/figure.ts';
import type { MonitorKnowledge, WindowMonitor, WindowView } from '../../../src/core/monitoring/monitor.ts';
import { sampleOf } from '../../../src/core/drift-sample.ts';
import { Random } from '../../../src/core/random.ts';
import { columnOf, type Table } from '../../../src/core/table.ts';

export interface Happening {
  /** Added to the first input. */
  readonly shift?: number;
  /** Share of labels that are turned over. */
  readonly flipped?: number;
  /** Scores are made surer by this factor. */
  readonly bold?: number;
}

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

/** Binary rows: P(yes) = logistic(1.5 x + y), which is what the model says. */
export function binaryRows(
  rows: number,
  seed: number,
  { shift = 0, flipped = 0, bold = 1 }: Happening = {},
): WindowView {
  const random = new Random(seed);
  const x = Float64Array.from({ length: rows }, () => random.normal() + shift);
  const y = Float64Array.from({ length: rows }, () => random.normal());
  const logits = x.map((value, i) => 1.5 * value + y[i]!);
  const truth = logits.map((z) => Number(random.uniform() < logistic(z) !== random.uniform() < flipped));
  const table: Table = {
    rows,
    columns: [
      { name: 'x', kind: 'number', values: x },
      { name: 'y', kind: 'number', values: y },
      {
        name: 'half',
        kind: 'category',
        codes: Int32Array.from(y, (value) => Number(value > 0)),
        levels: ['low', 'high'],
      },
    ],
  };
  return viewOf(
    table,
    Float32Array.from(logits, (z) => logistic(bold * z)),
    truth,
  );
}

/** Numbers: the noise grows with x, so errors can be told from the inputs. */
export function numberRows(
  rows: number,
  seed: number,
  { shift = 0, flipped = 0 }: Happening = {},
): WindowView {
  const random = new Random(seed);
  const x = Float64Array.from({ length: rows }, () => random.uniform() ** (shift > 0 ? 1 / (1 + shift) : 1));
  const y = Float64Array.from({ length: rows }, () => random.normal());
  const said = x.map((value, i) => 10 + 3 * value + y[i]!);
  const truth = said.map((value, i) => value + (0.5 + 2 * x[i]!) * random.normal() + 3 * flipped);
  const table: Table = {
    rows,
    columns: [
      { name: 'x', kind: 'number', values: x },
      { name: 'y', kind: 'number', values: y },
    ],
  };
  return viewOf(table, Float32Array.from(said), truth);
}

export function viewOf(table: Table, scores: Float32Array, truth: Float64Array, outputs = 1): WindowView {
  const { rows } = table;
  return {
    span: { from: 0, to: rows },
    rows,
    places: Int32Array.from({ length: rows }, (_, row) => row),
    table,
    sample: (name) => sampleOf(columnOf(table, name)),
    scores,
    outputs,
    thresholds: 0.5,
    truth,
    latencies: [],
  };
}

export const knowing = (unseen: WindowView, changes: Partial<MonitorKnowledge> = {}): MonitorKnowledge => ({
  plan: {
    v: 1,
    window: { by: 'rows', rows: null, step: null },
    reference: { of: 'validation' },
    measures: [],
    detectors: [],
    slices: [],
  },
  task: 'binary',
  classes: ['no', 'yes'],
  features: ['x', 'y'],
  target: 'yes',
  metrics: ['accuracy', 'roc-auc', 'log-loss'],
  model: {
    task: 'binary',
    architecture: { inputs: 2, layers: [{ units: 1, activation: 'sigmoid' }] },
    recipe: {
      v: 2,
      inputs: [],
      features: ['x', 'y'],
      outputs: ['x', 'y'],
      targetMean: 0,
      targetDeviation: 1,
      rows: 0,
    },
    weights: new Float32Array(3),
  },
  reference: unseen,
  unseen,
  windowRows: 1000,
  seed: 1,
  ...changes,
});

export function seen(look: WindowMonitor | null, window: WindowView): Map<FigureKey, Figure> {
  const found = new Map<FigureKey, Figure>();
  look?.(window, (key, figure) => void found.set(key, figure), true);
  return found;
}
