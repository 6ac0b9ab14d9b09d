import type { TargetSpec, Task } from '../define.ts';

/** What a leak would give away. */
export interface LeakTarget {
  readonly spec: TargetSpec;
  readonly task: Task;
  readonly classes: readonly string[];
  /** Of every row of the table: class index or value; NaN where missing. */
  readonly truth: Float64Array;
}
