// Progress of a training that was held back must not lose an epoch, a point or an event.

import type { TrainingNews } from '../core/training-report.ts';
import type { JobName, Jobs, TrainProgress } from './protocol.ts';

type Progress = Jobs[JobName]['progress'];

const isTraining = (progress: Progress): progress is TrainProgress => 'records' in progress;

function mergeNews(held: TrainingNews, next: TrainingNews): TrainingNews {
  // Files and kept parameters are told as a whole: the newer of a name takes the place of the older.
  const files = new Map([...held.files, ...next.files].map((file) => [file.name, file]));
  const kept = new Map([...held.kept, ...next.kept].map((one) => [one.name, one]));
  return {
    points: [...held.points, ...next.points],
    events: [...held.events, ...next.events],
    histograms: [...held.histograms, ...next.histograms],
    kept: [...kept.values()],
    files: [...files.values()],
    published: [...held.published, ...next.published],
    look: next.look ?? held.look,
  };
}

const countsOf = ({ points, events, histograms }: TrainingNews) => ({
  points: points.length,
  events: events.length,
  histograms: histograms.length,
});

/** Where in the merged news the checkpoint stands: what came after it must be told anew by a training that goes on from it. */
function beforeCheckpoint(held: TrainProgress, next: TrainProgress): TrainProgress['beforeCheckpoint'] {
  if (!next.checkpoint) return held.checkpoint ? (held.beforeCheckpoint ?? countsOf(held.news)) : undefined;
  const first = countsOf(held.news);
  const second = next.beforeCheckpoint ?? countsOf(next.news);
  return {
    points: first.points + second.points,
    events: first.events + second.events,
    histograms: first.histograms + second.histograms,
  };
}

/** The newer progress, with the epochs, the checkpoint and the news of the one that was held back. */
export function mergeProgress(held: Progress, next: Progress): Progress {
  if (!isTraining(held) || !isTraining(next)) return next;
  return {
    ...next,
    records: [...held.records, ...next.records],
    checkpoint: next.checkpoint ?? held.checkpoint,
    beforeCheckpoint: beforeCheckpoint(held, next),
    news: mergeNews(held.news, next.news),
  };
}
