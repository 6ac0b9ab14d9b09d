// What is said of a version that is to come into production: what is known of it, and what goes on meanwhile.

import type { Situation } from '../../core/next-step.ts';

export const promotionText = {
  unjudged: (version: string) => `${version} could not be evaluated`,
  unjudgedDetail: (why: string) =>
    `${why} Nothing was changed. Whoever knows enough of it can put it into production without an evaluation; the ledger will say so.`,
  deployUnjudged: (version: string) => `Put ${version} into production without an evaluation`,
  held: (version: string) => `${version} is held back by its gate or its tests`,
} as const;

/** What speaks for or against the waiting challenger, in a few words that follow its name. */
export function judgedText({
  asks,
  verdict,
  failedTest,
}: Pick<NonNullable<Situation['challenger']>, 'asks' | 'verdict' | 'failedTest'>): string {
  if (asks !== null) return 'has to be evaluated first';
  if (failedTest !== null) return 'failed a test';
  switch (verdict) {
    case 'passed':
      return 'passed its gate and its tests';
    case 'failed':
      return 'failed its gate';
    case 'not-enough-evidence':
      return 'is neither surely better nor surely worse yet';
    case null:
      return 'can’t be compared with the champion: there are no rows for it';
  }
}
