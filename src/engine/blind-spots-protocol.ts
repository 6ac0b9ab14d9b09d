// The job that tries every watcher on every kind of change, as part of protocol.ts.

import type { BlindSpots } from '../core/blind-spots/find.ts';
import type { ModelPackage } from '../core/records.ts';

export interface BlindSpotsRequest {
  readonly digest: string;
  /** Rows of the table that nothing has happened to. Null: made-up rows. */
  readonly rows: Int32Array | null;
  readonly model: ModelPackage;
  readonly seed: number;
}

export interface BlindSpotsJobs {
  blindSpots: {
    request: BlindSpotsRequest;
    /** Windows looked at. */
    progress: { readonly done: number; readonly total: number };
    response: BlindSpots;
  };
}
