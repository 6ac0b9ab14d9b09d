// The network as a picture: which units of each layer are shown, where they lie, and what flows along the edges.

import type { WalkStep, Walkthrough } from '../../../core/walkthrough.ts';
import { columnNames, inputOrder, unitName } from './names.ts';
import { columnOf, numberAt } from './stages.ts';
import type { Focus, UnitNumber } from './stages.ts';

export interface PictureNode extends Focus, UnitNumber {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  /** Beside it in the picture: names of what comes in, and of classes; otherwise empty. */
  readonly beside: string;
}

export interface PictureEdge {
  readonly from: PictureNode;
  readonly to: PictureNode;
  readonly weight: number;
  /** 0 … 1, beside the largest weight between the two columns. */
  readonly strength: number;
  /** Whether the present step is about it. */
  readonly active: boolean;
}

export interface PictureColumn {
  readonly x: number;
  readonly name: string;
  readonly active: boolean;
  /** Its units in the order in which they are listed. */
  readonly units: readonly number[];
  /** Place of the first shown one in that order, and how many are shown. */
  readonly first: number;
  readonly shown: number;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly columns: readonly PictureColumn[];
}

/** Half of a unit's width and height. */
export const unitHalf = { x: 29, y: 13 };
const [rowGap, margin, foot] = [36, 20, 40];
const [leastGap, mostGap] = [78, 320];

/** What there is room for. Below this width it is a phone: fewer units, shorter names. */
const narrow = 480;
const roomOf = (width: number) =>
  width < narrow ? { units: 5, name: 74, letters: 9 } : { units: 8, name: 116, letters: 15 };

/** Units shown of one column at most. */
export const windowSize = (width: number): number => roomOf(width).units;

const cut = (name: string, letters: number): string =>
  name.length > letters ? `${name.slice(0, letters - 1)}…` : name;

/** @param row place among the shown rows. @param firsts first place of the window of each column; absent: 0. @param width at hand. */
export function pictureOf(
  walk: Walkthrough,
  step: WalkStep,
  row: number,
  firsts: readonly number[],
  width: number,
): Picture {
  const room = roomOf(width);
  const behind = walk.classes.length > 0 ? room.name * 0.75 : 4;
  const spare = width - room.name - behind - 2 * unitHalf.x;
  const gap = Math.max(leastGap, Math.min(mostGap, spare / walk.layers.length));
  const about = columnOf(walk, step);
  const columns = columnNames(walk).map((name, column): PictureColumn => {
    const layer = walk.layers[column - 1];
    const units = layer ? Array.from({ length: layer.units }, (_, u) => u) : inputOrder(walk.inputNames);
    const shown = Math.min(room.units, units.length);
    return {
      x: room.name + unitHalf.x + column * gap,
      name,
      active: about === null ? column > 0 : about === column,
      units,
      first: Math.max(0, Math.min(firsts[column] ?? 0, units.length - shown)),
      shown,
    };
  });
  const tallest = Math.max(...columns.map(({ shown }) => shown));
  const last = walk.layers.length;
  const nodes = columns.map(({ x, units, first, shown }, column) =>
    units.slice(first, first + shown).map((unit, place): PictureNode => {
      const label = unitName(walk, column, unit);
      const beside = column === 0 ? label : column === last ? (walk.classes[unit] ?? '') : '';
      const y = margin + (place + (tallest - shown) / 2) * rowGap;
      const number = numberAt(walk, step, row, { column, unit });
      return { column, unit, x, y, label, beside: cut(beside, room.letters), ...number };
    }),
  );
  const edges = walk.layers.flatMap(({ kernelAt, units }, index) => {
    const weightOf = (from: PictureNode, to: PictureNode) =>
      walk.weights[kernelAt + from.unit * units + to.unit]!;
    const pairs = nodes[index]!.flatMap((from) => nodes[index + 1]!.map((to) => ({ from, to })));
    const most = pairs.reduce((so, { from, to }) => Math.max(so, Math.abs(weightOf(from, to))), 0);
    return pairs.map(({ from, to }): PictureEdge => {
      const weight = weightOf(from, to);
      const strength = most > 0 ? Math.abs(weight) / most : 0;
      return { from, to, weight, strength, active: columns[index + 1]!.active };
    });
  });
  return {
    width: room.name + 2 * unitHalf.x + walk.layers.length * gap + behind,
    height: 2 * margin + (tallest - 1) * rowGap + foot,
    nodes: nodes.flat(),
    edges,
    columns,
  };
}
