import { describe, expect, it } from 'vitest';
import { folded } from '../../../src/core/lineage-fold.ts';
import { layOut } from '../../../src/core/lineage-layout.ts';
import { lineageOf } from '../../../src/core/lineage.ts';
import { nestedList } from '../../../src/pages/deploy/lineage/lineage-list.ts';
import {
  around,
  fitted,
  keyLeads,
  leftOf,
  litBy,
  pathOf,
  shiftFor,
  subjectOf,
} from '../../../src/pages/deploy/lineage/lineage-view.ts';
import { history } from '../../core/lineage-cases.ts';
import { runOf } from '../../core/run-cases.ts';

const lineage = lineageOf(history(40));
const shown = folded(lineage, 12, null, new Set());
const layout = layOut(shown.nodes, shown.edges);

describe('the room that there is', () => {
  const columns = (n: number, edges: readonly [string, string][] = []) => ({
    nodes: Array.from({ length: n }, (_, column) => ({ id: `n${column}`, column, row: column })),
    edges: edges.map(([from, to]) => ({ edge: { from, to }, through: [] })),
    columns: n,
    rows: n,
  });
  const whole = (n: number, size: ReturnType<typeof fitted>): number =>
    leftOf(n, size) - size.gapX + size.margin;

  it('holds all seven columns of a wide page, and keeps names readable in a narrow one', () => {
    for (const room of [1130, 1000, 1400]) {
      const size = fitted(columns(7), room);
      expect(whole(7, size)).toBeLessThanOrEqual(room);
      expect(size.width).toBeGreaterThanOrEqual(112);
    }
    expect(fitted(columns(7), 400).width).toBe(112);
    expect(fitted(columns(3), 1130).width).toBe(148);
    // Only lines within the first column need room at its left.
    expect(fitted(columns(3), 1130).margin).toBeLessThan(fitted(columns(3, [['n0', 'n0']]), 1130).margin);
  });

  it('is moved so that a node and what it is joined to are in sight, the node first', () => {
    const layout = columns(7, [
      ['n2', 'n3'],
      ['n3', 'n4'],
    ]);
    const size = fitted(layout, 500);
    const { across } = around('n3', layout, size)!;
    expect([across.from, across.to]).toEqual([leftOf(2, size), leftOf(4, size) + size.width]);
    expect(shiftFor(across, 0, 500)).toBe(across.to - 500);
    expect(shiftFor(across, 900, 500)).toBe(across.from);
    expect(shiftFor(across, across.from - 10, 500)).toBe(across.from - 10);
    expect(shiftFor(across, 0, 200)).toBe(across.core[1] - 200);
    expect(around('gone', layout, size)).toBeNull();
  });
});

describe('arrow keys', () => {
  const leads = (key: string, from: string) => keyLeads(key, from, layout.nodes, shown.edges);

  it('follow the lines to both sides, and the column up and down', () => {
    expect(leads('ArrowRight', 'p/run/40')).toBe('p/v40');
    expect(leads('ArrowLeft', 'p/v40')).toBe('p/run/40');
    expect(leads('ArrowLeft', 'p/run/40')).toBe('recipe:plan@p/data/1');
    expect(leads('ArrowLeft', 'p/data/1')).toBeNull();
    expect(leads('x', 'p/v40')).toBeNull();
    expect(leads('ArrowRight', 'nowhere')).toBeNull();
    const below = leads('ArrowDown', 'p/v39');
    expect(below).not.toBeNull();
    expect(leads('ArrowUp', below!)).toBe('p/v39');
  });

  it('reach every node from the newest version', () => {
    const reached = new Set(['p/v40']);
    for (const id of reached)
      for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
        const to = leads(key, id);
        if (to !== null) reached.add(to);
      }
    expect([...reached].sort()).toEqual(layout.nodes.map(({ id }) => id).sort());
  });
});

describe('what is lit', () => {
  it('is found in the whole lineage, and counted within what is folded', () => {
    const lit = litBy(lineage, shown, 'p/data/1');
    expect(lit.ups).toBe(0);
    expect(lit.downs).toBe(lineage.nodes.size - 1);
    expect(lit.down.get('fold:all:run')).toBe(28);
    const one = litBy(lineage, shown, 'p/v40');
    expect([...one.up.keys()].sort()).toEqual(['p/data/1', 'p/run/40', 'recipe:plan@p/data/1']);
    expect(litBy(lineage, shown, null)).toMatchObject({ ups: 0, downs: 0 });
  });
});

describe('the list', () => {
  it('has every node once, under what it is made from', () => {
    const nested = nestedList(shown);
    const items = [...nested.values()].flat().map(({ node }) => node.id);
    expect(items.sort()).toEqual(shown.nodes.map(({ id }) => id).sort());
    expect(nested.get(null)?.map(({ node }) => node.id)).toEqual(['p/data/1']);
    expect(nested.get('p/run/40')?.map(({ node }) => node.id)).toEqual(['p/v40']);
  });

  it('names what else something comes from, and goes in no circle', () => {
    const runs = history(30).runs.map((run, i) => (i > 0 ? { ...run, warmFrom: `p/v${i}` } : run));
    const warm = folded(lineageOf({ ...history(30), runs }), 4, null, new Set());
    const nested = nestedList(warm);
    const run = [...nested.values()].flat().find(({ node }) => node.id === 'p/run/30');
    expect(run?.also.map(({ node, relation }) => [node.id, relation])).toEqual([['p/v29', 'warm-started']]);
    const seen = new Set<string>();
    const walk = (parent: string | null): void => {
      for (const { node } of nested.get(parent) ?? []) {
        expect(seen.has(node.id)).toBe(false);
        seen.add(node.id);
        walk(node.id);
      }
    };
    walk(null);
    expect(seen.size).toBe(warm.nodes.length);
    const circle = lineageOf({ ...history(0), runs: [runOf(1, { warmFrom: 'p/v1' })] });
    expect(nestedList(folded(circle, 4, null, new Set())).get(null)).toHaveLength(2);
  });
});

it('every kind of node opens what it is about', () => {
  const kinds = new Map([...lineage.nodes.values()].map((node) => [node.kind, subjectOf(node)?.kind]));
  expect(Object.fromEntries(kinds)).toEqual({
    data: 'data-version',
    recipe: undefined,
    run: 'run',
    version: 'version',
    alias: 'version',
    evaluation: 'version',
    windows: 'window',
    alert: 'alert',
  });
});

it('lines begin at one box and end at the other, on the sides that face each other', () => {
  const size = { width: 100, height: 40, gapX: 50, gapY: 10, margin: 30 };
  const at = (column: number, row: number) => ({ id: `${column}/${row}`, column, row });
  expect(pathOf(at(0, 0), at(1, 1), [], size)).toBe('M130 20C155 20 155 70 180 70');
  expect(pathOf(at(1, 0), at(0, 1), [], size)).toBe('M180 20C155 20 155 70 130 70');
  expect(pathOf(at(0, 0), at(2, 0), [1], size)).toBe(
    'M130 20C155 20 155 70 180 70L280 70C305 70 305 20 330 20',
  );
  expect(pathOf(at(0, 0), at(0, 1), [], size)).toBe('M30 20C0 20 0 70 30 70');
});
