import { describe, expect, it } from 'vitest';
import { isLate, keyMatches, keysOf, subjectOf, worseOf } from '../../../src/core/alerting/figure-facts.ts';
import { monitors } from '../../../src/core/monitors/index.ts';

describe('what a key says', () => {
  it('waits for labels where its monitor does', () => {
    for (const { id, needs } of monitors.all)
      // Of the rows of a window it tells at once, of its labels later.
      if (id !== 'volume') expect([id, isLate(`${id}/x`)]).toEqual([id, needs === 'labels']);
    expect([isLate('volume/rows'), isLate('volume/missing-labels')]).toEqual([false, true]);
  });
  it('knows which way is worse', () => {
    expect(worseOf('performance/accuracy')).toBe('down');
    expect(worseOf('slices/log-loss/a/b')).toBe('up');
    expect(worseOf('prequential/kappa-temporal')).toBe('down');
    expect(worseOf('drift/psi/a')).toBe('up');
    expect(worseOf('volume/rows')).toBe('down');
  });
  it('is of a feature, or of its family', () => {
    expect(subjectOf('drift/psi/a/b')).toBe('a/b');
    expect(subjectOf('prediction/psi')).toBe('prediction');
    expect(subjectOf('quality/duplicates')).toBe('quality');
  });
  it('is of a feature and what is wrong with it', () => {
    expect(subjectOf('quality/constant/hum/a')).toBe('hum/a, one value only');
    expect(subjectOf('quality/unit/hum')).not.toBe(subjectOf('quality/constant/hum'));
  });
  it('fits patterns with stars, which stand for anything', () => {
    expect(keyMatches('quality/*/te.mp', 'quality/missing/te.mp')).toBe(true);
    expect(keyMatches('quality/*/te.mp', 'quality/missing/texmp')).toBe(false);
    expect(keyMatches('drift/*', 'drift/psi/a\n/b')).toBe(true);
    expect(keyMatches('drift/psi/a', 'drift/psi/ab')).toBe(false);
    expect(keysOf(['a/*', 'b/x', 'a/y'], ['a/y', 'a/z', 'c/d'])).toEqual(['a/y', 'a/z', 'b/x']);
  });
});
