// What page and worker say to each other. Which jobs there are, and what they take and give, is each worker's own protocol.

import type { ErrorData } from '../core/errors.ts';

/** What a protocol lists for every job. */
export type Shapes<Jobs> = {
  readonly [J in keyof Jobs]: { request: unknown; progress: unknown; response: unknown };
};

export type Control = 'pause' | 'resume' | 'stop' | 'abort';

export type ToWorker<Jobs extends Shapes<Jobs>> =
  | { [J in keyof Jobs]: { type: 'call'; id: number; job: J; request: Jobs[J]['request'] } }[keyof Jobs]
  | { type: 'control'; id: number; control: Control }
  | { type: 'ping'; id: number };

export type FromWorker<Jobs extends Shapes<Jobs>> =
  | { type: 'ready' }
  | { type: 'progress'; id: number; progress: Jobs[keyof Jobs]['progress'] }
  | { type: 'done'; id: number; response: Jobs[keyof Jobs]['response'] }
  | { type: 'failed'; id: number; error: ErrorData }
  /** Something went wrong outside any call (an unhandled rejection). Reported; calls go on. */
  | { type: 'fault'; error: ErrorData }
  | { type: 'pong'; id: number };
