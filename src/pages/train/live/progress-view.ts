// How far a training is, in words that are true before anything is known of it as well.

import { liveText } from '../../text/train-live.ts';

/** @param ended epochs that have ended; null while that is not known, as just after a reload. */
export function progressWords(isPaused: boolean, ended: number | null, epochs: number): string {
  if (isPaused) return ended === null ? liveText.paused : liveText.pausedAt(ended, epochs);
  return ended === null ? liveText.starting : liveText.epochOf(ended, epochs);
}
