// What a descent did, read from its losses and its moves: for the sentence beside the picture.

export type Descent =
  | { readonly kind: 'converged' | 'crawls' }
  /** Goes to and fro across the valley: on `share` of its way it turned back. */
  | { readonly kind: 'jumps'; readonly share: number }
  /** Higher than it began, or not a number any more, from this step on. */
  | { readonly kind: 'diverges'; readonly step: number };

/** It ends this many times as high as it began. */
const runawayFactor = 2;
/** A descent that still makes this share of its way in its last quarter has not arrived. */
const unfinished = 0.1;
/** A descent that turns back on this share of its way jumps. By length, so that noise at the bottom is none. */
const jumpy = 0.4;

/**
 * @param steps steps taken at each point of the trail, from the start on. @param losses of all the data there; may be not finite.
 * @param moves coordinates of the points, x and y one after another.
 */
export function readDescent(
  steps: ArrayLike<number>,
  losses: ArrayLike<number>,
  moves: ArrayLike<number>,
): Descent {
  const count = losses.length;
  const first = losses[0] ?? NaN;
  for (let k = 0; k < count; k++)
    if (!Number.isFinite(losses[k]!)) return { kind: 'diverges', step: steps[k]! };
  const last = losses[count - 1] ?? NaN;
  if (last > runawayFactor * first && last - first > 1e-9) {
    let from = count - 1;
    while (from > 0 && losses[from - 1]! > first) from--;
    return { kind: 'diverges', step: steps[from]! };
  }
  let [turned, way] = [0, 0];
  for (let k = 2; k < count; k++) {
    const [ax, ay] = [moves[2 * k - 2]! - moves[2 * k - 4]!, moves[2 * k - 1]! - moves[2 * k - 3]!];
    const [bx, by] = [moves[2 * k]! - moves[2 * k - 2]!, moves[2 * k + 1]! - moves[2 * k - 1]!];
    const [before, length] = [Math.hypot(ax, ay), Math.hypot(bx, by)];
    way += length;
    if (ax * bx + ay * by < -0.5 * before * length) turned += length;
  }
  if (way > 0 && turned / way >= jumpy) return { kind: 'jumps', share: turned / way };
  const before = losses[Math.floor((count - 1) * 0.75)] ?? first;
  return first - last > 0 && before - last > unfinished * (first - last)
    ? { kind: 'crawls' }
    : { kind: 'converged' };
}
