// A project made of another one's past: everything up to a moment, under names of its own, to go on from there.

import type { Evaluation } from './evaluation.ts';
import { scriptUntil } from './injecting/amended.ts';
import type {
  Alert,
  DatasetVersion,
  LedgerLine,
  ModelVersion,
  Project,
  Run,
  VersionNote,
  WindowRecord,
} from './records.ts';
import type { KeptCheckpoint, RunLog, RunNote } from './run-records.ts';

/** What a project is made of, weights and rows apart: these are stored by their digest and belong to nobody. */
export interface Past {
  readonly project: Project;
  readonly datasetVersions: readonly DatasetVersion[];
  readonly runs: readonly Run[];
  readonly notes: readonly RunNote[];
  readonly versions: readonly ModelVersion[];
  readonly versionNotes: readonly VersionNote[];
  readonly evaluations: readonly Evaluation[];
  readonly windows: readonly WindowRecord[];
  readonly alerts: readonly Alert[];
  readonly ledger: readonly LedgerLine[];
}

export interface Branching {
  /** Id of the new project. */
  readonly id: string;
  /** Windows that have passed at the moment: the new project goes on with the window of this index. */
  readonly at: number;
  /** First row of that window. */
  readonly nextRow: number;
  /** Windows of the whole stream: when the last has passed, the world goes on without rows and every label comes in. */
  readonly total: number;
  readonly now: number;
  /** Why, in words: what the first line of the new project's own says. */
  readonly reason: string;
}

/** Ids of one project as those of another. */
export type Rename = (id: string) => string;

/** Ids begin with that of their project: `${project}/run/3`. */
export const renaming =
  (from: string, to: string): Rename =>
  (id) =>
    id === from ? to : id.startsWith(`${from}/`) ? to + id.slice(from.length) : id;

const orNull = (rename: Rename, id: string | null): string | null => (id === null ? null : rename(id));

/** What a run measured, as a run of the new project. */
export const renamedLog = (log: RunLog, rename: Rename): RunLog => ({
  ...log,
  runId: rename(log.runId),
  projectId: rename(log.projectId),
});

/** Parameters that a run kept on the way, as those of a run of the new project. */
export const renamedKept = (kept: KeptCheckpoint, rename: Rename): KeptCheckpoint => ({
  ...kept,
  runId: rename(kept.runId),
  projectId: rename(kept.projectId),
});

function renamedRun(run: Run, rename: Rename, known: ReadonlySet<string>): Run {
  const { parentId, forkedFrom, warmFrom, dataVersionId } = run;
  return {
    ...run,
    id: rename(run.id),
    projectId: rename(run.projectId),
    ...(dataVersionId === undefined ? {} : { dataVersionId: rename(dataVersionId) }),
    warmFrom: orNull(rename, warmFrom),
    // A parent that had not ended yet is not there.
    parentId: parentId !== null && known.has(parentId) ? rename(parentId) : null,
    forkedFrom:
      forkedFrom && known.has(forkedFrom.runId) ? { ...forkedFrom, runId: rename(forkedFrom.runId) } : null,
    modelVersionId: orNull(rename, run.modelVersionId),
  };
}

function renamedVersion(version: ModelVersion, rename: Rename): ModelVersion {
  const { comparison } = version;
  return {
    ...version,
    id: rename(version.id),
    projectId: rename(version.projectId),
    runId: rename(version.runId),
    comparison: comparison && { ...comparison, championId: rename(comparison.championId) },
  };
}

function renamedWindow(window: WindowRecord, rename: Rename): WindowRecord {
  const { trial } = window;
  return {
    ...window,
    projectId: rename(window.projectId),
    modelVersionId: rename(window.modelVersionId),
    ...(trial && { trial: { ...trial, modelVersionId: rename(trial.modelVersionId) } }),
  };
}

const renamedLine = (line: LedgerLine, rename: Rename): LedgerLine => ({
  ...line,
  projectId: rename(line.projectId),
  modelVersionId: orNull(rename, line.modelVersionId),
  previousId: orNull(rename, line.previousId),
  runId: orNull(rename, line.runId),
  alertId: orNull(rename, line.alertId),
  ...(line.evaluationId === undefined ? {} : { evaluationId: rename(line.evaluationId) }),
});

function namesIn(lines: readonly LedgerLine[]): ReadonlySet<string> {
  return new Set(
    lines.flatMap(({ modelVersionId, previousId, runId, alertId }) =>
      [modelVersionId, previousId, runId, alertId].filter((id) => id !== null),
    ),
  );
}

/**
 * The contents of a new project that stands where the old one stood when `at` windows had passed. What the ledger did not
 * name by then is not there, labels that had not arrived are unknown again, changes to the world are those that had been
 * decided on by then, and all other settings are those of now: of their past the ledger has words only. Played on, it gives
 * the same windows bit for bit, for chance hangs on the seed and on numbers that come along.
 * @throws RangeError for a moment that the project has not reached.
 */
export function branchOf(past: Past, { id, at, nextRow, total, now, reason }: Branching): Past {
  const { project } = past;
  if (!Number.isInteger(at) || at < 0 || at > project.position)
    throw new RangeError(`The project has passed ${project.position} windows, not ${at}.`);
  const rename = renaming(project.id, id);
  const lines = past.ledger.filter((line) => line.windowIndex <= at);
  const named = namesIn(lines);
  const until = lines.at(-1)?.at ?? project.createdAt;
  const runs = past.runs.filter(
    (run) =>
      run.endedAt !== null && (named.has(run.id) || (run.modelVersionId && named.has(run.modelVersionId))),
  );
  const versions = past.versions.filter((version) => named.has(version.id));
  const known = new Set([...runs, ...versions].map((item) => item.id));
  const learntFrom = new Set(runs.map((run) => run.dataVersionId));
  const data = past.datasetVersions.filter(
    (version) => version.number === 1 || version.createdAt <= until || learntFrom.has(version.id),
  );
  const { dataVersionId, injections, ...settings } = project.settings;
  const chosen = data.find((version) => version.id === dataVersionId);
  const labelled = at >= total ? at : at - project.settings.labelDelayWindows;
  const renamedLines = lines.map((line, i) => ({ ...renamedLine(line, rename), seq: i + 1 }));
  return {
    project: {
      ...project,
      id,
      createdAt: now,
      openedAt: now,
      position: at,
      playing: false,
      settings: {
        ...settings,
        ...(chosen ? { dataVersionId: rename(chosen.id) } : {}),
        ...(injections ? { injections: scriptUntil(injections, nextRow) } : {}),
      },
    },
    datasetVersions: data.map((version) => ({
      ...version,
      id: rename(version.id),
      projectId: id,
      parentId: orNull(rename, version.parentId),
    })),
    runs: runs.map((run) => renamedRun(run, rename, known)),
    notes: past.notes
      .filter((note) => known.has(note.runId))
      .map((note) => ({ ...note, runId: rename(note.runId), projectId: id })),
    versions: versions.map((version) => renamedVersion(version, rename)),
    versionNotes: past.versionNotes
      .filter((note) => known.has(note.modelVersionId))
      .map((note) => ({ ...note, modelVersionId: rename(note.modelVersionId), projectId: id })),
    evaluations: past.evaluations
      .filter(
        ({ windowIndex, modelVersionId, baselineId }) =>
          windowIndex <= at && known.has(modelVersionId) && (baselineId === null || known.has(baselineId)),
      )
      .map((evaluation) => ({
        ...evaluation,
        id: rename(evaluation.id),
        projectId: id,
        modelVersionId: rename(evaluation.modelVersionId),
        baselineId: orNull(rename, evaluation.baselineId),
      })),
    windows: past.windows
      .filter((window) => window.index < at)
      .map((window) => ({
        ...renamedWindow(window, rename),
        performance: window.index < labelled ? window.performance : null,
      })),
    alerts: past.alerts
      .filter((alert) => named.has(alert.id))
      .map((alert) => ({
        ...alert,
        id: rename(alert.id),
        projectId: id,
        modelVersionId: rename(alert.modelVersionId),
      })),
    ledger: [
      ...renamedLines,
      {
        v: 1,
        projectId: id,
        seq: renamedLines.length + 1,
        at: now,
        kind: 'branched',
        windowIndex: at,
        modelVersionId: null,
        previousId: null,
        runId: null,
        alertId: null,
        reason,
      },
    ],
  };
}
