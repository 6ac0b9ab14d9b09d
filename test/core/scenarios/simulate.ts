// A whole scene without a page: train on the first rows, let windows pass, and at every alarm retrain by the scene's
// own plan, compare on the holdout and promote what is surely better.

import { readFileSync } from 'node:fs';
import { alarmRules } from '../../../src/core/alerts/index.ts';
import { arrangeTable, generateTable } from '../../../src/core/arrange.ts';
import { pairedBootstrap } from '../../../src/core/bootstrap.ts';
import { datasets } from '../../../src/core/datasets/index.ts';
import type { Scenario } from '../../../src/core/define.ts';
import { metrics } from '../../../src/core/metrics/index.ts';
import { chooseRows, splitValidation } from '../../../src/core/mixing.ts';
import { modelKinds } from '../../../src/core/models/index.ts';
import { usualPlan } from '../../../src/core/recipe-plan.ts';
import { fitRecipe, transform } from '../../../src/core/recipe.ts';
import type { Estimate, ModelPackage } from '../../../src/core/records.ts';
import { scoreRows } from '../../../src/core/scoring.ts';
import { spanRows, type Table } from '../../../src/core/table.ts';
import { classesOf, truthOf } from '../../../src/core/target.ts';
import { windowCount, windowSpan } from '../../../src/core/windows.ts';
import { decodeTable } from '../../../src/exchange/compact.ts';
import { trainSmall } from './small-trainer.ts';

export async function rawTable(scenario: Scenario, seed: number): Promise<Table> {
  const dataset = datasets.get(scenario.dataset);
  if (dataset.content.from === 'generator') return generateTable(dataset, scenario, seed);
  if (dataset.content.from === 'own') throw new Error(`${scenario.dataset} comes with no file.`);
  const path = new URL(`../../../public/data/${dataset.content.file}`, import.meta.url);
  return decodeTable(new Uint8Array(readFileSync(path)));
}

export interface Retraining {
  /** Windows that had passed when the alarm rang. */
  readonly position: number;
  readonly level: number;
  readonly championValue: number;
  readonly challengerValue: number;
  readonly difference: Estimate;
  readonly better: boolean;
}

export interface Story {
  readonly table: Table;
  readonly windows: number;
  readonly level: number;
  /** Metric of the first model on every window, as if nobody had ever retrained. */
  readonly untouched: readonly number[];
  /** Metric of whichever model was champion. */
  readonly lived: readonly number[];
  readonly retrainings: readonly Retraining[];
}

interface Champion {
  readonly model: ModelPackage;
  readonly level: number;
  readonly trainedTo: number;
  readonly from: number;
}

export interface SimulationOptions {
  readonly seed?: number;
  readonly maxWindows?: number;
  /** Promote even without proof. */
  readonly always?: boolean;
}

export async function simulate(scenario: Scenario, options: SimulationOptions = {}): Promise<Story> {
  const seed = options.seed ?? scenario.seed;
  const { task, target, windowRows, trainRows, labelDelayWindows, alarm, retrain } = scenario;
  const table = arrangeTable(await rawTable(scenario, seed), scenario, seed);
  const classes = classesOf(table, target, task);
  const truth = truthOf(table, target, task, classes);
  const outputs = task === 'multiclass' ? classes.length : 1;
  const metric = metrics.get(scenario.metric);
  const rule = alarmRules.get(alarm.rule);
  const windows = Math.min(options.maxWindows ?? Infinity, windowCount(table.rows, trainRows, windowRows));

  const score = (model: ModelPackage, rows: Int32Array): Float32Array => scoreRows(model, table, rows).scores;
  const measure = (model: ModelPackage, rows: Int32Array): number =>
    metric.compute({
      truth: Float64Array.from(rows, (row) => truth[row]!),
      scores: score(model, rows),
      outputs,
    });

  const fit = (
    all: Int32Array,
    weights: Float32Array | null,
    number: number,
  ): { model: ModelPackage; level: number } => {
    const known = all.filter((row) => !Number.isNaN(truth[row]!));
    const { train, validation } = splitValidation(known, scenario.training.validationShare, seed + number);
    const weightOf = new Map(Array.from(all, (row, i) => [row, weights?.[i] ?? 1]));
    const recipe = fitRecipe(
      table,
      usualPlan(table, scenario.features),
      train,
      truth,
      task,
      classes.length,
      seed,
    );
    const architecture = modelKinds
      .get(scenario.model.kind)
      .architecture(recipe.outputs.length, outputs, task, scenario.model.params);
    const y = Float64Array.from(train, (row) => (truth[row]! - recipe.targetMean) / recipe.targetDeviation);
    const trained = trainSmall(
      architecture,
      {
        x: transform(recipe, table, train),
        y,
        weights: weights ? Float32Array.from(train, (row) => weightOf.get(row)!) : null,
      },
      task,
      scenario.training,
      seed + number,
    );
    const model: ModelPackage = { task, architecture, recipe, weights: trained };
    return { model, level: measure(model, validation) };
  };

  const first = fit(spanRows({ from: 0, to: trainRows }), null, 0);
  let champion: Champion = { ...first, trainedTo: trainRows, from: 0 };
  let sinceAlarm = 0;
  const untouched: number[] = [];
  const lived: number[] = [];
  const retrainings: Retraining[] = [];

  for (let position = 1; position <= windows; position++) {
    const rows = spanRows(windowSpan(position - 1, trainRows, windowRows));
    untouched.push(measure(first.model, rows));
    lived.push(measure(champion.model, rows));
    const labelled = position - labelDelayWindows;
    const values = lived.slice(Math.max(champion.from, sinceAlarm), Math.max(0, labelled));
    if (labelled < 1 || !rule.fires({ level: champion.level, better: metric.better, values }, alarm.params))
      continue;
    sinceAlarm = labelled;
    const {
      rows: chosen,
      weights,
      span,
      holdout,
    } = chooseRows(retrain, {
      initialRows: trainRows,
      labelledRows: trainRows + labelled * windowRows,
      championTrainedTo: champion.trainedTo,
      windowRows,
    });
    const challenger = fit(chosen, weights, retrainings.length + 1);
    const heldOut = spanRows(holdout);
    const difference = pairedBootstrap(
      metric,
      Float64Array.from(heldOut, (row) => truth[row]!),
      score(champion.model, heldOut),
      score(challenger.model, heldOut),
      outputs,
      { resamples: 400, confidence: 0.95, seed },
    );
    const better = metric.better === 'higher' ? difference.low > 0 : difference.high < 0;
    retrainings.push({
      position,
      level: champion.level,
      championValue: measure(champion.model, heldOut),
      challengerValue: measure(challenger.model, heldOut),
      difference,
      better,
    });
    if (better || options.always) champion = { ...challenger, trainedTo: span.to, from: position };
  }
  return { table, windows, level: first.level, untouched, lived, retrainings };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
