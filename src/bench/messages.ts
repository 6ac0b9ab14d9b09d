// What page and bench worker say to each other.

import type { BenchResult, EngineName, Sampling } from './report.ts';

export type ToBenchWorker =
  | {
      readonly type: 'measure';
      readonly workload: string;
      readonly engines: readonly EngineName[];
      readonly sampling: Sampling;
    }
  | { readonly type: 'start'; readonly workload: string; readonly engine: EngineName };

export type FromBenchWorker =
  | { readonly type: 'doing'; readonly doing: string }
  | { readonly type: 'results'; readonly results: readonly BenchResult[] }
  /** The first step of a cold start is done. */
  | { readonly type: 'updated' }
  | { readonly type: 'proven'; readonly parity: number }
  | { readonly type: 'failed'; readonly message: string };
