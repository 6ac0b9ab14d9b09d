// Progress of a training that was held back must not lose an epoch.

import type { JobName, Jobs, TrainProgress } from './protocol.ts';

type Progress = Jobs[JobName]['progress'];

const isTraining = (progress: Progress): progress is TrainProgress => 'records' in progress;

/** The newer progress, with the epochs and the checkpoint of the one that was held back. */
export function mergeProgress(held: Progress, next: Progress): Progress {
  if (!isTraining(held) || !isTraining(next)) return next;
  return {
    ...next,
    records: [...held.records, ...next.records],
    checkpoint: next.checkpoint ?? held.checkpoint,
  };
}
