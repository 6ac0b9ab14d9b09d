// A run as MLflow's search sees it, and how ours maps to that.

import type { RunItem } from '../run-item.ts';
import type { RunStatus } from '../records.ts';

export interface SearchableRun {
  /** The last value; undefined where the run has none of this name. */
  metric(key: string): number | undefined;
  param(key: string): string | undefined;
  tag(key: string): string | undefined;
  /** run_id, run_name, status, start_time and end_time (milliseconds since 1970), user_id, artifact_uri. */
  attribute(key: string): string | number | undefined;
  readonly datasets: readonly SearchableDataset[];
}

export interface SearchableDataset {
  readonly name: string;
  readonly digest: string;
  readonly context: string;
}

/** MLflow's words for what became of a run. A paused one goes on, so it is still running; one that a person stopped is killed. */
const statuses: Readonly<Record<RunStatus, string>> = {
  running: 'RUNNING',
  paused: 'RUNNING',
  done: 'FINISHED',
  stopped: 'KILLED',
  failed: 'FAILED',
};

const own = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/**
 * Metrics are the last values, params every setting (runParams), tags the person's and those that MLflow keeps by itself:
 * mlflow.runName, mlflow.parentRunId, mlflow.note.content, mlflow.source.name (engine) and mlflow.source.type. There are no users
 * and no artifact folders here: user_id is "local", artifact_uri is missing. A run that has not ended has no end_time.
 */
export function searchable(item: RunItem): SearchableRun {
  const { run, note } = item;
  const systemTag = (key: string): string | undefined => {
    switch (key) {
      case 'mlflow.runName':
        return item.name;
      case 'mlflow.parentRunId':
        return run.parentId ?? undefined;
      case 'mlflow.note.content':
        return note && note.notes !== '' ? note.notes : undefined;
      case 'mlflow.source.name':
        return run.engine ? `${run.engine.trainer}/${run.engine.backend}` : undefined;
      case 'mlflow.source.type':
        return 'LOCAL';
      case 'mlflow.user':
        return 'local';
      default:
        return undefined;
    }
  };
  return {
    metric: (key) => own(item.metrics, key)?.last,
    param: (key) => own(item.params, key),
    tag: (key) => own(item.tags, key) ?? systemTag(key),
    attribute(key) {
      switch (key) {
        case 'run_id':
          return run.id;
        case 'run_name':
          return item.name;
        case 'status':
          return statuses[run.status];
        case 'start_time':
          return run.startedAt;
        case 'end_time':
          return run.endedAt ?? undefined;
        case 'user_id':
          return 'local';
        default:
          return undefined;
      }
    },
    datasets: [{ name: run.dataVersionId ?? 'stream', digest: run.datasetDigest, context: 'training' }],
  };
}
