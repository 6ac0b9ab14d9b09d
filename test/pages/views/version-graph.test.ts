import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatasetVersion } from '../../../src/core/records.ts';
import { layoutOf } from '../../../src/pages/data/versions/graph-layout.ts';

const version = (number: number, parent: number | null): DatasetVersion => ({
  v: 2,
  id: `p/data/${number}`,
  projectId: 'p',
  number,
  name: 'data',
  datasetId: 'own',
  digest: 'd',
  rows: 1,
  columns: [],
  parentId: parent === null ? null : `p/data/${parent}`,
  operation: 'made',
  edit: null,
  schema: null,
  split: null,
  tableKey: null,
  nextId: 1,
  createdAt: 0,
});
const lanes = (parents: readonly (number | null)[]) =>
  layoutOf(parents.map((parent, i) => version(i + 1, parent))).nodes.map(({ lane }) => lane);

describe('the graph of versions', () => {
  it('keeps a chain on one line and gives each fork its own', () => {
    expect(lanes([null, 1, 2, 3])).toEqual([0, 0, 0, 0]);
    expect(lanes([null, 1, 1, 1])).toEqual([0, 0, 1, 2]);
    expect(lanes([null, 1, 2, 1, 3])).toEqual([0, 0, 0, 1, 0]);
    // The line of an ended branch is used again by one that began later.
    expect(lanes([null, 1, 1, 2, 4, 4])).toEqual([0, 0, 1, 0, 0, 1]);
  });

  it('shows a version whose parent cannot be read', () => {
    const { nodes } = layoutOf([version(1, null), version(4, 3)]);
    expect(nodes.map(({ parent, lane }) => [parent, lane])).toEqual([
      [null, 0],
      [null, 1],
    ]);
  });

  it('never lays a line through another version', () => {
    const trees = fc
      .array(fc.nat(), { minLength: 1, maxLength: 25 })
      .map((picks) => [null, ...picks.map((pick, i) => (pick % (i + 1)) + 1)]);
    fc.assert(
      fc.property(trees, (parents) => {
        const { nodes, lanes: count } = layoutOf(parents.map((parent, i) => version(i + 1, parent)));
        expect(Math.max(...nodes.map(({ lane }) => lane))).toBe(count - 1);
        for (const node of nodes) {
          if (node.parent === null) continue;
          const from = nodes[node.parent]!;
          const between = nodes.filter(
            ({ lane, column }) => lane === node.lane && column > from.column && column < node.column,
          );
          expect(between).toEqual([]);
        }
      }),
    );
  });
});
