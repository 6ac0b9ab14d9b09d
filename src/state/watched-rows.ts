// Which rows a version's windows are compared with.

import type { ReferencePlan } from '../core/monitoring/plan.ts';
import type { WatchedRows, WatchedVersion } from '../core/monitoring/watched.ts';
import type { ModelVersion, Run } from '../core/records.ts';
import type { Evaluator } from './evaluator.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';

/** Rows that a run learnt from and those that it kept for validation, worked out anew. */
export type RowsOfRun = (
  run: Run,
) => Promise<{ readonly train: Int32Array; readonly validation: Int32Array }>;

export interface WatchedRowsParts {
  readonly store: Pick<ProjectStore, 'runs' | 'evaluations'>;
  readonly datasets: { readonly current: Pick<Datasets['current'], 'digest'> };
  readonly evaluator: Pick<Evaluator, 'testRows'>;
  readonly rowsOfRun: RowsOfRun;
}

/** Nothing but the rows and whether the version learnt from `unseen` too. */
export type Compared = Pick<WatchedVersion, 'reference' | 'unseen' | 'unseenLearnt'>;

/** What it really learnt from; where that can't be worked out any more, the stretch that its record names. */
async function learntBy(version: ModelVersion, { store, datasets, rowsOfRun }: WatchedRowsParts) {
  const run = store.runs.find(({ id }) => id === version.runId);
  const rows = run ? await rowsOfRun(run).catch(() => null) : null;
  if (run && rows && rows.train.length > 0)
    return {
      learnt: { digest: run.datasetDigest, rows: rows.train },
      validation: { digest: run.datasetDigest, rows: rows.validation },
      run,
    };
  const { digest } = datasets.current;
  return { learnt: { digest, rows: version.trainedOn.span }, validation: null, run: run ?? null };
}

/**
 * Rows that a version did not learn from, the first there are: its validation rows, those kept to compare it on, test rows of the
 * split, rows that it was judged on.
 */
function unseenBy(
  version: ModelVersion,
  validation: WatchedRows | null,
  run: Run | null,
  { store, datasets, evaluator }: WatchedRowsParts,
): WatchedRows | null {
  const { digest } = datasets.current;
  if (validation?.rows instanceof Int32Array && validation.rows.length > 0) return validation;
  if (run && run.holdout.to > run.holdout.from) return { digest, rows: run.holdout };
  const test = evaluator.testRows();
  if (test) return { digest, rows: test };
  const judged = store.evaluations.find(
    ({ modelVersionId, on }) => modelVersionId === version.id && on.digest === digest && on.n > 0,
  );
  return judged ? { digest, rows: judged.on.rows ?? judged.on.span } : null;
}

export async function comparedRows(
  version: ModelVersion,
  plan: ReferencePlan,
  parts: WatchedRowsParts,
): Promise<Compared> {
  const { learnt, validation, run } = await learntBy(version, parts);
  const found = unseenBy(version, validation, run, parts);
  const unseen = found ?? learnt;
  const unseenLearnt = found === null;
  if (plan.of === 'rows')
    return { reference: { digest: parts.datasets.current.digest, rows: plan.span }, unseen, unseenLearnt };
  return { reference: plan.of === 'validation' ? unseen : learnt, unseen, unseenLearnt };
}
