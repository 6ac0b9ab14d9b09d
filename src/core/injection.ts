// A change that a person makes to the world while it runs. The stream's rows are what they were, with the script of all
// changes applied: the same script and seed give the same rows. Rows that have passed never change.

import type { Task, TargetSpec } from './define.ts';
import type { RowChance } from './injecting/row-chance.ts';
import type { TableDraft } from './injecting/table-draft.ts';
import type { Params, ParamValues } from './params.ts';
import type { Named } from './registry.ts';
import type { Table } from './table.ts';

/**
 * How a change comes in: `sudden` whole from its first row; `gradual` row by row by lot, ever more of them; `incremental` in
 * every row, ever stronger; `recurring` for `overRows`, gone for as many, and so on.
 */
export const injectionCourses = ['sudden', 'gradual', 'incremental', 'recurring'] as const;
export type InjectionCourse = (typeof injectionCourses)[number];

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
  /**
   * Row from which its course is counted; absent: fromRow. A change whose slider is moved ends and begins anew under
   * another id; its course goes on all the same.
   */
  readonly since?: number;
  /** First row that was still to come when it was decided on; absent: fromRow. */
  readonly decidedAt?: number;
  /** It was ended at toRow by a person who stood there; absent: the end was part of the plan. */
  readonly endedByHand?: true;
}

/** What a kind may know: of the rows before the stream began, and of no others. */
export interface InjectionKnowledge {
  readonly target: TargetSpec;
  readonly task: Task;
  readonly classes: readonly string[];
  readonly features: readonly string[];
  /** Rows [0, historyRows) are the past. No change touches them. */
  readonly historyRows: number;
}

/** How much of the change a row gets: 0 none, 1 all. */
export type StrengthAt = (row: number) => number;

/** What a kind works on. What it does to a row may hang on that row and those before it only, never on `to`. */
export interface InjectionWork {
  /** The rows as the changes before this one in the script left them. */
  readonly draft: TableDraft;
  /** Rows of [from, to) may change. */
  readonly from: number;
  readonly to: number;
  /** Row from which the course is counted. */
  readonly since: number;
  readonly strength: StrengthAt;
  readonly params: ParamValues;
  readonly known: InjectionKnowledge;
  readonly chance: RowChance;
}

export interface InjectionKind extends Named {
  readonly about: string;
  readonly group: 'inputs' | 'quality' | 'population' | 'concept' | 'labels';
  /** What changes only as a whole has no `incremental`, what has no rows to draw no `gradual`. */
  readonly courses: readonly InjectionCourse[];
  readonly params: Params;
  /** The setting with the slider, and the value at which nothing changes. */
  readonly amount: string;
  readonly neutral: number;
  /** Why it can't be, in words for a person; null when it can. The settings fit their descriptions. */
  problem(table: Table, params: ParamValues, known: InjectionKnowledge): string | null;
  /** What it does, in words, without when: "temp: +2.0 standard deviations". */
  says(params: ParamValues): string;
  apply(work: InjectionWork): void;
}
export const defineInjection = (kind: InjectionKind): InjectionKind => kind;
