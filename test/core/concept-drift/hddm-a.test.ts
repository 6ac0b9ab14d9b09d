import hddmA from '../../../src/core/concept-drift/hddm-a.ts';
import { agreesWithRiver, holdsState } from '../concept-drift-cases.ts';

agreesWithRiver('hddm-a');
holdsState(hddmA, 'HDDM_A', ({ all, low, warning }) => [all.mean, all.n, low.mean, low.n, warning]);
