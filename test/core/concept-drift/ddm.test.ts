import ddm from '../../../src/core/concept-drift/ddm.ts';
import { agreesWithRiver, holdsState } from '../concept-drift-cases.ts';

agreesWithRiver('ddm');
holdsState(ddm, 'DDM', ({ errors, leastShare, leastDeviation, warning }) => [
  errors.mean,
  errors.n,
  leastShare,
  leastDeviation,
  warning,
]);
