// The open project as the page sees it: immutable lists that are replaced, one verb that commits, and one queue in which
// everything that changes the project takes its turn. What is not committed is not shown.

import { AppError } from '../core/errors.ts';
import { challengerOf, championAt, openAlert, rollbackTarget } from '../core/ledger.ts';
import type { Evaluation } from '../core/evaluation.ts';
import type {
  LedgerKind,
  LedgerLine,
  ModelVersion,
  Project,
  Run,
  VersionNote,
  WindowRecord,
} from '../core/records.ts';
import type { RunLog, RunNote } from '../core/run-records.ts';
import type { TrialMove } from '../core/trial.ts';
import { endedBy } from '../core/trials/history.ts';
import { bothTouched } from '../storage/storage.ts';
import type { Changes, ProjectContents, Storage, Touched } from '../storage/storage.ts';

function merged<T>(
  list: readonly T[],
  fresh: readonly T[] | undefined,
  key: (item: T) => string | number,
): readonly T[] {
  if (!fresh?.length) return list;
  const byKey = new Map(list.map((item) => [key(item), item]));
  for (const item of fresh) byKey.set(key(item), item);
  return [...byKey.values()];
}

type Fresh = Partial<Omit<ProjectContents, 'damaged'>>;

/** What is shown, with records that are new or have changed. */
function joined(now: ProjectContents, fresh: Fresh): ProjectContents {
  return {
    ...now,
    project: fresh.project ?? now.project,
    datasetVersions: merged(now.datasetVersions, fresh.datasetVersions, (item) => item.id),
    runs: merged(now.runs, fresh.runs, (item) => item.id),
    notes: merged(now.notes, fresh.notes, (item) => item.runId),
    versions: merged(now.versions, fresh.versions, (item) => item.id),
    versionNotes: merged(now.versionNotes, fresh.versionNotes, (item) => item.modelVersionId),
    evaluations: merged(now.evaluations, fresh.evaluations, (item) => item.id),
    windows: merged(now.windows, fresh.windows, (item) => item.index),
    alerts: merged(now.alerts, fresh.alerts, (item) => item.id),
    ledger: merged(now.ledger, fresh.ledger, (item) => item.seq),
  };
}

export interface LineDraft {
  readonly kind: LedgerKind;
  readonly reason: string;
  readonly modelVersionId?: string | null;
  readonly previousId?: string | null;
  readonly runId?: string | null;
  readonly alertId?: string | null;
  readonly alias?: string;
  readonly evaluationId?: string;
  readonly trial?: TrialMove;
  readonly until?: number;
}

export class ProjectStore {
  readonly #storage: Storage;
  readonly #now: () => number;
  readonly #mayWrite: () => boolean;
  #contents = $state.raw<ProjectContents | null>(null);
  #turn: Promise<unknown> = Promise.resolve();
  /** What another tab wrote and was not read yet; `touched` null: all of it. */
  #stale: { readonly touched: Touched | null } | null = null;
  #refreshing: Promise<void> | null = null;

  constructor(storage: Storage, now: () => number, mayWrite: () => boolean) {
    this.#storage = storage;
    this.#now = now;
    this.#mayWrite = mayWrite;
  }

  get isOpen(): boolean {
    return this.#contents !== null;
  }
  get contents(): ProjectContents {
    if (!this.#contents) throw new AppError('bad-input', 'No project is open yet.');
    return this.#contents;
  }
  get project(): Project {
    return this.contents.project;
  }
  get ledger(): readonly LedgerLine[] {
    return this.#contents?.ledger ?? [];
  }
  get runs(): readonly Run[] {
    return this.#contents?.runs ?? [];
  }
  /** What the person wrote about runs. */
  get notes(): readonly RunNote[] {
    return this.#contents?.notes ?? [];
  }
  get versions(): readonly ModelVersion[] {
    return this.#contents?.versions ?? [];
  }
  /** What the person wrote about versions. */
  get versionNotes(): readonly VersionNote[] {
    return this.#contents?.versionNotes ?? [];
  }
  /** Oldest first. */
  get evaluations(): readonly Evaluation[] {
    return this.#contents?.evaluations ?? [];
  }
  get windows(): readonly WindowRecord[] {
    return this.#contents?.windows ?? [];
  }
  get championId(): string | null {
    return championAt(this.ledger);
  }
  get challengerId(): string | null {
    return challengerOf(this.ledger);
  }
  get rollbackId(): string | null {
    return rollbackTarget(this.ledger);
  }
  get openAlertId(): string | null {
    return openAlert(this.ledger);
  }

  /** Null where the version's record is damaged. */
  findVersion(id: string | null): ModelVersion | null {
    return this.versions.find((candidate) => candidate.id === id) ?? null;
  }

  /** Number of a version, read from its id where the record itself is damaged. */
  numberOf(id: string): number {
    return this.findVersion(id)?.number ?? Number(/\/v(\d+)$/.exec(id)?.[1] ?? NaN);
  }

  /** @throws AppError 'corrupt' where the run's record is damaged or gone. */
  run(id: string): Run {
    const run = this.runs.find((candidate) => candidate.id === id);
    if (!run) throw new AppError('corrupt', `Run ${id} is not in this project.`);
    return run;
  }

  /** Above every number ever given: a run that can't be read still holds its own. */
  get nextRunNumber(): number {
    const { runs, damaged } = this.contents;
    const taken = damaged.map(({ kind, key }) =>
      kind === 'run' ? Number(/\/run\/(\d+)$/.exec(key)?.[1] ?? 0) : 0,
    );
    return Math.max(0, ...taken, ...runs.map(({ number }) => number)) + 1;
  }

  version(id: string): ModelVersion {
    const version = this.findVersion(id);
    if (!version) throw new AppError('corrupt', `Model version ${id} is not in this project.`);
    return version;
  }

  now(): number {
    return this.#now();
  }

  /** @throws AppError 'storage-blocked' in a tab that only watches. */
  requireWriter(): void {
    if (!this.#mayWrite())
      throw new AppError(
        'storage-blocked',
        'This project is being worked on in another tab; this one only watches.',
      );
  }

  /** Runs one action at a time, in order of asking; a failed action does not block the next. */
  inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(action, action);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async open(projectId: string): Promise<void> {
    this.#contents = await this.#storage.load(projectId);
  }

  close(): void {
    this.#contents = null;
  }

  /**
   * Reads again what another tab has committed. Wishes that come meanwhile are answered together afterwards.
   * @param touched what it wrote; null: not known, so that everything is read.
   */
  refresh(touched: Touched | null = null): Promise<void> {
    this.#stale = { touched: this.#stale ? bothTouched(this.#stale.touched, touched) : touched };
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #refresh(): Promise<void> {
    while (this.#stale && this.#contents) {
      const { touched } = this.#stale;
      this.#stale = null;
      const { id } = this.#contents.project;
      const read = touched ? await this.#storage.reread(id, touched) : await this.#storage.load(id);
      const now = this.#contents;
      if (now?.project.id !== id) return;
      // Damage shows what is left of the project only in the whole.
      if (touched && read.damaged.length > 0) this.#stale = { touched: null };
      else this.#contents = touched ? joined(now, read) : read;
    }
  }

  /**
   * What a run measured and did; of a run under way nothing yet.
   * @throws AppError 'corrupt' when it is damaged or gone.
   */
  async log(runId: string): Promise<RunLog> {
    const run = this.runs.find((known) => known.id === runId);
    const { project } = this;
    const log = await this.#storage.log(project.id, runId);
    if (!log && run && run.epochs > 0 && run.endedAt !== null)
      throw new AppError('corrupt', `What ${run.name} measured is not in the saved work any more.`);
    const empty = { v: 1, runId, projectId: project.id, history: [], series: [], events: [] } as const;
    return log ?? { ...empty, histograms: [], files: [] };
  }

  /** What was found of a version, with the next number of its evaluations. Call inside `inTurn`, as `lines`. */
  numbered(found: Omit<Evaluation, 'id' | 'modelVersionId'>, modelVersionId: string): Evaluation {
    const { evaluations, damaged } = this.contents;
    const stem = `${modelVersionId}/evaluation/`;
    const ids = [
      ...evaluations.map(({ id }) => id),
      ...damaged.flatMap(({ kind, key }) => (kind === 'evaluation' ? [key.split(', ').at(-1) ?? ''] : [])),
    ];
    const taken = ids.filter((id) => id.startsWith(stem)).map((id) => Number(id.slice(stem.length)) || 0);
    return { ...found, modelVersionId, id: `${stem}${Math.max(0, ...taken) + 1}` };
  }

  /** The next ledger lines, numbered, with the one that says that they end a trial. Call inside `inTurn`, together with the commit that stores them. */
  lines(...asked: LineDraft[]): LedgerLine[] {
    const { project, ledger, damaged } = this.contents;
    const ended = endedBy(ledger, asked, (id) => this.numberOf(id));
    const drafts: LineDraft[] = ended
      ? asked.toSpliced(ended.at, 0, { ...ended.line, previousId: this.championId })
      : asked;
    // A line that can't be read still holds its number.
    const taken = damaged.map(({ kind, key }) =>
      kind === 'ledger line' ? Number(key.split(', ').at(-1)) || 0 : 0,
    );
    const last = Math.max(ledger.at(-1)?.seq ?? 0, ...taken);
    return drafts.map((draft, i) => ({
      v: 1,
      projectId: project.id,
      seq: last + 1 + i,
      at: this.#now(),
      kind: draft.kind,
      windowIndex: project.position,
      modelVersionId: draft.modelVersionId ?? null,
      previousId: draft.previousId ?? null,
      runId: draft.runId ?? null,
      alertId: draft.alertId ?? null,
      reason: draft.reason,
      ...(draft.alias !== undefined && { alias: draft.alias }),
      ...(draft.evaluationId !== undefined && { evaluationId: draft.evaluationId }),
      ...(draft.trial !== undefined && { trial: draft.trial }),
      ...(draft.until !== undefined && { until: draft.until }),
    }));
  }

  /** One transaction; the page changes only after it has been kept. */
  async commit(changes: Changes, options?: { strict?: boolean }): Promise<void> {
    this.requireWriter();
    const held = this.contents;
    // Belt and braces: what belongs to another project never gets in, however late an answer comes.
    const lists: readonly (readonly { readonly projectId: string }[] | undefined)[] = [
      changes.datasetVersions,
      changes.runs,
      changes.logs,
      changes.notes,
      changes.kept,
      changes.versions,
      changes.versionNotes,
      changes.evaluations,
      changes.windows,
      changes.alerts,
      changes.ledger,
    ];
    const owners = [
      changes.project?.id ?? held.project.id,
      ...lists.flatMap((list) => list ?? []).map((item) => item.projectId),
    ];
    if (owners.some((owner) => owner !== held.project.id))
      throw new AppError('aborted', 'The project was left before this could be written down.');
    await this.#storage.commit(changes, options);
    // As it is now: another commit may have come in between. Of a project that was left nothing is shown any more.
    const now = this.#contents;
    if (now?.project.id !== held.project.id) return;
    this.#contents = joined(now, changes);
  }
}
