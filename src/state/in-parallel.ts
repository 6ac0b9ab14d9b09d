// Deals pieces of work out to several workers: each takes the next piece when it has done one.

import { AppError } from '../core/errors.ts';

export interface ParallelWork<Piece, Worker, Result> {
  /** As many workers at most. */
  readonly workers: number;
  readonly signal: AbortSignal;
  open(): Promise<Worker>;
  close(worker: Worker): void;
  work(worker: Worker, piece: Piece): Promise<Result>;
  /** A piece is done; never called after the end. */
  onDone?(): void;
}

/**
 * Results in the order of the pieces, whoever did them. Every worker that was opened is closed, however it ends; one that is
 * still being opened then is closed as soon as it is there.
 * @throws the first failure, or AppError 'aborted' at once by the signal; what is under way then is not waited for.
 */
export async function inParallel<Piece, Worker, Result>(
  pieces: readonly Piece[],
  { workers, signal, open, close, work, onDone }: ParallelWork<Piece, Worker, Result>,
): Promise<Result[]> {
  const cancelled = (): AppError => new AppError('aborted', 'The work was cancelled.');
  if (signal.aborted) throw cancelled();
  const results = new Map<number, Result>();
  const opened: Worker[] = [];
  let next = 0;
  let over = false;
  const member = async (): Promise<void> => {
    const worker = await open();
    if (over) return close(worker);
    opened.push(worker);
    while (next < pieces.length) {
      const place = next++;
      const result = await work(worker, pieces[place]!);
      if (over) return;
      results.set(place, result);
      onDone?.();
    }
  };
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(cancelled());
    signal.addEventListener('abort', abort);
  });
  try {
    const members = Array.from({ length: Math.min(workers, pieces.length) }, () => member());
    await Promise.race([Promise.all(members), aborted]);
  } finally {
    over = true;
    signal.removeEventListener('abort', abort);
    for (const worker of opened) close(worker);
  }
  return pieces.map((_, place) => results.get(place)!);
}
