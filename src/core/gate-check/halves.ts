// A threshold taken apart into what it asks of a figure and of its change, and which slices it asks it of.

import type { SliceResult } from '../evaluation.ts';
import type { GateSpec, GateThreshold } from '../gate.ts';
import type { SliceSpec } from '../slice.ts';
import { matches } from '../slices/matches.ts';
import { type BoundCheck, changeChecks, valueChecks } from './bounds.ts';

type Kind = 'value' | 'change';
/** A threshold's one half, as TFMA takes it apart: the figure itself, or its change. */
export interface Half {
  readonly kind: Kind;
  readonly threshold: GateThreshold;
}

export const whole: SliceSpec = { by: 'overall' };
export const askedSlices = ({ slices }: GateThreshold): readonly SliceSpec[] => slices ?? [whole];

/** Values first, then changes; without a baseline (rubber stamp) changes are dropped. */
export function halvesOf({ thresholds }: GateSpec, hasBaseline: boolean): Half[] {
  const halves: Half[] = [];
  for (const { figure, slices, value, doubt } of thresholds)
    if (value) halves.push({ kind: 'value', threshold: { figure, slices, value, doubt } });
  if (hasBaseline)
    for (const { figure, slices, change, doubt } of thresholds)
      if (change) halves.push({ kind: 'change', threshold: { figure, slices, change, doubt } });
  return halves;
}

/** Null: the slice lacks the figure, or there is nothing to compare it with. */
export function checksOf(gate: GateSpec, { kind, threshold }: Half, slice: SliceResult): BoundCheck[] | null {
  const found = slice.candidate[threshold.figure];
  if (kind === 'value') return found ? valueChecks(found, threshold.value ?? {}) : null;
  const baseline = slice.baseline?.[threshold.figure];
  const difference = slice.difference?.[threshold.figure];
  if (!found || !baseline || !difference || !threshold.change) return null;
  const change = { candidate: found.value, baseline: baseline.value, difference };
  return changeChecks(gate.semantics, change, threshold.change);
}

/** Whether a threshold's spec means a slice. @param specs what the slices' `spec` counts in. */
export function appliesTo(specs: readonly SliceSpec[]): (spec: SliceSpec, slice: SliceResult) => boolean {
  return (spec, slice) => {
    const own = specs[slice.spec];
    return (own !== undefined && JSON.stringify(own) === JSON.stringify(spec)) || matches(spec, slice.key);
  };
}
