// What is known of each unit at each step of a walk: the one rule that the picture, its words, the formulas and the tables follow.

import type { WalkStep, Walkthrough } from '../../../core/walkthrough.ts';

/** A unit that is looked at: of column 0 (what comes in) or of a layer, 1 being the first. */
export interface Focus {
  readonly column: number;
  readonly unit: number;
}

export interface UnitNumber {
  /** On the way back every unit of a layer shows its error; what comes in has none. */
  readonly kind: 'value' | 'error';
  /** Null: not computed yet. */
  readonly value: number | null;
  /** Dropout left it out. */
  readonly dropped: boolean;
}

const isBackwards = ({ kind }: WalkStep): boolean =>
  kind === 'backward' || kind === 'clip' || kind === 'update';

/** The step at which a column's present number was computed; null where it is not computed yet. */
export function stageOf({ layers }: Walkthrough, step: WalkStep, column: number): WalkStep | null {
  if (column === 0) return { kind: 'input' };
  const layer = column - 1;
  switch (step.kind) {
    case 'input':
      return null;
    case 'forward':
      return layer <= step.layer ? { kind: 'forward', layer } : null;
    case 'loss':
      return layer === layers.length - 1 ? step : { kind: 'forward', layer };
    case 'backward':
      return layer >= step.layer ? { kind: 'backward', layer } : null;
    case 'clip':
    case 'update':
      return step;
  }
}

/** @param row place among the shown rows. */
export function numberAt(
  walk: Walkthrough,
  step: WalkStep,
  row: number,
  { column, unit }: Focus,
): UnitNumber {
  const layer = walk.layers[column - 1];
  if (!layer) {
    const value = walk.layers[0]!.inputs[row * walk.inputNames.length + unit]!;
    return { kind: 'value', value, dropped: false };
  }
  const at = row * layer.units + unit;
  const back = isBackwards(step);
  const known = stageOf(walk, step, column) !== null;
  const factor = layer.kept?.[at] ?? 1;
  // A forward number is what the layer hands on, behind its dropout.
  const value = back ? layer.deltas[at]! : layer.outputs[at]! * factor;
  return {
    kind: back ? 'error' : 'value',
    value: known ? value : null,
    dropped: (back || known) && factor === 0,
  };
}

/** The column that a step is about; null: all layers. */
export function columnOf({ layers }: Walkthrough, step: WalkStep): number | null {
  if (step.kind === 'input') return 0;
  if (step.kind === 'loss') return layers.length;
  return step.kind === 'clip' || step.kind === 'update' ? null : step.layer + 1;
}

/** Place of the next step that computes a column's number, from 0; null where none does. */
export function comesAt(
  walk: Walkthrough,
  steps: readonly WalkStep[],
  now: number,
  column: number,
): number | null {
  const next = steps.findIndex((step, place) => place > now && stageOf(walk, step, column) !== null);
  return next < 0 ? null : next;
}
