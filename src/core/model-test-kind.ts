// An automatic test of a model version: what it is given, and what it gives back.

import type { Task } from './define.ts';
import type { SliceResult } from './evaluation.ts';
import type { TestResult } from './gate.ts';
import type { ParamValues, Params } from './params.ts';
import type { ModelPackage } from './records.ts';
import type { Named } from './registry.ts';
import type { Span, Table } from './table.ts';

/** A version, the rows it is judged on, and what it answered there. */
export interface TestContext {
  readonly task: Task;
  readonly model: ModelPackage;
  readonly table: Table;
  /** Rows of the table that are judged; none of them was learnt from. */
  readonly rows: Int32Array;
  /** Known answers of those rows; NaN where there is none. */
  readonly truth: Float64Array;
  /** Rows × outputs. */
  readonly scores: Float32Array;
  readonly outputs: number;
  /** Names by index; empty for regression. */
  readonly classes: readonly string[];
  /** From which probability on a binary answer is positive. */
  readonly threshold: number;
  readonly slices: readonly SliceResult[];
  readonly trainedOn: Span;
  /** What the version answers for rows of a table that has its columns. */
  score(table: Table, rows: ArrayLike<number>): Float32Array;
  /** A clock in milliseconds; only differences count. */
  nowMs(): number;
}

type Finding = Omit<TestResult, 'id'>;

export interface ModelTest extends Named {
  readonly about: string;
  readonly tasks: readonly Task[];
  readonly params: Params;
  run(context: TestContext, params: ParamValues): Finding;
}
export const defineModelTest = (test: ModelTest): ModelTest => test;

/** Rows that a result shows at most. */
export const mostRows = 200;

/** It does not apply to this version, and why. */
export const notApplicable = (words: string): Finding => ({
  passed: null,
  words,
  observed: null,
  limit: null,
  rows: [],
});

/** The rows with the largest faults, the worst first. @param faults one per place of `rows`; 0 and below is none. */
export function worstRows(rows: Int32Array, faults: ArrayLike<number>): number[] {
  return Array.from(rows, (_, place) => place)
    .filter((place) => faults[place]! > 0)
    .sort((a, b) => faults[b]! - faults[a]!)
    .slice(0, mostRows)
    .map((place) => rows[place]!);
}
