import hddmW from '../../../src/core/concept-drift/hddm-w.ts';
import { agreesWithRiver, holdsState } from '../concept-drift-cases.ts';

agreesWithRiver('hddm-w');
holdsState(hddmW, 'HDDM_W', ({ all, riseCut, beforeRise, afterRise, warning }) => [
  all.mean,
  all.squares,
  riseCut,
  beforeRise.mean,
  afterRise.mean,
  warning,
]);
