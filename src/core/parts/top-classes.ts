import type { Term } from '../shared-parts.ts';

/** 1 where the true class is among the `most` likeliest; of equal scores the class with the higher index goes first. */
export const isAmong =
  (most: number): Term =>
  (truth, scores, at, outputs) => {
    const own = scores[at + truth]!;
    let ahead = 0;
    for (let u = 0; u < outputs; u++) {
      const score = scores[at + u]!;
      if (Number.isNaN(score)) return NaN;
      if (score > own || (score === own && u > truth)) ahead++;
    }
    return ahead < most ? 1 : 0;
  };
