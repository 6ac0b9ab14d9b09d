import type { Term } from '../shared-parts.ts';

/** Loss of a prediction as the `share` quantile of the true value (Koenker & Bassett, 1978). */
export const pinball =
  (share: number): Term =>
  (truth, scores, at) => {
    const missing = truth - scores[at]!;
    return missing >= 0 ? share * missing : (share - 1) * missing;
  };
