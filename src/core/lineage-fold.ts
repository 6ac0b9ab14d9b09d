// A long history shown short: chains of run, version and what came of it are kept or folded as a whole, so that "12 more
// runs" stands for things that belong together. Nothing is lost: what was folded is named and can be unfolded.

import type { Lineage, LineageEdge, LineageKind, LineageNode, LineageRelation } from './lineage.ts';

export interface Fold {
  readonly id: string;
  readonly kind: 'fold';
  /** What it stands for. */
  readonly of: LineageKind;
  /** Ids of the nodes, in the order of the lineage. */
  readonly members: readonly string[];
  /** Within a chain that is shown: opened by naming it in `unfolded`. Else whole chains lie in it: opened by showing more. */
  readonly within: boolean;
}
export type ShownNode = LineageNode | Fold;

export interface Shown {
  readonly nodes: readonly ShownNode[];
  /** Between two shown nodes each relation stands once. */
  readonly edges: readonly LineageEdge[];
  /** Which shown node stands for a node of the lineage: itself, or the fold that it lies in. */
  readonly placeOf: ReadonlyMap<string, string>;
}

/** Relations along which something belongs to the one thing that it was made for. */
const belongs: ReadonlySet<LineageRelation> = new Set(['made', 'named', 'evaluated', 'answered', 'raised']);

/**
 * Chains, in the order in which they began: a run with its version and what came of that; a version whose run is not there;
 * what came of nothing that is known. Data and recipes are in none.
 */
function chainsOf({ nodes, edges }: Lineage): string[][] {
  const owner = new Map<string, string>();
  for (const { from, to, relation } of edges) if (belongs.has(relation)) owner.set(to, from);
  const chains = new Map<string, string[]>();
  for (const { id, kind } of nodes.values()) {
    if (kind === 'data' || kind === 'recipe') continue;
    let root = id;
    for (let above = owner.get(root); above !== undefined; above = owner.get(root)) root = above;
    const chain = chains.get(root);
    if (chain) chain.push(id);
    else chains.set(root, [id]);
  }
  return [...chains.values()];
}

/** Whether a chain is shown however long the history is: it carries an alias, or is looked at. */
function mustShow(chain: readonly string[], nodes: Lineage['nodes'], looked: string | null): boolean {
  return chain.some((id) => id === looked || nodes.get(id)?.kind === 'alias');
}

/** Of a chain that is shown, evaluations and stretches before the newest few are folded by themselves. */
const mostOfAKind = 3;

const wholeChains = 'fold:all:';
const withinChain = 'fold:within:';

/**
 * What to show of a lineage.
 * @param most chains shown: those that carry an alias or the node looked at, then the newest.
 * @param looked node that must not be folded; null: none.
 * @param unfolded ids of folds within chains that were opened: what lies in them is shown.
 */
export function folded(
  lineage: Lineage,
  most: number,
  looked: string | null,
  unfolded: ReadonlySet<string>,
): Shown {
  const { nodes } = lineage;
  const groups = new Map<string, string[]>();
  const hide = (group: string, id: string): void => {
    if (unfolded.has(group)) return;
    const list = groups.get(group);
    if (list) list.push(id);
    else groups.set(group, [id]);
  };

  const chains = chainsOf(lineage);
  const musts = chains.filter((chain) => mustShow(chain, nodes, looked)).length;
  let room = Math.max(0, most - musts);
  const hidden = new Set<string>();
  for (const chain of chains.toReversed()) {
    if (mustShow(chain, nodes, looked)) continue;
    if (room > 0) room--;
    else chain.forEach((id) => hidden.add(id));
  }
  for (const chain of chains) if (!hidden.has(chain[0]!)) foldWithin(chain, nodes, looked, hide);
  foldSources(lineage, hidden, most, looked);
  for (const [id, { kind }] of nodes) if (hidden.has(id)) hide(`${wholeChains}${kind}`, id);
  return shownOf(lineage, groups);
}

function foldWithin(
  chain: readonly string[],
  nodes: Lineage['nodes'],
  looked: string | null,
  hide: (group: string, id: string) => void,
): void {
  for (const kind of ['evaluation', 'windows', 'alert'] as const) {
    const same = chain.filter((id) => nodes.get(id)?.kind === kind);
    for (const id of same.slice(0, -mostOfAKind))
      if (id !== looked) hide(`${withinChain}${kind}:${chain[0]}`, id);
  }
}

/** Recipes and data versions that only hidden things were made from are hidden too, but for the newest few data versions. */
function foldSources(
  { nodes, edges }: Lineage,
  hidden: Set<string>,
  most: number,
  looked: string | null,
): void {
  for (const kind of ['recipe', 'data'] as const) {
    const all = [...nodes.values()].filter((node) => node.kind === kind).map(({ id }) => id);
    const newest = new Set(kind === 'data' ? all.slice(-most) : []);
    // The newest first: an older data version counts as used by a newer one that is shown.
    for (const id of all.toReversed()) {
      const used = edges.some(({ from, to }) => from === id && !hidden.has(to));
      if (!used && id !== looked && !newest.has(id)) hidden.add(id);
    }
  }
}

function shownOf(lineage: Lineage, groups: ReadonlyMap<string, readonly string[]>): Shown {
  const placeOf = new Map<string, string>();
  for (const [group, members] of groups)
    // One thing alone is no shorter folded.
    if (members.length > 1) members.forEach((id) => placeOf.set(id, group));
  const shown = new Map<string, ShownNode>();
  for (const [id, node] of lineage.nodes) {
    const place = placeOf.get(id);
    if (place === undefined) {
      placeOf.set(id, id);
      shown.set(id, node);
    } else if (!shown.has(place))
      shown.set(place, {
        id: place,
        kind: 'fold',
        of: node.kind,
        members: groups.get(place) ?? [],
        within: place.startsWith(withinChain),
      });
  }
  const edges = new Map<string, LineageEdge>();
  for (const { from: left, to: right, relation } of lineage.edges) {
    const from = placeOf.get(left) ?? left;
    const to = placeOf.get(right) ?? right;
    if (from !== to) edges.set(JSON.stringify([from, to, relation]), { from, to, relation });
  }
  return { nodes: [...shown.values()], edges: [...edges.values()], placeOf };
}
