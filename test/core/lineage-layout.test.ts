import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded, type ShownNode } from '../../src/core/lineage-fold.ts';
import { columnOfNode, layOut, spread } from '../../src/core/lineage-layout.ts';
import { lineageOf } from '../../src/core/lineage.ts';
import { history } from './lineage-cases.ts';

/** Crossings of the drawn lines between neighbouring columns, counted from the layout alone. */
function crossings(layout: ReturnType<typeof layOut>): number {
  const at = new Map(layout.nodes.map((node) => [node.id, node]));
  const pieces = layout.edges.flatMap(({ edge, through }) => {
    const [from, to] = [at.get(edge.from)!, at.get(edge.to)!];
    const rows = [from.row, ...through, to.row];
    const step = Math.sign(to.column - from.column);
    return rows.slice(1).map((row, i) => {
      const [left, right] = step >= 0 ? [rows[i]!, row] : [row, rows[i]!];
      return { column: Math.min(from.column + step * i, from.column + step * (i + 1)), left, right };
    });
  });
  let count = 0;
  pieces.forEach((one, i) => {
    for (const other of pieces.slice(i + 1))
      if (one.column === other.column && (one.left - other.left) * (one.right - other.right) < 0) count++;
  });
  return count;
}

const shown = (count: number, most: number) => folded(lineageOf(history(count)), most, null, new Set());
const fold = (id: string, of: 'data' | 'run' | 'version' | 'windows' | 'alert'): ShownNode => ({
  id,
  kind: 'fold',
  of,
  members: [],
  within: true,
});

describe('layOut', () => {
  it('gives each kind its column, and no two nodes one place', () => {
    const { nodes, edges } = shown(200, 12);
    const layout = layOut(nodes, edges);
    expect(layout.columns).toBe(7);
    for (const { id, column } of layout.nodes)
      expect(column).toBe(columnOfNode(nodes.find((node) => node.id === id)!));
    for (let column = 0; column < layout.columns; column++) {
      const rows = layout.nodes.filter((node) => node.column === column).map(({ row }) => row);
      rows.sort((a, b) => a - b);
      expect(rows[0]!).toBeGreaterThanOrEqual(0);
      rows.slice(1).forEach((row, i) => expect(row - rows[i]!).toBeGreaterThanOrEqual(1));
      expect(rows.at(-1)! + 1).toBeLessThanOrEqual(layout.rows);
    }
  });

  it('draws a history in which each version comes from its own run without one crossing', () => {
    const { nodes, edges } = folded(lineageOf({ ...history(12), evaluations: [] }), 12, null, new Set());
    expect(crossings(layOut(nodes, edges))).toBe(0);
  });

  it('puts a chain at one height', () => {
    const { nodes, edges } = folded(lineageOf({ ...history(4), evaluations: [] }), 12, null, new Set());
    const at = new Map(layOut(nodes, edges).nodes.map(({ id, row }) => [id, row]));
    for (const number of [1, 2, 3, 4])
      expect(Math.abs(at.get(`p/run/${number}`)! - at.get(`p/v${number}`)!)).toBeLessThanOrEqual(0.5);
  });

  it('untangles what is only ordered badly', () => {
    const nodes = [
      ...[1, 2, 3, 4].map((i) => fold(`run ${i}`, 'run')),
      ...[3, 1, 4, 2].map((i) => fold(`version ${i}`, 'version')),
    ];
    const edges = [1, 2, 3, 4].map((i) => ({ from: `run ${i}`, to: `version ${i}` }));
    expect(crossings(layOut(nodes, edges))).toBe(0);
  });

  it('leads a long edge past the nodes between its ends', () => {
    const nodes = [fold('a', 'version'), fold('b', 'version'), fold('w', 'windows')];
    const layout = layOut(nodes, [{ from: 'a', to: 'w' }]);
    expect(layout.edges[0]?.through).toHaveLength(1);
    const back = layOut(nodes, [{ from: 'w', to: 'a' }]);
    expect(back.edges[0]?.through).toHaveLength(1);
  });

  it('never has more crossings than the order of time, and is the same every time', () => {
    const graph = fc.record({
      left: fc.integer({ min: 1, max: 7 }),
      right: fc.integer({ min: 1, max: 7 }),
      edges: fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 14 }),
    });
    fc.assert(
      fc.property(graph, ({ left, right, edges }) => {
        const nodes = [
          ...Array.from({ length: left }, (_, i) => fold(`run ${i}`, 'run')),
          ...Array.from({ length: right }, (_, i) => fold(`version ${i}`, 'version')),
        ];
        const joined = edges
          .filter(([from, to]) => from < left && to < right)
          .map(([from, to]) => ({ from: `run ${from}`, to: `version ${to}` }));
        const layout = layOut(nodes, joined);
        const inTime = {
          ...layout,
          nodes: layout.nodes.map((node) => ({ ...node, row: Number(node.id.split(' ')[1]) })),
        };
        expect(crossings(layout)).toBeLessThanOrEqual(crossings(inTime));
        expect(layOut(nodes, joined)).toEqual(layout);
      }),
    );
  });

  it('has nothing to draw of nothing, and refuses an edge into the void', () => {
    expect(layOut([], [])).toEqual({ nodes: [], edges: [], columns: 0, rows: 0 });
    expect(() => layOut([fold('a', 'run')], [{ from: 'a', to: 'b' }])).toThrow(/not both ends/);
  });
});

describe('spread', () => {
  it('keeps order and distance, moves nothing that stands well, and shares the way fairly', () => {
    expect(spread([0, 1, 5])).toEqual([0, 1, 5]);
    expect(spread([2, 2])).toEqual([1.5, 2.5]);
    expect(spread([3, 0])).toEqual([1, 2]);
  });

  it('is nearest to the wishes: no row can be moved alone for the better', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 12 }), (wishes) => {
        const rows = spread(wishes);
        const cost = (list: readonly number[]) =>
          list.reduce((sum, row, i) => sum + (row - wishes[i]!) ** 2, 0);
        rows.slice(1).forEach((row, i) => expect(row - rows[i]!).toBeGreaterThanOrEqual(1 - 1e-9));
        for (const by of [-0.01, 0.01])
          for (let i = 0; i < rows.length; i++)
            for (let j = i; j < rows.length; j++) {
              const moved = rows.map((row, at) => (at >= i && at <= j ? row + by : row));
              const apart = moved.slice(1).every((row, at) => row - moved[at]! >= 1 - 1e-9);
              if (apart) expect(cost(moved)).toBeGreaterThanOrEqual(cost(rows) - 1e-6);
            }
      }),
    );
  });
});
