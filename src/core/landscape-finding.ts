// What a descent did, read from the losses of its trail and of the map around it: for the sentence beside the picture. Every
// number that a finding names stands in the trail or on the map, so that the table beside it can't say otherwise.

/** A point of the trail: steps taken, and the loss of the rows of the map there. */
interface TrailPoint {
  readonly step: number;
  readonly loss: number;
}

interface Ends {
  readonly first: TrailPoint;
  readonly last: TrailPoint;
}

/** The lowest loss that is known, on the way or on the map; `step` is null where it is the map's. */
export interface Lowest {
  readonly step: number | null;
  readonly loss: number;
}

export type Descent = Ends &
  (
    | /** Ends above twice its first loss, or with what is no number. `above`: the first point above the start, `worst` the highest. */
      { readonly kind: 'diverges'; readonly above: TrailPoint; readonly worst: TrailPoint }
      /** Was above ten times its first loss on the way, and came back. */
    | { readonly kind: 'leaps'; readonly above: TrailPoint; readonly worst: TrailPoint }
    /** Goes to and fro across the valley: on `share` of its way it turned back. */
    | { readonly kind: 'jumps'; readonly share: number }
    /** Ends where it began or a little above. */
    | { readonly kind: 'gains-nothing' }
    /** More than a tenth of its whole fall was in its last quarter, from `since` on. */
    | { readonly kind: 'falls'; readonly since: TrailPoint }
    /** So as well, and all of its fall is small: beside its first loss, or beside the way down to the lowest known. */
    | { readonly kind: 'crawls'; readonly since: TrailPoint }
    /** Hardly falls any more, though more than a tenth of the way down to the lowest is left. */
    | { readonly kind: 'stays-above'; readonly lowest: Lowest }
    /** Hardly falls any more, and nothing much lower is known. */
    | { readonly kind: 'arrives' }
  );

/** It ends this many times as high as it began, or was so many times as high on the way. */
const [runaway, leap] = [2, 10];
/** A descent that makes more than this share of its fall in its last quarter is still falling; so much of the way down may be left. */
const rest = 0.1;
/** A fall of less than this share of the first loss, or of the way down to the lowest known loss, is small. */
const [ofFirst, ofWay] = [0.1, 0.5];
/** A descent that turns back on this share of its way jumps. By length, so that noise at the bottom is none. */
const jumpy = 0.4;
/** Losses that are nearer than this share of the first are one: rounding. */
const same = 1e-9;

/** Share of its way on which a trail turned back by more than 120°. @param moves coordinates, x and y one after another. */
function turnedBack(count: number, moves: ArrayLike<number>): number {
  let [turned, way] = [0, 0];
  for (let k = 2; k < count; k++) {
    const [ax, ay] = [moves[2 * k - 2]! - moves[2 * k - 4]!, moves[2 * k - 1]! - moves[2 * k - 3]!];
    const [bx, by] = [moves[2 * k]! - moves[2 * k - 2]!, moves[2 * k + 1]! - moves[2 * k - 1]!];
    const [before, length] = [Math.hypot(ax, ay), Math.hypot(bx, by)];
    way += length;
    if (ax * bx + ay * by < -0.5 * before * length) turned += length;
  }
  return way > 0 ? turned / way : 0;
}

/**
 * @param steps steps taken at each point of the trail, from the start on: at least one point. @param losses there; may be not finite.
 * @param moves coordinates of the points, x and y one after another. @param map losses all over the map; what is not finite is passed over.
 */
export function readDescent(
  steps: ArrayLike<number>,
  losses: ArrayLike<number>,
  moves: ArrayLike<number>,
  map: ArrayLike<number>,
): Descent {
  const trail = Array.from({ length: losses.length }, (_, k) => ({ step: steps[k]!, loss: losses[k]! }));
  const first = trail[0]!;
  const last = trail.at(-1)!;
  const ends = { first, last };
  const size = ({ loss }: TrailPoint) => (Number.isNaN(loss) ? Infinity : loss);
  const almost = same * Math.abs(first.loss);
  const above = trail.find((point) => !(point.loss <= first.loss + almost));
  const worst = trail.reduce((most, point) => (size(point) > size(most) ? point : most), first);
  if (above && !(last.loss <= runaway * first.loss + almost))
    return { kind: 'diverges', ...ends, above, worst };
  if (above && size(worst) > leap * first.loss + almost) return { kind: 'leaps', ...ends, above, worst };
  const share = turnedBack(trail.length, moves);
  if (share >= jumpy) return { kind: 'jumps', ...ends, share };
  const fall = first.loss - last.loss;
  if (fall <= almost) return { kind: 'gains-nothing', ...ends };
  let lowest: Lowest = trail.reduce((least, point) => (point.loss < least.loss ? point : least), first);
  for (let i = 0; i < map.length; i++) if (map[i]! < lowest.loss) lowest = { step: null, loss: map[i]! };
  const since = trail[Math.floor((trail.length - 1) * 0.75)]!;
  const depth = first.loss - lowest.loss;
  if (since.loss - last.loss > rest * fall) {
    const small = fall < ofFirst * first.loss || fall < ofWay * depth;
    return { kind: small ? 'crawls' : 'falls', ...ends, since };
  }
  return last.loss - lowest.loss > rest * depth
    ? { kind: 'stays-above', ...ends, lowest }
    : { kind: 'arrives', ...ends };
}
