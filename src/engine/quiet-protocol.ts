// The job behind "what if nothing had changed?", as part of protocol.ts.

import type { QuietRequest, QuietResult } from '../core/quiet/quiet-stream.ts';

export interface QuietJobs {
  /** A person's monitors and rules on rows of theirs in random order: how often they speak for nothing. */
  quiet: {
    request: { digest: string; quiet: QuietRequest };
    /** Orders of the rows that are done. */
    progress: { done: number; total: number };
    response: QuietResult;
  };
}
