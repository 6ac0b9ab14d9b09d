// How rows are to be prepared, before anything is learnt: which inputs, from which columns, by which steps. Fitting it on
// training rows gives the `Recipe` of a model version (recipe.ts).

import type { FittedData } from './define.ts';
import type { ParamValues } from './params.ts';
import { columnOf } from './table.ts';
import type { ColumnKind, Table } from './table.ts';

/** Where an input comes from. Everything but `column` is worked out from the table itself, row by row. */
export type InputSource =
  | { readonly from: 'column'; readonly column: string }
  /** The value `rows` rows earlier in the table (within the same group, if one is named); missing where there is none. */
  | { readonly from: 'lag'; readonly column: string; readonly rows: number; readonly group: string | null }
  /** Mean of the `rows` values before this row, this row's own left out; missing without any. */
  | {
      readonly from: 'rolling-mean';
      readonly column: string;
      readonly rows: number;
      readonly group: string | null;
    }
  /** Product of number columns. */
  | { readonly from: 'product'; readonly columns: readonly string[] };

export interface PlannedStep {
  /** Id of a preprocessor (core/preprocessing). */
  readonly step: string;
  readonly params: ParamValues;
}

export interface PlannedInput {
  /** Unique in the plan; for `column` the column's own name. */
  readonly name: string;
  readonly source: InputSource;
  readonly steps: readonly PlannedStep[];
}

export interface RecipePlan {
  readonly v: 1;
  readonly inputs: readonly PlannedInput[];
}

export interface FittedStep {
  /** Id of a preprocessor. */
  readonly step: string;
  readonly params: ParamValues;
  /** One per column that came into the step, in order. */
  readonly fitted: readonly FittedData[];
}

export interface FittedInput {
  readonly name: string;
  readonly source: InputSource;
  readonly steps: readonly FittedStep[];
}

/** Preprocessing fitted on the training rows only; the model's inputs are its outputs, in order. */
export interface Recipe {
  readonly v: 2;
  readonly inputs: readonly FittedInput[];
  /** Columns of the table that it reads, each once, in the order of first use. */
  readonly features: readonly string[];
  /** Names of the model's inputs, e.g. "hour", "weather = clear". */
  readonly outputs: readonly string[];
  /** Regression: the target is learnt as (value − mean) / deviation. Otherwise 0 and 1. */
  readonly targetMean: number;
  readonly targetDeviation: number;
  /** Rows that it was fitted on. */
  readonly rows: number;
}

/** Columns that a source reads, its group included. */
export function columnsOf(source: InputSource): string[] {
  switch (source.from) {
    case 'column':
      return [source.column];
    case 'lag':
    case 'rolling-mean':
      return source.group === null ? [source.column] : [source.column, source.group];
    case 'product':
      return [...source.columns];
  }
}

const usual: Readonly<Record<ColumnKind, readonly string[]>> = {
  number: ['impute-median', 'standard-scale'],
  integer: ['impute-median', 'standard-scale'],
  boolean: ['impute-median', 'standard-scale'],
  category: ['impute-most-frequent', 'one-hot'],
  time: ['date-parts', 'impute-median', 'standard-scale'],
};

/** The steps that a column of this kind is given when nobody chose any: what every plan of the page starts from. */
export const usualSteps = (kind: ColumnKind): PlannedStep[] =>
  usual[kind].map((step) => ({ step, params: {} }));

/** Each feature as an input of its own, with the usual steps for its kind. @throws RangeError for a column that the table lacks. */
export const usualPlan = (table: Table, features: readonly string[]): RecipePlan => ({
  v: 1,
  inputs: features.map((name) => ({
    name,
    source: { from: 'column', column: name },
    steps: usualSteps(columnOf(table, name).kind),
  })),
});
