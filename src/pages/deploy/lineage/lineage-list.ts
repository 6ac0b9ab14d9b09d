// A lineage as a nested list: a tree in which every node stands once, under the first that it comes from.

import type { LineageRelation } from '../../../core/lineage.ts';
import type { Shown, ShownNode } from '../../../core/lineage-fold.ts';

export interface ListItem {
  readonly node: ShownNode;
  /** What else it comes from. */
  readonly also: readonly { readonly node: ShownNode; readonly relation: LineageRelation }[];
}

/** Relations that say what something is made of or by, before those that only say what it was begun or compared with. */
const lesser: ReadonlySet<LineageRelation> = new Set(['forked', 'warm-started', 'compared', 'on-trial']);

/** Items by the id of the node that they stand under; null: at the top. Folded histories may go in circles; a list does not. */
export function nestedList({ nodes, edges }: Shown): ReadonlyMap<string | null, readonly ListItem[]> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parentOf = new Map<string, string>();
  const hangsBelow = (id: string, above: string): boolean => {
    for (let at: string | undefined = id; at !== undefined; at = parentOf.get(at))
      if (at === above) return true;
    return false;
  };
  const ordered = [
    ...edges.filter(({ relation }) => !lesser.has(relation)),
    ...edges.filter(({ relation }) => lesser.has(relation)),
  ];
  for (const { from, to } of ordered) if (!parentOf.has(to) && !hangsBelow(from, to)) parentOf.set(to, from);
  const lists = new Map<string | null, ListItem[]>();
  for (const node of nodes) {
    const parent = parentOf.get(node.id) ?? null;
    const also = ordered.flatMap(({ from, to, relation }) => {
      const other = to === node.id && from !== parent ? byId.get(from) : undefined;
      return other ? [{ node: other, relation }] : [];
    });
    const list = lists.get(parent);
    if (list) list.push({ node, also });
    else lists.set(parent, [{ node, also }]);
  }
  return lists;
}
