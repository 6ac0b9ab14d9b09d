import { describe, expect, it } from 'vitest';
import { mayBeChance } from '../../../src/core/monitoring/may-be-chance.ts';

describe('a distance that chance may have made', () => {
  it('is one whose p, as few rows as count, is no surprise', () => {
    expect(mayBeChance('drift/psi/temp', { pValue: 0.3 })).toBe(true);
    expect(mayBeChance('prediction/psi/yes', { pValue: 0.01 })).toBe(true);
    expect(mayBeChance('drift/psi/temp', { pValue: 0.009 })).toBe(false);
  });

  it('is none where p is not known, and no other figure is one', () => {
    expect(mayBeChance('drift/psi/temp', { pValue: NaN })).toBe(false);
    expect(mayBeChance('quality/missing/temp', { pValue: 0.3 })).toBe(false);
    expect(mayBeChance('drift/share', { pValue: 0.3 })).toBe(false);
  });
});
