import pageHinkley from '../../../src/core/concept-drift/page-hinkley.ts';
import { agreesWithRiver, holdsState } from '../concept-drift-cases.ts';

agreesWithRiver('page-hinkley');
holdsState(
  pageHinkley,
  'PageHinkley',
  ({ seen, sumIncrease, leastIncrease, sumDecrease, largestDecrease }) => [
    seen.mean,
    sumIncrease,
    leastIncrease,
    sumDecrease,
    largestDecrease,
  ],
);
