// A long piece of work is one value, not three booleans.

import type { AppError } from '../core/errors.ts';

export type Job<Result, Progress = null> =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly progress: Progress | null; readonly cancel: () => void }
  | { readonly phase: 'failed'; readonly error: AppError }
  | { readonly phase: 'done'; readonly result: Result };

export const idle = { phase: 'idle' } as const;
