// The job that changes the world, as part of protocol.ts.

import type { Injection, InjectionKnowledge } from '../core/injection.ts';
import type { Column } from '../core/table.ts';

export interface InjectRequest {
  /** Of the rows as they were handed over; the changed ones stand under it afterwards. */
  readonly digest: string;
  /** All changes, in place of those of an earlier call. */
  readonly script: readonly Injection[];
  readonly known: InjectionKnowledge;
  /** Of the project. */
  readonly seed: number;
}

export interface InjectResponse {
  /** The columns that differ from those handed over, whole. */
  readonly injected: readonly Column[];
  /** Answers of all rows as they are now; null: as before any change. */
  readonly truth: Float64Array | null;
}

export interface InjectionJobs {
  inject: { request: InjectRequest; progress: never; response: InjectResponse };
}
