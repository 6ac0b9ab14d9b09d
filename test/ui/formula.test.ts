import { describe, expect, it } from 'vitest';
import { group, live, number, over, root, row, spoken, sub, sumOver, sup } from '../../src/ui/formula.ts';

describe('a formula read aloud', () => {
  it('says sums, fractions, powers and Greek letters', () => {
    const formula = row(sub('z', 'u'), '=', sumOver('i'), sub('x', 'i'), '×', sub('w', 'i'), '+', 'b');
    expect(spoken(formula)).toBe('z sub u equals the sum over i of x sub i times w sub i plus b');
    expect(spoken(row('w', '−', over('η', root(row('v', '+', 'ε')))))).toBe(
      'w minus eta over the square root of v plus epsilon',
    );
    expect(spoken(sup(group('a', '−', 'b'), number('2')))).toBe('a minus b squared');
    expect(spoken(sup('e', live('−0.5')))).toBe('e to the power minus 0.5');
  });
});
