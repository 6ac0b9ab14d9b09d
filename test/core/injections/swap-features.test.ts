import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/swap-features.ts';
import { binary, change, lawsOf, mixed, numbersIn, textsIn } from '../injection-cases.ts';

describe('swap-features', () => {
  lawsOf(kind);

  it('lets columns change places, and back when done twice', () => {
    const swap = (id: string, column: string, other: string) =>
      change('swap-features', { column, other, share: 1 }, { id });
    const once = injected(mixed, [swap('a', 'temp', 'wind')], binary, 1);
    expect(numbersIn(once, 'temp').subarray(200)).toEqual(numbersIn(mixed, 'wind').subarray(200));
    const words = injected(mixed, [swap('a', 'sky', 'day')], binary, 1);
    expect(textsIn(words, 'sky').slice(200)).toEqual(textsIn(mixed, 'day').slice(200));
    expect(textsIn(words, 'day').slice(200)).toEqual(textsIn(mixed, 'sky').slice(200));
    const twice = injected(mixed, [swap('a', 'sky', 'day'), swap('b', 'sky', 'day')], binary, 1);
    expect(textsIn(twice, 'sky')).toEqual(textsIn(mixed, 'sky'));
  });

  it('refuses a column and itself, and two of different kinds', () => {
    const problem = (column: string, other: string) =>
      kind.problem(mixed, { column, other, share: 1 }, binary);
    expect(problem('temp', 'temp')).toContain('same column');
    expect(problem('temp', 'sky')).toContain('different kinds');
  });
});
