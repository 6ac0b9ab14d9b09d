// Versions as the registry lists them, and as a file says them.

import type { Evaluation } from '../../../core/evaluation.ts';
import type { DatasetVersion, LedgerKind, ModelVersion, Run, VersionNote } from '../../../core/records.ts';
import { modelKinds } from '../../../core/models/index.ts';
import { estimateValue } from '../../../core/wording.ts';
import type { App } from '../../../state/app.svelte.ts';
import { registryText as text } from '../../text/registry.ts';
import { rolesIn } from '../../views/versions.ts';

export interface RegistryRow {
  readonly version: ModelVersion;
  /** Aliases that point to it, `champion` and `challenger` first. */
  readonly aliases: readonly string[];
  /** What became of it, where no alias says so; else empty. */
  readonly role: string;
  readonly kind: string;
  readonly level: string;
  readonly evaluation: Evaluation | null;
  readonly gate: string;
  readonly tests: string;
  readonly data: DatasetVersion | null;
  readonly run: Run | null;
  readonly runName: string;
  /** What has moved on since it learnt, in words; null: nothing. */
  readonly stale: string | null;
  readonly note: VersionNote | null;
}

/** How many of the tests that apply were passed, in words. */
export function testsText(evaluation: Evaluation | null): string {
  if (!evaluation) return text.notEvaluated;
  const asked = evaluation.tests.filter(({ passed }) => passed !== null);
  if (asked.length === 0) return text.noTests;
  return text.tests(asked.filter(({ passed }) => passed).length, asked.length);
}

export const gateText = (evaluation: Evaluation | null): string =>
  evaluation ? text.verdicts[evaluation.gate.verdict] : text.notEvaluated;

export const tagTexts = (note: VersionNote | null): string[] =>
  Object.entries(note?.tags ?? {}).map(([name, value]) => (value === '' ? name : `${name}: ${value}`));

/** Kinds of ledger lines that say what became of a version. */
export const movesOf: ReadonlySet<LedgerKind> = new Set([
  'trained',
  'evaluated',
  'promoted',
  'kept',
  'rolled-back',
  'trial-started',
  'trial-widened',
  'trial-held',
  'trial-ended',
  'aliased',
  'unaliased',
  'branched',
]);

/** Rows of many versions: what each is looked up in is put together once. */
function rowMaker(app: App): (version: ModelVersion) => RegistryRow {
  const { runs, ledger, contents, evaluations, versionNotes } = app.store;
  const runById = new Map(runs.map((run) => [run.id, run]));
  const newest = new Map(evaluations.map((evaluation) => [evaluation.modelVersionId, evaluation]));
  // The first of equal content, as it is met from the oldest on.
  const dataByDigest = new Map(contents.datasetVersions.toReversed().map((data) => [data.digest, data]));
  const notes = new Map(versionNotes.map((note) => [note.modelVersionId, note]));
  const named = [...app.models.aliases];
  const roleOf = rolesIn(ledger);
  const staleness = app.models.stalenessNow();
  const { targetUnit } = app.datasets.current.scenario;
  return (version) => {
    const run = runById.get(version.runId) ?? null;
    const evaluation = newest.get(version.id) ?? null;
    const aliases = named.flatMap(([alias, id]) => (id === version.id ? [alias] : []));
    const role = roleOf(version.id);
    const digest = version.dataDigest ?? run?.datasetDigest ?? '';
    return {
      version,
      aliases,
      role: aliases.includes(role) ? '' : role,
      kind: modelKinds.get(version.kind).label,
      level: estimateValue(version.metric, version.level, targetUnit),
      evaluation,
      gate: gateText(evaluation),
      tests: testsText(evaluation),
      data: dataByDigest.get(digest) ?? null,
      run,
      runName: run ? (app.notebook.find(run.id)?.name ?? run.name) : '',
      stale: staleness(version),
      note: notes.get(version.id) ?? null,
    };
  };
}

export const registryRow = (app: App, version: ModelVersion): RegistryRow => rowMaker(app)(version);

/** The newest first. */
export const registryRows = (app: App): RegistryRow[] => app.store.versions.toReversed().map(rowMaker(app));

/** Rows that have every word somewhere in what the table says of them, in whatever case. */
export function fitting(rows: readonly RegistryRow[], words: string): readonly RegistryRow[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return rows;
  return rows.filter((row) => {
    const said = [
      text.name(row.version.number),
      ...row.aliases,
      row.role,
      row.kind,
      row.gate,
      row.tests,
      row.data ? `data v${row.data.number} ${row.data.digest}` : '',
      row.runName,
      row.stale === null ? '' : text.stale,
      ...tagTexts(row.note),
      row.note?.notes ?? '',
    ]
      .join('\n')
      .toLowerCase();
    return wanted.every((word) => said.includes(word));
  });
}

export const registryOrders = ['version', 'level', 'made'] as const;
export type RegistryOrder = (typeof registryOrders)[number];

/** @param descending the newest or the greatest first; equal ones by number. */
export function ordered(
  rows: readonly RegistryRow[],
  by: RegistryOrder,
  descending: boolean,
): readonly RegistryRow[] {
  const value = ({ version }: RegistryRow): number =>
    by === 'level' ? version.level.value : by === 'made' ? version.createdAt : version.number;
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [value(a), value(b)];
    // What has no level stands last either way.
    if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
    return sign * (x - y || a.version.number - b.version.number) || 0;
  });
}

/** All that is known of a version, without its weights, for a file. Numbers that are none are null. */
export function versionFacts(row: RegistryRow): string {
  const { projectId: _, ...version } = row.version;
  return `${JSON.stringify(
    {
      format: 'model-loop-version',
      v: 1,
      version,
      aliases: row.aliases,
      notes: row.note?.notes ?? '',
      tags: row.note?.tags ?? {},
      run: row.run,
      data: row.data && { number: row.data.number, digest: row.data.digest, operation: row.data.operation },
      evaluation: row.evaluation,
      stale: row.stale,
    },
    // Row numbers of an evaluation would be written as an object otherwise.
    (_key, value: unknown) => (ArrayBuffer.isView(value) && value instanceof Int32Array ? [...value] : value),
    2,
  )}\n`;
}
