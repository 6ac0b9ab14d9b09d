// The network as a picture: which units of each layer are shown, where they lie, and what flows along the edges.

import type { WalkLayer, WalkStep, Walkthrough } from '../../../core/walkthrough.ts';

/** A unit that is looked at: of column 0 (what comes in) or of a layer, 1 being the first. */
export interface Focus {
  readonly column: number;
  readonly unit: number;
}

export interface PictureNode extends Focus {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  /** Its number at the present step; null while it is not known yet. */
  readonly value: number | null;
  readonly dropped: boolean;
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

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** Under each column: its name, and how many units are not shown. */
  readonly columns: readonly {
    readonly x: number;
    readonly name: string;
    readonly active: boolean;
    readonly first: number;
    readonly shown: number;
    readonly of: number;
  }[];
}

/** Units shown of one column at most. */
export const windowSize = 8;
const [columnGap, rowGap, margin, foot] = [150, 38, 26, 40];
/** Room for the names of what comes in. */
const nameRoom = 110;

/** First unit of the window of a column that was asked to begin at `first`. */
const windowFrom = (first: number, units: number): number => Math.max(0, Math.min(first, units - windowSize));

const unitsOf = (walk: Walkthrough, column: number): number =>
  column === 0 ? walk.inputNames.length : walk.layers[column - 1]!.units;

/** What a unit holds for a row: what comes in, or what the layer puts out behind its dropout. */
function outputOf({ outputs, kept, units }: WalkLayer, row: number, unit: number): number {
  const at = row * units + unit;
  return outputs[at]! * (kept ? kept[at]! : 1);
}

/** Whether a step has reached a column forwards or backwards, and which number of it counts then. */
function valueAt(walk: Walkthrough, step: WalkStep, row: number, { column, unit }: Focus): number | null {
  const layer = walk.layers[column - 1];
  if (!layer) return walk.layers[0]!.inputs[row * walk.inputNames.length + unit]!;
  if (step.kind === 'input') return null;
  if (step.kind === 'forward' && column - 1 > step.layer) return null;
  const back =
    (step.kind === 'backward' && column - 1 >= step.layer) || step.kind === 'clip' || step.kind === 'update';
  return back ? layer.deltas[row * layer.units + unit]! : outputOf(layer, row, unit);
}

function activeColumn(walk: Walkthrough, step: WalkStep, column: number): boolean {
  if (step.kind === 'input') return column === 0;
  if (step.kind === 'loss') return column === walk.layers.length;
  if (step.kind === 'clip' || step.kind === 'update') return column > 0;
  return column === step.layer + 1;
}

/** @param row place among the shown rows. @param firsts first unit of the window of each column; absent: 0. */
export function pictureOf(
  walk: Walkthrough,
  step: WalkStep,
  row: number,
  firsts: readonly number[],
  names: readonly string[],
): Picture {
  const columns = Array.from({ length: walk.layers.length + 1 }, (_, column) => {
    const of = unitsOf(walk, column);
    return {
      x: nameRoom + margin + column * columnGap,
      name: names[column] ?? '',
      active: activeColumn(walk, step, column),
      first: windowFrom(firsts[column] ?? 0, of),
      shown: Math.min(windowSize, of),
      of,
    };
  });
  const tallest = Math.max(...columns.map(({ shown }) => shown));
  const nodes = columns.map(({ x, first, shown }, column) =>
    Array.from({ length: shown }, (_, place): PictureNode => {
      const unit = first + place;
      const layer = walk.layers[column - 1];
      return {
        column,
        unit,
        x,
        y: margin + (place + (tallest - shown) / 2) * rowGap,
        label: column === 0 ? walk.inputNames[unit]! : `${names[column]} ${unit + 1}`,
        value: valueAt(walk, step, row, { column, unit }),
        dropped: layer?.kept?.[row * layer.units + unit] === 0,
      };
    }),
  );
  const edges = walk.layers.flatMap(({ kernelAt, units }, index) => {
    const weightOf = (from: PictureNode, to: PictureNode) =>
      walk.weights[kernelAt + from.unit * units + to.unit]!;
    const pairs = nodes[index]!.flatMap((from) => nodes[index + 1]!.map((to) => ({ from, to })));
    const most = pairs.reduce((so, { from, to }) => Math.max(so, Math.abs(weightOf(from, to))), 0);
    return pairs.map(({ from, to }) => {
      const weight = weightOf(from, to);
      return {
        from,
        to,
        weight,
        strength: most > 0 ? Math.abs(weight) / most : 0,
        active: columns[index + 1]!.active,
      };
    });
  });
  return {
    width: nameRoom + 2 * margin + walk.layers.length * columnGap,
    height: 2 * margin + (tallest - 1) * rowGap + foot,
    nodes: nodes.flat(),
    edges,
    columns,
  };
}
