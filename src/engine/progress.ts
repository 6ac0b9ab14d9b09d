// Progress of a training that was held back must not lose an epoch, a point or an event.

import type { TrainingNews } from '../core/training-report.ts';
import type { JobName, Jobs, TrainProgress } from './protocol.ts';

type Progress = Jobs[JobName]['progress'];

const isTraining = (progress: Progress): progress is TrainProgress => 'records' in progress;

function mergeNews(held: TrainingNews, next: TrainingNews): TrainingNews {
  // A file is told as a whole: the newer text replaces the older one.
  const files = new Map([...held.files, ...next.files].map((file) => [file.name, file]));
  return {
    points: [...held.points, ...next.points],
    events: [...held.events, ...next.events],
    histograms: [...held.histograms, ...next.histograms],
    kept: [...held.kept, ...next.kept],
    files: [...files.values()],
    published: [...held.published, ...next.published],
    look: next.look ?? held.look,
  };
}

/** The newer progress, with the epochs, the checkpoint and the news of the one that was held back. */
export function mergeProgress(held: Progress, next: Progress): Progress {
  if (!isTraining(held) || !isTraining(next)) return next;
  return {
    ...next,
    records: [...held.records, ...next.records],
    checkpoint: next.checkpoint ?? held.checkpoint,
    news: mergeNews(held.news, next.news),
  };
}
