// What a gate that is open waits to be shown: "is better in Accuracy by at least 0.1".

import { figureOf } from '../../../core/figures.ts';
import { sayNumber } from '../../../core/gate-check/say.ts';
import type { GateFailure, GateResult, GateSpec } from '../../../core/gate.ts';
import { sliceLabel } from '../../../core/slices/slice-label.ts';
import { verdictText } from '../../text/evaluate.ts';

const { claims } = verdictText;

/** Null where a threshold sets several bounds: one sentence can't hold them. */
function claimOf({ figure, threshold, kind }: GateFailure, semantics: GateSpec['semantics']): string | null {
  const label = figureOf(figure).label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
  const { lower, upper } = threshold.value ?? {};
  if (kind === 'value') {
    if (lower !== undefined && upper !== undefined) return null;
    return lower !== undefined
      ? claims.least(label, sayNumber(lower))
      : claims.most(label, sayNumber(upper ?? NaN));
  }
  const { change } = threshold;
  if (kind === 'missing' || !change) return null;
  const { absolute, relative, direction } = change;
  if (absolute !== undefined && relative !== undefined) return null;
  const bound = absolute ?? relative ?? 0;
  // By TFMA's rule a bound of a figure that is the better the lower is an improvement below 0.
  const gain = semantics === 'tfma' && direction === 'lower' ? -bound : bound;
  const size = absolute === undefined ? `${sayNumber(100 * Math.abs(gain))} %` : sayNumber(Math.abs(gain));
  if (gain === 0) return claims.betterAtAll(label);
  return gain > 0 ? claims.better(label, size) : claims.notWorse(label, size);
}

/** What the evidence is missing for; of several open bounds the gate as a whole. */
export function openClaim({ metricValidationsPerSlice }: GateResult, { semantics }: GateSpec): string {
  const open = metricValidationsPerSlice.flatMap(({ sliceKey, failures }) =>
    failures.filter(({ unclear }) => unclear).map((failure) => ({ sliceKey, failure })),
  );
  const [only] = open;
  const claim = only && open.length === 1 ? claimOf(only.failure, semantics) : null;
  if (!only || claim === null) return claims.several;
  return only.sliceKey.length === 0 ? claim : claims.on(claim, sliceLabel(only.sliceKey));
}
