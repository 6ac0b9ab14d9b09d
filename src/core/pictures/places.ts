// The rows behind what was clicked in a plot.

import { answerAt, errorAt, oneAgainstRest, type Answered } from './answers.ts';
import { placesOfTenth } from './gain.ts';

export type PictureTarget =
  | { readonly kind: 'cell'; readonly truth: number; readonly answer: number }
  /** Scores of the class that the binary plots are drawn for: (from, to] or [from, to]; `truth` 1, 0 or any. */
  | {
      readonly kind: 'scores';
      readonly positiveClass: number;
      readonly from: number;
      readonly to: number;
      /** Whether `from` belongs to it, and `to`. */
      readonly fromClosed: boolean;
      readonly toClosed: boolean;
      readonly truth: 0 | 1 | null;
    }
  /** Predicted − truth in [from, to), the last bar closed. */
  | { readonly kind: 'residuals'; readonly from: number; readonly to: number; readonly toClosed: boolean }
  /** Off by at least so much. */
  | { readonly kind: 'sizes'; readonly atLeast: number }
  | { readonly kind: 'tenth'; readonly positiveClass: number; readonly tenth: number }
  | { readonly kind: 'place'; readonly place: number }
  | { readonly kind: 'period'; readonly from: number; readonly to: number };

/** Places (in the order of the rows, ascending) of what was clicked. Rows of unknown truth belong to periods only. */
export function placesBehind(answered: Answered, target: PictureTarget): Int32Array {
  const { truth, scores } = answered;
  const places = Int32Array.from(truth.keys());
  switch (target.kind) {
    case 'cell':
      return places.filter(
        (place) => truth[place] === target.truth && answerAt(answered, place) === target.answer,
      );
    case 'scores': {
      const one = oneAgainstRest(answered, target.positiveClass);
      return places.filter((place) => {
        const score = one.scores[place]!;
        const known = one.truth[place]!;
        return (
          !Number.isNaN(known) &&
          (target.truth === null || known === target.truth) &&
          (target.fromClosed ? score >= target.from : score > target.from) &&
          (target.toClosed ? score <= target.to : score < target.to)
        );
      });
    }
    case 'residuals':
      return places.filter((place) => {
        const residual = scores[place]! - truth[place]!;
        return residual >= target.from && (target.toClosed ? residual <= target.to : residual < target.to);
      });
    case 'sizes':
      return places.filter((place) => errorAt(answered, place) >= target.atLeast);
    case 'tenth': {
      const one = oneAgainstRest(answered, target.positiveClass);
      return placesOfTenth(one.truth, one.scores, target.tenth);
    }
    case 'place':
      return Int32Array.of(target.place);
    case 'period':
      return places.slice(target.from, target.to);
  }
}
