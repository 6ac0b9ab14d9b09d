// What the nodes of a lineage are called, what a click on one opens, and where a key leads.

import { aliasNode, reach, type Lineage, type LineageNode } from '../../../core/lineage.ts';
import type { Shown, ShownNode } from '../../../core/lineage-fold.ts';
import type { LineageLayout, PlacedNode } from '../../../core/lineage-layout.ts';
import type { App } from '../../../state/app.svelte.ts';
import type { Subject } from '../../../state/inspector.svelte.ts';
import { estimateValue, metricValue } from '../../../core/wording.ts';
import { lineageText as text } from '../../text/lineage.ts';

export interface NodeWords {
  readonly name: string;
  readonly detail: string;
}

/** @param app for names that a person gave, and units. */
export function wordsOf(app: App, node: ShownNode): NodeWords {
  const unit = app.datasets.current.scenario.targetUnit;
  const number = (id: string) => app.store.numberOf(id);
  switch (node.kind) {
    case 'fold':
      return { name: text.folds[node.of](node.members.length), detail: '' };
    case 'data':
      return { name: text.data(node.data.number), detail: node.data.operation };
    case 'recipe':
      return { name: text.recipe(node.digest), detail: text.recipeRuns(node.runs) };
    case 'run':
      return { name: app.notebook.find(node.run.id)?.name ?? node.run.name, detail: node.run.status };
    case 'version': {
      const { metric, level } = node.version;
      return { name: text.version(node.version.number), detail: estimateValue(metric, level, unit) };
    }
    case 'alias':
      return { name: node.alias, detail: text.points(number(node.modelVersionId)) };
    case 'evaluation':
      return {
        name: text.evaluation(number(node.evaluation.modelVersionId), node.id.split('/').at(-1) ?? ''),
        detail: text.verdicts[node.evaluation.gate.verdict],
      };
    case 'windows': {
      const { first, last, modelVersionId, trialId } = node.stretch;
      const trial = trialId === null ? null : number(trialId);
      return {
        name: text.windows(first + 1, last + 1),
        detail: text.answeredBy(number(modelVersionId), trial),
      };
    }
    case 'alert': {
      const { metric, value, windowIndex } = node.alert;
      return {
        name: text.alarm,
        detail: text.alarmDetail(windowIndex + 1, metricValue(metric, value, unit)),
      };
    }
  }
}

/** What the inspector shows of a node; null: what stands in the graph is all. */
export function subjectOf(node: LineageNode): Subject | null {
  switch (node.kind) {
    case 'data':
      return { kind: 'data-version', id: node.data.id };
    case 'recipe':
      return null;
    case 'run':
      return { kind: 'run', id: node.run.id };
    case 'version':
      return { kind: 'version', id: node.version.id };
    case 'alias':
      return { kind: 'version', id: node.modelVersionId };
    case 'evaluation':
      return { kind: 'version', id: node.evaluation.modelVersionId };
    case 'windows':
      return { kind: 'window', index: node.stretch.last };
    case 'alert':
      return { kind: 'alert', id: node.alert.id };
  }
}

/** What a node is by its colour; aliases have that of the version that they point to. */
export function toneOf(node: ShownNode, aliases: ReadonlyMap<string, string>): string {
  if (node.kind === 'alert' || (node.kind === 'fold' && node.of === 'alert')) return 'alarm';
  if (node.kind === 'alias') return node.id === aliasNode('challenger') ? 'challenger' : 'champion';
  if (node.kind !== 'version') return 'plain';
  if (node.id === aliases.get('champion')) return 'champion';
  return node.id === aliases.get('challenger') ? 'challenger' : 'plain';
}

export interface Lit {
  /** Shown nodes that the chosen one comes from, and that came of it, with how many of their members do. */
  readonly up: ReadonlyMap<string, number>;
  readonly down: ReadonlyMap<string, number>;
  /** In the lineage as a whole. */
  readonly ups: number;
  readonly downs: number;
}

/** Found in the whole lineage, whatever is folded. */
export function litBy(lineage: Lineage, shown: Shown, id: string | null): Lit {
  const placed = (ids: ReadonlySet<string>): Map<string, number> => {
    const found = new Map<string, number>();
    for (const each of ids) {
      const place = shown.placeOf.get(each);
      if (place !== undefined) found.set(place, (found.get(place) ?? 0) + 1);
    }
    return found;
  };
  const ups = id === null ? new Set<string>() : reach(lineage, id, 'up');
  const downs = id === null ? new Set<string>() : reach(lineage, id, 'down');
  return { up: placed(ups), down: placed(downs), ups: ups.size, downs: downs.size };
}

/**
 * Where an arrow key leads: right along a line to what came of it, left to what it comes from (of several the nearest in
 * height), up and down within the column. Null for other keys and at an end.
 */
export function keyLeads(
  key: string,
  from: string,
  placed: readonly PlacedNode[],
  edges: readonly { readonly from: string; readonly to: string }[],
): string | null {
  const at = new Map(placed.map((node) => [node.id, node]));
  const here = at.get(from);
  if (!here) return null;
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const column = placed.filter((node) => node.column === here.column).sort((a, b) => a.row - b.row);
    return column[column.indexOf(here) + (key === 'ArrowUp' ? -1 : 1)]?.id ?? null;
  }
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  const next = edges.flatMap((edge) => {
    const [start, end] = key === 'ArrowRight' ? [edge.from, edge.to] : [edge.to, edge.from];
    const node = start === from ? at.get(end) : undefined;
    return node ? [node] : [];
  });
  next.sort((a, b) => Math.abs(a.row - here.row) - Math.abs(b.row - here.row) || a.row - b.row);
  return next[0]?.id ?? null;
}

export interface Size {
  readonly width: number;
  readonly height: number;
  readonly gapX: number;
  readonly gapY: number;
  /** Room at the left for lines within the first column. */
  readonly margin: number;
}

export const leftOf = (column: number, size: Size): number => size.margin + column * (size.width + size.gapX);
export const topOf = (row: number, size: Size): number => row * (size.height + size.gapY);

const [narrowest, widest] = [112, 148];
/** Room at an edge of the graph: for the outline of a node, and for lines that leave a column at its left. */
const [edgeRoom, lineRoom] = [4, 40];

/** Sizes with which all columns fit into so many pixels, as long as names stay readable; else they are moved sideways. */
export function fitted({ nodes, edges, columns }: LineageLayout, room: number): Size {
  const columnOf = new Map(nodes.map(({ id, column }) => [id, column]));
  const within = edges.some(({ edge }) => columnOf.get(edge.from) === 0 && columnOf.get(edge.to) === 0);
  const margin = within ? lineRoom : edgeRoom;
  const gaps = Math.max(0, columns - 1);
  const sizes = (gapX: number): number =>
    Math.floor((room - 2 * edgeRoom - 2 * margin - gaps * gapX) / Math.max(1, columns));
  const gapX = sizes(52) >= widest ? 52 : 28;
  const width = Math.min(widest, Math.max(narrowest, sizes(gapX)));
  return { width, height: 48, gapX, gapY: 12, margin };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** What must be in sight where not all of it can be. */
  readonly core: readonly [number, number];
}

/** Where a node and what it is joined to stand, in pixels; null: it stands nowhere. */
export function around(
  id: string,
  { nodes, edges }: LineageLayout,
  size: Size,
): { readonly across: Stretch; readonly down: Stretch } | null {
  const joined = new Set(
    edges.flatMap(({ edge }) => (edge.from === id ? [edge.to] : edge.to === id ? [edge.from] : [])),
  );
  const own = nodes.find((node) => node.id === id);
  if (!own) return null;
  const all = [own, ...nodes.filter((node) => joined.has(node.id))];
  const stretch = (at: (node: PlacedNode) => number, length: number): Stretch => ({
    from: Math.min(...all.map(at)),
    to: Math.max(...all.map(at)) + length,
    core: [at(own), at(own) + length],
  });
  return {
    across: stretch(({ column }) => leftOf(column, size), size.width),
    down: stretch(({ row }) => topOf(row, size), size.height),
  };
}

/** How far to scroll so that a stretch is in sight, moved as little as possible; its core comes first. */
export function shiftFor({ from, to, core }: Stretch, now: number, room: number): number {
  const within = (low: number, high: number, at: number): number =>
    low < at ? low : high > at + room ? high - room : at;
  const all = to - from <= room ? within(from, to, now) : now;
  return Math.max(0, within(core[0], core[1], all));
}

/** An SVG path from one node to another, level where it passes a column between them. */
export function pathOf(from: PlacedNode, to: PlacedNode, through: readonly number[], size: Size): string {
  const mid = (row: number): number => topOf(row, size) + size.height / 2;
  const [startY, endY] = [mid(from.row), mid(to.row)];
  if (from.column === to.column) {
    const x = leftOf(from.column, size);
    const out = x - size.gapX * 0.6;
    return `M${x} ${startY}C${out} ${startY} ${out} ${endY} ${x} ${endY}`;
  }
  const step = Math.sign(to.column - from.column);
  let column = from.column;
  let x = leftOf(column, size) + (step > 0 ? size.width : 0);
  let y = startY;
  let path = `M${x} ${y}`;
  for (const row of [...through, to.row]) {
    column += step;
    const nextX = leftOf(column, size) + (step > 0 ? 0 : size.width);
    const nextY = row === to.row && column === to.column ? endY : mid(row);
    const bend = (x + nextX) / 2;
    path += `C${bend} ${y} ${bend} ${nextY} ${nextX} ${nextY}`;
    x = nextX;
    y = nextY;
    if (column !== to.column) {
      x += step * size.width;
      path += `L${x} ${y}`;
    }
  }
  return path;
}
