import adwin from '../../../src/core/concept-drift/adwin.ts';
import { agreesWithRiver, holdsState } from '../concept-drift-cases.ts';

agreesWithRiver('adwin');
holdsState(adwin, 'ADWIN', ({ width, total, variance }) => [width, total, variance, total / width]);
