// Where each data version stands: one column per version in the order they were made; a fork gets a line of its own.

import type { DatasetVersion } from '../../../core/records.ts';

export interface GraphNode {
  readonly version: DatasetVersion;
  /** From 0 at the left. */
  readonly column: number;
  /** From 0 at the top. */
  readonly lane: number;
  /** Place in the list of nodes; null: it has no parent, or that one can't be read. */
  readonly parent: number | null;
}

export interface GraphLayout {
  readonly nodes: readonly GraphNode[];
  readonly lanes: number;
}

/** @param versions in order of their numbers, so that a parent comes before its children. */
export function layoutOf(versions: readonly DatasetVersion[]): GraphLayout {
  const placeOf = new Map(versions.map(({ id }, place) => [id, place]));
  const nodes: GraphNode[] = [];
  /** Last column that is taken in each lane, edges included. */
  const ends: number[] = [];
  const continued = new Set<number>();
  versions.forEach((version, column) => {
    const parent = version.parentId === null ? null : (placeOf.get(version.parentId) ?? null);
    const from = parent === null ? null : nodes[parent]!;
    let lane: number;
    if (from && !continued.has(parent!) && ends[from.lane] === from.column) {
      lane = from.lane;
      continued.add(parent!);
    } else {
      // The edge of a fork runs along its own lane, so the lane must be free from the parent on.
      const free = ends.findIndex((end, i) => (from ? i > from.lane && end <= from.column : false));
      lane = free < 0 ? ends.length : free;
    }
    ends[lane] = column;
    nodes.push({ version, column, lane, parent });
  });
  return { nodes, lanes: ends.length };
}

export interface Measures {
  readonly width: number;
  readonly height: number;
  readonly gapX: number;
  readonly gapY: number;
}

/** Path of the line from a node to its child, right edge to left edge. */
export function edgePath(from: GraphNode, to: GraphNode, { width, height, gapX, gapY }: Measures): string {
  const x1 = from.column * (width + gapX) + width;
  const y1 = from.lane * (height + gapY) + height / 2;
  const x2 = to.column * (width + gapX);
  const y2 = to.lane * (height + gapY) + height / 2;
  if (y1 === y2) return `M${x1} ${y1}H${x2}`;
  const bend = x1 + gapX / 2;
  return `M${x1} ${y1}C${bend} ${y1} ${bend - gapX / 4} ${y2} ${x1 + gapX} ${y2}H${x2}`;
}
