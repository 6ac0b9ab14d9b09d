// Where the nodes of a lineage stand: a column for each kind, and within it an order with few crossings, each node as level
// with what it hangs together with as its neighbours let it. The same graph always gets the same picture.
//
// Order: the barycentre heuristic of Sugiyama, Tagawa & Toda (1981), sweeping to and fro and keeping the best order found.
// Heights: least squares under the order (isotonic regression by pooling adjacent violators), column after column.

import type { LineageKind } from './lineage.ts';
import type { ShownNode } from './lineage-fold.ts';

const columnOfKind: Readonly<Record<LineageKind, number>> = {
  data: 0,
  recipe: 1,
  run: 2,
  version: 3,
  alias: 4,
  evaluation: 4,
  windows: 5,
  alert: 6,
};

export const columnOfNode = (node: ShownNode): number =>
  columnOfKind[node.kind === 'fold' ? node.of : node.kind];

interface Joined {
  readonly from: string;
  readonly to: string;
}

export interface PlacedNode {
  readonly id: string;
  readonly column: number;
  /** In rows from the top; not whole where a node stands between two others. */
  readonly row: number;
}
export interface PlacedEdge<E extends Joined = Joined> {
  readonly edge: E;
  /** Rows at which it passes the columns strictly between its ends, from `from` on. */
  readonly through: readonly number[];
}
export interface LineageLayout<E extends Joined = Joined> {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge<E>[];
  readonly columns: number;
  readonly rows: number;
}

/** A node, or the place where a long edge passes a column. */
interface Place {
  readonly key: string;
  readonly column: number;
  readonly left: Place[];
  readonly right: Place[];
  order: number;
  row: number;
}

const sweeps = 12;

/** @param nodes in the order of time, which decides where nothing else does. */
export function layOut<E extends Joined>(nodes: readonly ShownNode[], edges: readonly E[]): LineageLayout<E> {
  const places = new Map<string, Place>();
  const columns: Place[][] = Array.from({ length: 1 + Math.max(-1, ...nodes.map(columnOfNode)) }, () => []);
  const put = (key: string, column: number): Place => {
    const list = columns[column]!;
    const place: Place = { key, column, left: [], right: [], order: list.length, row: list.length };
    list.push(place);
    places.set(key, place);
    return place;
  };
  nodes.forEach((node) => put(node.id, columnOfNode(node)));
  const paths = edges.map((edge, i) => ({ edge, via: pathOf(edge, i, places, put) }));
  order(columns);
  align(columns);
  return {
    nodes: nodes.map(({ id }) => {
      const { column, row } = places.get(id)!;
      return { id, column, row };
    }),
    edges: paths.map(({ edge, via }) => ({ edge, through: via.map(({ row }) => row) })),
    columns: columns.length,
    rows: 1 + Math.max(-1, ...columns.flat().map(({ row }) => row)),
  };
}

/** Joins the ends by way of the columns between them; ends in one column are not drawn together by their edge. */
function pathOf(
  { from, to }: Joined,
  at: number,
  places: ReadonlyMap<string, Place>,
  put: (key: string, column: number) => Place,
): Place[] {
  const start = places.get(from);
  const end = places.get(to);
  if (!start || !end) throw new RangeError(`There is an edge from ${from} to ${to}, but not both ends.`);
  const step = Math.sign(end.column - start.column);
  const via: Place[] = [];
  for (let column = start.column + step; step !== 0 && column !== end.column; column += step)
    via.push(put(`through:${at}:${column}`, column));
  const all = [start, ...via, end];
  for (let i = 1; i < all.length; i++) {
    const [left, right] = step > 0 ? [all[i - 1]!, all[i]!] : [all[i]!, all[i - 1]!];
    if (left.column === right.column) continue;
    left.right.push(right);
    right.left.push(left);
  }
  return via;
}

const mean = (places: readonly Place[], of: 'order' | 'row'): number =>
  places.reduce((sum, place) => sum + place[of], 0) / places.length;

/** Pairs of edges between two neighbouring columns that cross, over all columns. O(edges²) at worst, on few edges. */
function crossings(columns: readonly (readonly Place[])[]): number {
  let count = 0;
  for (const column of columns) {
    const ends = column.flatMap((place) =>
      place.right.map((right) => ({ left: place.order, right: right.order })),
    );
    for (let i = 0; i < ends.length; i++)
      for (let j = i + 1; j < ends.length; j++)
        if ((ends[i]!.left - ends[j]!.left) * (ends[i]!.right - ends[j]!.right) < 0) count++;
  }
  return count;
}

function order(columns: Place[][]): void {
  let best = columns.map((column) => [...column]);
  let fewest = crossings(columns);
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    const side = sweep % 2 === 0 ? 'left' : 'right';
    const turn = side === 'left' ? columns.keys() : [...columns.keys()].reverse();
    for (const c of turn) {
      const column = columns[c]!;
      const wish = new Map(
        column.map((place) => [place, place[side].length > 0 ? mean(place[side], 'order') : place.order]),
      );
      column.sort((a, b) => wish.get(a)! - wish.get(b)! || a.order - b.order);
      column.forEach((place, at) => (place.order = at));
    }
    const now = crossings(columns);
    if (now < fewest) {
      fewest = now;
      best = columns.map((column) => [...column]);
    }
  }
  columns.forEach((column, c) => {
    column.splice(0, column.length, ...best[c]!);
    column.forEach((place, at) => {
      place.order = at;
      place.row = at;
    });
  });
}

/** Rows that come nearest to the wished ones and keep the order and a distance of 1. */
export function spread(wished: readonly number[]): number[] {
  // Less its place in the order a row need only not fall: blocks of equal value, merged while they fall.
  const blocks: { sum: number; size: number }[] = [];
  wished.forEach((wish, at) => {
    let block = { sum: wish - at, size: 1 };
    for (
      let above = blocks.at(-1);
      above && above.sum / above.size >= block.sum / block.size;
      above = blocks.at(-1)
    ) {
      block = { sum: block.sum + above.sum, size: block.size + above.size };
      blocks.pop();
    }
    blocks.push(block);
  });
  return blocks.flatMap(({ sum, size }) => Array<number>(size).fill(sum / size)).map((row, at) => row + at);
}

function align(columns: readonly (readonly Place[])[]): void {
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const turn = sweep % 2 === 0 ? [...columns.keys()] : [...columns.keys()].reverse();
    for (const c of turn) {
      const column = columns[c]!;
      const rows = spread(
        column.map((place) => {
          const around = [...place.left, ...place.right];
          return around.length > 0 ? mean(around, 'row') : place.row;
        }),
      );
      column.forEach((place, at) => (place.row = rows[at]!));
    }
  }
  const top = Math.min(...columns.flat().map(({ row }) => row));
  // To a quarter of a row: nearly level is level.
  for (const column of columns) {
    let least = 0;
    for (const place of column) {
      place.row = Math.max(least, Math.round((place.row - top) * 4) / 4);
      least = place.row + 1;
    }
  }
}
