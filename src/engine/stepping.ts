// Work that comes in steps, done so that other messages get through: it can be paused, and ends soon after it is cancelled.

import type { Controls } from '../worker/controls.ts';
import { Pacer } from './pacing.ts';

/** @throws AppError `aborted`. */
export async function inSteps<P, R>(
  work: Generator<P, R>,
  controls: Controls,
  onStep: (progress: P) => void = () => undefined,
): Promise<R> {
  const pacer = new Pacer();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    onStep(value);
    if (!pacer.due) continue;
    await pacer.breathe();
    await controls.obey();
  }
}
