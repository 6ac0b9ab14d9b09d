// A real model with weights set by hand, for tests of tests.

import type { Task } from '../../../src/core/define.ts';
import type { TestContext } from '../../../src/core/model-test-kind.ts';
import { Random } from '../../../src/core/random.ts';
import type { ModelPackage } from '../../../src/core/records.ts';
import { usualPlan } from '../../../src/core/recipe-plan.ts';
import { fitRecipe } from '../../../src/core/recipe.ts';
import { scoreRows } from '../../../src/core/scoring.ts';
import type { Table } from '../../../src/core/table.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const rowCount = 400;
const random = new Random(7);
const x = Array.from({ length: rowCount }, () => random.normal());
const city = Array.from({ length: rowCount }, () => (random.uniform() < 0.5 ? 'Bern' : 'Basel'));

/** `x` and `city` are read by the model, `noise` is not. */
export const table: Table = tableOf(
  numberColumn('x', x),
  categoryColumn('city', city, ['Bern', 'Basel']),
  numberColumn(
    'noise',
    x.map((value) => -value),
  ),
);
const rows = Int32Array.from({ length: rowCount }, (_, row) => row);

export interface Made {
  readonly task?: Task;
  /** Weights of x, Bern and Basel, and the bias; for several classes all of the kernel, then the biases. */
  readonly weights?: readonly number[];
  readonly outputs?: number;
  readonly classes?: readonly string[];
}

/** The truth is drawn from the model's own probabilities: it is perfectly calibrated. */
export function contextOf({
  task = 'binary',
  weights = [1, 0, 0, 0],
  outputs = 1,
  classes = ['no', 'yes'],
}: Made = {}): TestContext {
  const recipe = fitRecipe(
    table,
    usualPlan(table, ['x', 'city']),
    [...rows],
    Float64Array.from(x),
    task,
    task === 'regression' ? 0 : classes.length,
    1,
  );
  const activation = task === 'regression' ? 'linear' : task === 'binary' ? 'sigmoid' : 'softmax';
  const model: ModelPackage = {
    task,
    recipe,
    architecture: { inputs: recipe.outputs.length, layers: [{ units: outputs, activation }] },
    weights: Float32Array.from(weights),
  };
  const score = (of: Table, asked: ArrayLike<number>): Float32Array => scoreRows(model, of, asked).scores;
  const scores = score(table, rows);
  const draw = new Random(3);
  const truth = Float64Array.from(rows, (row) => {
    if (task === 'regression') return scores[row]!;
    if (task === 'binary') return Number(draw.uniform() < scores[row]!);
    let left = draw.uniform();
    let answer = 0;
    while (answer < outputs - 1 && (left -= scores[row * outputs + answer]!) > 0) answer++;
    return answer;
  });
  return {
    task,
    model,
    table,
    rows,
    truth,
    scores,
    outputs,
    classes,
    threshold: 0.5,
    slices: [],
    trainedOn: { from: 0, to: 0 },
    score,
    nowMs: () => performance.now(),
  };
}
