// A change that a person makes to the world while it runs. The stream's rows are what they were, with the script of all
// changes applied: the same script and seed give the same rows. Rows that have passed never change.

import type { Task, TargetSpec } from './define.ts';
import type { Params, ParamValues } from './params.ts';
import type { Random } from './random.ts';
import type { Named } from './registry.ts';
import type { Table } from './table.ts';

/**
 * How a change comes in: `sudden` whole from its first row; `gradual` row by row by lot, ever more of them; `incremental` in
 * every row, ever stronger; `recurring` for `overRows`, gone for as many, and so on.
 */
export type InjectionCourse = 'sudden' | 'gradual' | 'incremental' | 'recurring';

export interface Injection {
  /** Unique within the project. */
  readonly id: string;
  readonly kind: string;
  readonly params: ParamValues;
  readonly course: InjectionCourse;
  /** Of gradual and incremental: until it is whole; of recurring: one turn. */
  readonly overRows: number;
  /** Rows of the stream's table that it may touch: [fromRow, toRow), null: to the end. */
  readonly fromRow: number;
  readonly toRow: number | null;
}

/** What a kind may know: of the rows before the stream began, and of no others. */
export interface InjectionKnowledge {
  readonly target: TargetSpec;
  readonly task: Task;
  readonly classes: readonly string[];
  readonly features: readonly string[];
  /** Rows [0, historyRows) are the past. */
  readonly historyRows: number;
}

/** How much of the change a row gets: 0 none, 1 all. */
export type StrengthAt = (row: number) => number;

export interface InjectionKind extends Named {
  readonly about: string;
  readonly group: 'inputs' | 'quality' | 'population' | 'concept' | 'labels';
  readonly params: Params;
  /** The setting with the slider. */
  readonly amount: string | null;
  /** Why it can't be, in words for a person; null when it can. */
  problem(table: Table, params: ParamValues, known: InjectionKnowledge): string | null;
  /** A table that shares every untouched column. Rows of [from, to) may change, in the strength that `strength` says. */
  apply(
    table: Table,
    rows: { readonly from: number; readonly to: number },
    strength: StrengthAt,
    params: ParamValues,
    known: InjectionKnowledge,
    random: Random,
  ): Table;
}
export const defineInjection = (kind: InjectionKind): InjectionKind => kind;
