// Where everything came from and what came of it: data version → recipe → run → version → alias → windows → alarms, with
// evaluations, forks and warm starts. Read from the records; nothing is stored for it.

import { isAlarm } from './alerting/episodes.ts';
import type { Evaluation } from './evaluation.ts';
import { reigns } from './ledger.ts';
import type { Alert, DatasetVersion, LedgerLine, ModelVersion, Run, WindowRecord } from './records.ts';

/** Windows in a row that one version answered, with the same version (or none) on trial beside it. */
export interface Stretch {
  readonly modelVersionId: string;
  readonly trialId: string | null;
  /** First and last window. */
  readonly first: number;
  readonly last: number;
}

export type LineageNode = { readonly id: string } & (
  | { readonly kind: 'data'; readonly data: DatasetVersion }
  /** A plan of preparation, fitted on rows of one data version: the same plan on other rows is another recipe. */
  | { readonly kind: 'recipe'; readonly digest: string; readonly runs: number }
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'version'; readonly version: ModelVersion }
  | { readonly kind: 'alias'; readonly alias: string; readonly modelVersionId: string }
  | { readonly kind: 'evaluation'; readonly evaluation: Evaluation }
  | { readonly kind: 'windows'; readonly stretch: Stretch }
  | { readonly kind: 'alert'; readonly alert: Alert }
);
export type LineageKind = LineageNode['kind'];

/** What an edge says of its two ends, read from `from` to `to`. */
export type LineageRelation =
  | 'edited'
  | 'fitted'
  | 'learnt'
  | 'prepared'
  | 'made'
  | 'forked'
  | 'warm-started'
  | 'named'
  | 'evaluated'
  | 'compared'
  | 'answered'
  | 'on-trial'
  | 'raised';

export interface LineageEdge {
  readonly from: string;
  readonly to: string;
  readonly relation: LineageRelation;
}

export interface Lineage {
  /** By id; what something is made of comes before it within a kind (oldest first). */
  readonly nodes: ReadonlyMap<string, LineageNode>;
  readonly edges: readonly LineageEdge[];
}

export interface LineageRecords {
  readonly datasetVersions: readonly DatasetVersion[];
  readonly runs: readonly Run[];
  readonly versions: readonly ModelVersion[];
  readonly evaluations: readonly Evaluation[];
  readonly windows: readonly WindowRecord[];
  readonly alerts: readonly Alert[];
  readonly ledger: readonly LedgerLine[];
  /** Alias → id of the version that it points to now. */
  readonly aliases: ReadonlyMap<string, string>;
}

export const aliasNode = (alias: string): string => `alias:${alias}`;
const windowsNode = (first: number): string => `windows:${first}`;
const recipeNode = (dataId: string, digest: string): string => `recipe:${digest}@${dataId}`;

/** A gap (a window that can't be read) ends a stretch: who answered there is not known. @param windows by index, ascending. */
export function stretchesOf(windows: readonly WindowRecord[]): Stretch[] {
  const found: Stretch[] = [];
  for (const { index, modelVersionId, trial } of windows) {
    const trialId = trial?.modelVersionId ?? null;
    const last = found.at(-1);
    if (last?.last === index - 1 && last.modelVersionId === modelVersionId && last.trialId === trialId)
      found[found.length - 1] = { ...last, last: index };
    else found.push({ modelVersionId, trialId, first: index, last: index });
  }
  return found;
}

/** The data version that a run learnt from: the edited one it names, else the one with its digest. */
function dataOf(run: Run, versions: readonly DatasetVersion[]): DatasetVersion | undefined {
  return run.dataVersionId === undefined
    ? versions.find(({ digest }) => digest === run.datasetDigest)
    : versions.find(({ id }) => id === run.dataVersionId);
}

/**
 * The graph of a project. What a record names and no record is there for (damaged, or from before it was noted) has no node
 * and no edge. All windows are rows of the first data version, which every version descends from, so that has no edge of its own.
 */
export function lineageOf(records: LineageRecords): Lineage {
  const nodes = new Map<string, LineageNode>();
  const edges: LineageEdge[] = [];
  const join = (from: string | null | undefined, to: string, relation: LineageRelation): void => {
    if (from !== null && from !== undefined && nodes.has(from) && nodes.has(to))
      edges.push({ from, to, relation });
  };
  const add = (node: LineageNode): void => void nodes.set(node.id, node);

  records.datasetVersions.forEach((data) => add({ id: data.id, kind: 'data', data }));
  records.datasetVersions.forEach((data) => join(data.parentId, data.id, 'edited'));
  addRuns(records, nodes, add, join);
  records.versions.forEach((version) => {
    add({ id: version.id, kind: 'version', version });
    join(version.runId, version.id, 'made');
  });
  // Only now are the versions there that a run may have begun from.
  for (const run of records.runs) {
    join(run.forkedFrom?.runId, run.id, 'forked');
    join(run.warmFrom, run.id, 'warm-started');
  }
  for (const [alias, modelVersionId] of records.aliases) {
    const id = aliasNode(alias);
    add({ id, kind: 'alias', alias, modelVersionId });
    join(modelVersionId, id, 'named');
  }
  records.evaluations.forEach((evaluation) => {
    add({ id: evaluation.id, kind: 'evaluation', evaluation });
    join(evaluation.modelVersionId, evaluation.id, 'evaluated');
    join(evaluation.baselineId, evaluation.id, 'compared');
  });
  addWindows(records, add, join);
  return { nodes, edges };
}

type Add = (node: LineageNode) => void;
type Join = (from: string | null | undefined, to: string, relation: LineageRelation) => void;

function addRuns(
  { runs, datasetVersions }: LineageRecords,
  nodes: ReadonlyMap<string, LineageNode>,
  add: Add,
  join: Join,
): void {
  for (const run of runs) {
    const data = dataOf(run, datasetVersions);
    add({ id: run.id, kind: 'run', run });
    // Runs from before it was noted how their rows were prepared hang at their data alone.
    if (!data || run.recipeDigest === '') {
      join(data?.id, run.id, 'learnt');
      continue;
    }
    const id = recipeNode(data.id, run.recipeDigest);
    const known = nodes.get(id);
    const runsSoFar = known?.kind === 'recipe' ? known.runs : 0;
    add({ id, kind: 'recipe', digest: run.recipeDigest, runs: runsSoFar + 1 });
    if (!known) join(data.id, id, 'fitted');
    join(id, run.id, 'prepared');
  }
}

function addWindows({ windows, alerts, ledger, aliases }: LineageRecords, add: Add, join: Join): void {
  const reign = reigns(ledger).at(-1);
  const champion = aliases.get('champion');
  const stretches = stretchesOf(windows);
  for (const stretch of stretches) {
    const id = windowsNode(stretch.first);
    add({ id, kind: 'windows', stretch });
    // What the present champion answers it answers by its alias; earlier ones have lost theirs.
    const present =
      stretch.modelVersionId === champion &&
      reign?.modelVersionId === champion &&
      stretch.first >= reign.from;
    join(present ? aliasNode('champion') : stretch.modelVersionId, id, 'answered');
    join(stretch.trialId, id, 'on-trial');
  }
  for (const alert of alerts.filter(isAlarm)) {
    add({ id: alert.id, kind: 'alert', alert });
    const within = stretches.find(
      ({ first, last }) => first <= alert.windowIndex && alert.windowIndex <= last,
    );
    join(within ? windowsNode(within.first) : alert.modelVersionId, alert.id, 'raised');
  }
}

/** Everything that a node comes from (`up`) or that came of it (`down`), itself left out. */
export function reach({ edges }: Pick<Lineage, 'edges'>, id: string, way: 'up' | 'down'): Set<string> {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const [here, there] = way === 'down' ? [from, to] : [to, from];
    const list = next.get(here);
    if (list) list.push(there);
    else next.set(here, [there]);
  }
  const found = new Set<string>();
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const there of next.get(at) ?? [])
      if (there !== id && !found.has(there)) {
        found.add(there);
        open.push(there);
      }
  return found;
}

/** The node whose record this is; a window belongs to its stretch. Null where there is none. */
export function nodeOfWindow({ nodes }: Lineage, index: number): string | null {
  for (const node of nodes.values())
    if (node.kind === 'windows' && node.stretch.first <= index && index <= node.stretch.last) return node.id;
  return null;
}
