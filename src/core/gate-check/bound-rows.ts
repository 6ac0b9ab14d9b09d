// Every bound of a gate with the slice on which it stands worst: what a table of thresholds shows.

import type { SliceResult } from '../evaluation.ts';
import type { GateSpec, GateThreshold } from '../gate.ts';
import type { SliceSpec } from '../slice.ts';
import { type BoundCheck, standing } from './bounds.ts';
import { appliesTo, checksOf, halvesOf } from './halves.ts';

type Outcome = 'missed' | 'open' | 'kept-in-doubt' | 'kept';

export interface BoundRow {
  readonly threshold: GateThreshold;
  readonly kind: 'value' | 'change';
  readonly check: BoundCheck;
  readonly slice: SliceResult;
  readonly outcome: Outcome;
  /** Slices that were held against it. */
  readonly slices: number;
}

const severity: readonly Outcome[] = ['missed', 'open', 'kept-in-doubt', 'kept'];

function outcomeOf(gate: GateSpec, threshold: GateThreshold, check: BoundCheck, known: number): Outcome {
  if (!gate.evidence) return check.kept ? 'kept' : 'missed';
  const found = standing(check, known);
  if (found !== 'unclear') return found;
  return threshold.doubt === 'pass' ? 'kept-in-doubt' : 'open';
}

/** How far on the right side of its bound; NaN is furthest on the wrong one. */
function margin({ observed, bound, side }: BoundCheck): number {
  const by = side === 'least' ? observed - bound : bound - observed;
  return Number.isNaN(by) ? -Infinity : by;
}

/** Bounds in the order of the gate; such as no slice has the figure for are left out. */
export function boundRows(
  gate: GateSpec,
  slices: readonly SliceResult[],
  specs: readonly SliceSpec[],
  hasBaseline: boolean,
): BoundRow[] {
  const applies = appliesTo(specs);
  return halvesOf(gate, hasBaseline).flatMap((half) => {
    const { kind, threshold } = half;
    const asked = slices.filter(
      (slice) => threshold.slices === null || threshold.slices.some((spec) => applies(spec, slice)),
    );
    const byBound: BoundRow[][] = [];
    for (const slice of asked)
      checksOf(gate, half, slice)?.forEach((check, at) => {
        const outcome = outcomeOf(gate, threshold, check, slice.known);
        (byBound[at] ??= []).push({ threshold, kind, check, slice, outcome, slices: 0 });
      });
    return byBound.flatMap((rows) => {
      const [worst] = rows.toSorted(
        (a, b) =>
          severity.indexOf(a.outcome) - severity.indexOf(b.outcome) || margin(a.check) - margin(b.check),
      );
      return worst ? [{ ...worst, slices: rows.length }] : [];
    });
  });
}
