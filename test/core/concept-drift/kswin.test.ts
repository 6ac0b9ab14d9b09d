import { expect, test } from 'vitest';
import kswin from '../../../src/core/concept-drift/kswin.ts';
import { defaults } from '../../../src/core/params.ts';
import { agreesWithRiver } from '../concept-drift-cases.ts';

agreesWithRiver('kswin');

test('can’t compare more rows than half its window', () => {
  const usual = defaults(kswin.params);
  expect(kswin.problem?.(usual)).toBeNull();
  expect(kswin.problem?.({ ...usual, window_size: 59 })).toContain('twice');
  expect(() => kswin.begin({ ...usual, window_size: 59 })).toThrow(RangeError);
});

test('goes over from errors to other numbers and back in the midst of a window', () => {
  // One value far out belongs to both sides or to neither: it changes counts of ones by nothing.
  const plain = kswin.begin({ ...defaults(kswin.params), alpha: 0 });
  for (let row = 0; row < 1000; row++) expect(plain.update(row % 250 === 7 ? 3.5 : row % 2)).toBe('calm');
  const running = kswin.begin(defaults(kswin.params));
  const fires = Array.from({ length: 1000 }, (_, row) =>
    running.update(row < 500 ? 0 : row % 3 === 0 ? 0.5 : 1),
  );
  expect(fires.indexOf('drift')).toBeGreaterThanOrEqual(510);
  expect(fires.indexOf('drift')).toBeLessThan(530);
});
