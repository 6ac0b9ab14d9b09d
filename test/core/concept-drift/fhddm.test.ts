import { expect, test } from 'vitest';
import fhddm from '../../../src/core/concept-drift/fhddm.ts';
import { defaults } from '../../../src/core/params.ts';
import { agreesWithRiver, errorsOf, heard } from '../concept-drift-cases.ts';

agreesWithRiver('fhddm');

test('fed as River says it never notices that errors become more', () => {
  const errors = errorsOf('abrupt_0.2_0.5', 1);
  const params = defaults(fhddm.params);
  expect(heard({ detector: 'fhddm', params: { ...params, reads: 'errors' } }, errors).fires).toEqual([]);
  expect(heard({ detector: 'fhddm', params }, errors).fires).not.toEqual([]);
});

test('the second window must be the shorter one', () => {
  expect(fhddm.problem?.({ ...defaults(fhddm.params), short_window_size: 101 })).toContain('shorter');
  expect(fhddm.problem?.(defaults(fhddm.params))).toBeNull();
});
