import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/labels-biased.ts';
import { change, binary, lawsOf, mixed, regression, numbersIn, textsIn } from '../injection-cases.ts';

describe('labels-biased', () => {
  lawsOf(kind);

  it('leaves out the answers of one class', () => {
    const params = { column: 'answer', atLeast: 0, level: 'yes', share: 1 };
    const after = textsIn(injected(mixed, [change('labels-biased', params)], binary, 1), 'answer').slice(200);
    expect(after.includes('yes')).toBe(false);
    expect(after.filter((text) => text === 'no').length).toBe(
      textsIn(mixed, 'answer')
        .slice(200)
        .filter((text) => text === 'no').length,
    );
  });

  it('leaves out answers where a column, or the answer itself, is high', () => {
    const wind = numbersIn(mixed, 'wind');
    const params = { column: 'wind', atLeast: 15, level: '', share: 1 };
    const byWind = numbersIn(injected(mixed, [change('labels-biased', params)], regression, 1), 'rides');
    const byAnswer = numbersIn(
      injected(mixed, [change('labels-biased', { ...params, column: 'rides', atLeast: 250 })], regression, 1),
      'rides',
    );
    numbersIn(mixed, 'rides').forEach((value, row) => {
      expect(Number.isNaN(byWind[row]!)).toBe(row >= 200 && wind[row]! >= 15);
      expect(Number.isNaN(byAnswer[row]!)).toBe(row >= 200 && value >= 250);
    });
  });
});
