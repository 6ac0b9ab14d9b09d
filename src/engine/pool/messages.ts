// What a fleet and its workers say to each other.

import type { ErrorData } from '../../core/errors.ts';
import type { FleetSetup, FleetState } from '../trainers/trainer.ts';

export type ToPoolWorker =
  | { readonly what: 'prepare'; readonly module: WebAssembly.Module; readonly setup: FleetSetup }
  | { readonly what: 'advance'; readonly steps: number }
  | { readonly what: 'stop'; readonly model: number }
  | { readonly what: 'state' }
  | { readonly what: 'restore'; readonly state: FleetState };

/** One answer per message, in order; `alive` in between while an answer takes long. */
export type FromPoolWorker =
  | { readonly what: 'done'; readonly state: FleetState | null }
  | { readonly what: 'failed'; readonly error: ErrorData }
  | { readonly what: 'alive' };
