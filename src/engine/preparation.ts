// From a training request and a table to numbers that a trainer takes.

import type { Task } from '../core/define.ts';
import { AppError } from '../core/errors.ts';
import { balancedWeights } from '../core/learning-plan.ts';
import { modelKinds } from '../core/models/index.ts';
import type { Architecture } from '../core/network.ts';
import { layoutOf } from '../core/network.ts';
import { initialWeights } from '../core/initial-weights.ts';
import { problems } from '../core/params.ts';
import { checkPlan, isFittedFrom } from '../core/recipe-check.ts';
import { fitRecipe, transform, transformTraining } from '../core/recipe.ts';
import type { Recipe } from '../core/records.ts';
import type { TrainRequest } from './protocol.ts';
import { checkRows } from './tables.ts';
import type { LoadedTable } from './tables.ts';
import type { TrainingData } from './trainers/trainer.ts';

/** Rows with a known answer, prepared. */
export interface PreparedRows extends TrainingData {
  readonly outputs: number;
  /** Where each row stands in the table. */
  readonly tableRows: Int32Array;
  /** Class index, or the target in its own unit. */
  readonly truth: Float64Array;
}

export interface Prepared {
  readonly recipe: Recipe;
  readonly architecture: Architecture;
  readonly weights: Float32Array;
  readonly training: PreparedRows;
  readonly validation: PreparedRows;
}

function check(request: TrainRequest, { task, table, target }: LoadedTable): void {
  const { training, model, start, plan, rowWeights, rows } = request;
  const bad = (message: string) => new AppError('bad-input', message);
  const [flaw] = checkPlan(plan, table, target.column);
  if (flaw) throw bad(flaw);
  if (!(training.learningRate > 0 && Number.isFinite(training.learningRate)))
    throw bad('The learning rate must be a number above 0.');
  for (const [name, value] of [
    ['batch size', training.batchSize],
    ['number of epochs', training.epochs],
  ] as const)
    if (!(Number.isInteger(value) && value >= 1))
      throw bad(`The ${name} must be a whole number of at least 1.`);
  if (!modelKinds.has(model.kind)) throw bad(`There is no model called "${model.kind}".`);
  const kind = modelKinds.get(model.kind);
  if (!kind.tasks.includes(task)) throw bad(`${kind.label} is not for ${task} targets.`);
  const [problem] = Object.values(problems(kind.params, model.params));
  if (problem) throw bad(problem);
  if (rowWeights && rowWeights.length !== rows.length)
    throw bad(`${rowWeights.length} sample weights do not fit ${rows.length} rows.`);
  if (rowWeights?.some((weight) => !(weight >= 0 && Number.isFinite(weight))))
    throw bad('Sample weights must be numbers of at least 0.');
  if (start && (start.task !== task || !isFittedFrom(start.recipe, plan)))
    throw bad(
      'A warm start needs a model with the same features, preparation and target. Start cold instead.',
    );
}

function targetsOf(truth: Float64Array, task: Task, outputs: number, recipe: Recipe): Float32Array {
  const targets = new Float32Array(truth.length * outputs);
  truth.forEach((value, row) => {
    if (task === 'multiclass') targets[row * outputs + value] = 1;
    else targets[row] = (value - recipe.targetMean) / recipe.targetDeviation;
  });
  return targets;
}

function prepareRows(
  loaded: LoadedTable,
  recipe: Recipe,
  rows: Int32Array,
  inputs: Float32Array,
  rowWeights: Float32Array | null,
  balanced: boolean,
): PreparedRows {
  const truth = Float64Array.from(rows, (row) => loaded.truth[row]!);
  let weights: Float32Array | null = null;
  if (rowWeights && rows.length > 0) {
    const sum = rowWeights.reduce((total, weight) => total + weight, 0);
    if (!(sum > 0)) throw new AppError('bad-input', 'All sample weights are 0: nothing would be learnt.');
    // Mean 1, so that the learning rate means the same with and without weights.
    weights = rowWeights.map((weight) => (weight * rows.length) / sum);
  }
  if (balanced) {
    const byClass = balancedWeights(truth);
    const given = weights;
    weights = given ? byClass.map((weight, i) => weight * given[i]!) : byClass;
  }
  return {
    rows: rows.length,
    outputs: loaded.outputs,
    tableRows: rows,
    inputs,
    targets: targetsOf(truth, loaded.task, loaded.outputs, recipe),
    weights,
    truth,
  };
}

/** @throws AppError `bad-input` when the model's layers do not fit such inputs. */
function architectureFor({ model }: TrainRequest, loaded: LoadedTable, inputs: number): Architecture {
  try {
    return modelKinds.get(model.kind).architecture(inputs, loaded.outputs, loaded.task, model.params);
  } catch (thrown) {
    if (thrown instanceof RangeError) throw new AppError('bad-input', thrown.message, { cause: thrown });
    throw thrown;
  }
}

/**
 * Checks a request and prepares its rows; rows without a known answer are left out. The same request gives the same
 * bytes, which is what lets an unfinished run go on.
 * @throws AppError `bad-input` in words for people.
 */
export function prepare(request: TrainRequest, loaded: LoadedTable): Prepared {
  check(request, loaded);
  checkRows(loaded, request.rows);
  checkRows(loaded, request.validationRows);
  const known = (row: number) => !Number.isNaN(loaded.truth[row]!);
  const rows = request.rows.filter(known);
  if (rows.length === 0)
    throw new AppError('bad-input', 'None of the training rows has a known answer. Wait for labels.');
  const rowWeights = request.rowWeights?.filter((_, i) => known(request.rows[i]!)) ?? null;
  const { start, plan, seed } = request;
  const { table, truth, task } = loaded;
  const classes = loaded.classes.length;
  const recipe = start?.recipe ?? fitRecipe(table, plan, rows, truth, task, classes, seed);
  const architecture = start?.architecture ?? architectureFor(request, loaded, recipe.outputs.length);
  const weights = start?.weights ?? initialWeights(architecture, seed, request.training.initializer);
  if (weights.length !== layoutOf(architecture).size)
    throw new AppError('corrupt', 'The weights do not fit the model that they came with.');
  if (architecture.inputs !== recipe.outputs.length || architecture.layers.at(-1)?.units !== loaded.outputs)
    throw new AppError('bad-input', 'The model to go on from does not fit this data. Start cold instead.');
  const balanced = request.training.classWeights === 'balanced' && loaded.task !== 'regression';
  const inputs = transformTraining(recipe, table, rows, truth, task, classes, seed);
  const kept = request.validationRows.filter(known);
  return {
    recipe,
    architecture,
    weights,
    training: prepareRows(loaded, recipe, rows, inputs, rowWeights, balanced),
    validation: prepareRows(loaded, recipe, kept, transform(recipe, table, kept), null, false),
  };
}
