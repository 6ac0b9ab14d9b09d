// The job that watches the stream, as part of protocol.ts.

import type { PackedFigures } from '../core/monitoring/packing.ts';
import type {
  MonitorFault,
  WatchSetting,
  WatchedVersion,
  WatchedWindow,
} from '../core/monitoring/watched.ts';

export interface WatchRequest {
  readonly digest: string;
  /** A session lives in the worker under this name. */
  readonly session: string;
  /** Given: the session begins here, and the one before it ends. */
  readonly setting: WatchSetting | null;
  /** The window of the stream that the session waits for: another one knows another history. */
  readonly from: number;
  /** Those of `passed` that it was not told of yet. */
  readonly versions: readonly WatchedVersion[];
  /** Oldest first. */
  readonly passed: readonly WatchedWindow[];
  /** Windows told of earlier whose labels have come. */
  readonly judged: readonly number[];
}

export interface WatchResponse {
  /** False: the worker has no such session, or one with another history. It has to be begun anew. */
  readonly known: boolean;
  readonly found: PackedFigures;
  readonly faults: readonly MonitorFault[];
  /** What it took in the worker. */
  readonly tookMs: number;
}

export interface MonitoringJobs {
  /** Windows pass or their labels come: what the monitors find. */
  watch: { request: WatchRequest; progress: never; response: WatchResponse };
}
