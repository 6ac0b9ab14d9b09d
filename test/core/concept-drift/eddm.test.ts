import { expect, test } from 'vitest';
import eddm from '../../../src/core/concept-drift/eddm.ts';
import { defaults } from '../../../src/core/params.ts';
import { agreesWithRiver, holdsState } from '../concept-drift-cases.ts';

agreesWithRiver('eddm');
holdsState(eddm, 'EDDM', ({ distances, variance, largest, warning }) => [
  distances.mean,
  variance,
  distances.n,
  largest,
  warning,
]);

test('can’t warn later than it fires', () => {
  expect(eddm.problem?.({ ...defaults(eddm.params), alpha: 0.8 })).toContain('Warns below');
  expect(eddm.problem?.(defaults(eddm.params))).toBeNull();
});
