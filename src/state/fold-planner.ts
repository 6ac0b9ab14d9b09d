// What a cross-validation would be made of now: which rows, which folds of them, and which settings are trained.

import { classesIn } from '../core/classes.ts';
import { foldsOf, type FoldRows, type SplitPlan } from '../core/cross-validation/splits.ts';
import { usualPlan, type RecipePlan } from '../core/recipe-plan.ts';
import { part } from '../core/split.ts';
import { columnOf, isCategory, spanRows } from '../core/table.ts';
import { labelledWindows } from '../core/watch.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { FoldConfiguration } from './fold-training.ts';
import type { Models } from './models.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';

export interface PlannedFolds {
  /** Rows of the table that take part. */
  readonly rows: Int32Array;
  /** Places among them. */
  readonly folds: readonly FoldRows[];
}

/** Values numbered by first appearance. */
function numbered(values: ArrayLike<number>): Int32Array {
  const numbers = new Map<number, number>();
  return Int32Array.from(values, (value) => {
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return number;
  });
}

export class FoldPlanner {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #models: Models;

  constructor(store: ProjectStore, datasets: Datasets, models: Models) {
    this.#store = store;
    this.#datasets = datasets;
    this.#models = models;
  }

  /** Labelled rows of the stream that may be learnt from and have an answer, in its order: test rows of a split stay unseen. */
  get rows(): Int32Array {
    const { scenario, parts, truth } = this.#datasets.current;
    const labelled = scenario.trainRows + labelledWindows(this.#store.windows) * scenario.windowRows;
    return spanRows({ from: 0, to: Math.min(labelled, truth.length) }).filter(
      (row) => !Number.isNaN(truth[row]!) && (!parts || parts[row] === part.train),
    );
  }

  /** Whether the rows come in the order of their time. */
  get inTimeOrder(): boolean {
    const { dataset, table } = this.#datasets.current;
    if (dataset.timeColumn === undefined) return false;
    const column = columnOf(table, dataset.timeColumn);
    if (isCategory(column)) return false;
    const { rows } = this;
    return rows.every((row, place) => place === 0 || column.values[row]! >= column.values[rows[place - 1]!]!);
  }

  /** The split that suits the rows: in time where they come in its order, else by class, else by chance. */
  usualSplit(folds: number): SplitPlan {
    if (this.inTimeOrder) return { by: 'time', folds, gap: 0 };
    const { seed } = this.#store.project;
    const { task } = this.#datasets.current.scenario;
    return { by: task === 'regression' ? 'k-fold' : 'stratified', folds, seed };
  }

  /** What the next training would be. */
  get present(): FoldConfiguration {
    const { settings } = this.#store.project;
    return {
      id: 'present',
      model: settings.model,
      training: settings.training,
      recipe: settings.recipe ?? this.#usualRecipe,
      callbacks: settings.callbacks ?? [],
    };
  }

  /** What the champion came from; null where there is none. */
  get ofChampion(): FoldConfiguration | null {
    const { champion } = this.#models;
    const run = this.#store.runs.find(({ id }) => id === champion?.runId);
    if (!run) return null;
    const { model, training, recipe = this.#usualRecipe, callbacks = [] } = run;
    return { id: 'champion', model, training, recipe, callbacks };
  }

  get #usualRecipe(): RecipePlan {
    const { scenario, table } = this.#datasets.current;
    return usualPlan(table, scenario.features);
  }

  /** The folds as they would be. @param groups column whose values stay together, for folds by group. @throws AppError 'bad-input'. */
  plan(split: SplitPlan, groups: string | null): PlannedFolds {
    const { table, truth, scenario } = this.#datasets.current;
    const { rows } = this;
    const codes = groups === null ? null : classesIn(columnOf(table, groups)).codes;
    const folds = foldsOf(split, {
      rows: rows.length,
      ...(scenario.task === 'regression'
        ? {}
        : { classes: numbered(Float64Array.from(rows, (row) => truth[row]!)) }),
      ...(codes ? { groups: numbered(rows.map((row) => codes[row]!)) } : {}),
    });
    return { rows, folds };
  }
}
