// What the deployed model is watched by. A project without a plan of its own has the usual one.

import type { ParamValues } from '../params.ts';
import type { Span } from '../table.ts';
import type { SliceSpec } from '../slice.ts';

/** Which rows are looked at together. Null: as many as one window of the stream has. */
export type WindowPlan =
  | {
      readonly by: 'rows';
      readonly rows: number | null;
      /** Rows from the end of one window to the end of the next: fewer than `rows` slide. Null: as `rows`. */
      readonly step: number | null;
    }
  | { readonly by: 'time'; readonly period: 'hour' | 'day' | 'week' | 'month' };

/** What windows are compared with. `validation`: the rows that the version was judged on before it was deployed. */
export type ReferencePlan =
  { readonly of: 'training' } | { readonly of: 'validation' } | { readonly of: 'rows'; readonly span: Span };

/** A drift measure (core/drift) or a detector of concept drift (core/concept-drift) that runs along. */
export interface MeasureSetting {
  readonly id: string;
  readonly params: ParamValues;
}

export interface MonitorPlan {
  readonly v: 1;
  readonly window: WindowPlan;
  readonly reference: ReferencePlan;
  readonly measures: readonly MeasureSetting[];
  readonly detectors: readonly MeasureSetting[];
  /** Performance is also followed in these; at most `slicesAtMost` of the largest. */
  readonly slices: readonly SliceSpec[];
}

/** More lines than this tell nothing, and each costs time in every window. */
export const slicesAtMost = 12;
