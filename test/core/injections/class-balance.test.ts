import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/class-balance.ts';
import { binary, change, lawsOf, mixed, regression, textsIn } from '../injection-cases.ts';

describe('class-balance', () => {
  lawsOf(kind);

  it('puts earlier rows of the class in place of others, whole', () => {
    const after = injected(mixed, [change('class-balance', { class: 'yes', share: 1 })], binary, 1);
    const answers = textsIn(after, 'answer');
    const [temp, wind] = [textsIn(mixed, 'temp'), textsIn(mixed, 'wind')];
    const pair = (row: number) => `${temp[row]} ${wind[row]}`;
    for (let row = 200; row < 400; row++) {
      if (textsIn(mixed, 'answer')[row] === '') expect(answers[row]).toBe('');
      else expect(answers[row]).toBe('yes');
      if (textsIn(mixed, 'answer')[row] !== 'no') continue;
      const own = `${textsIn(after, 'temp')[row]} ${textsIn(after, 'wind')[row]}`;
      const donor = Array.from({ length: row }, (_, at) => at).find(
        (at) => pair(at) === own && textsIn(mixed, 'answer')[at] === 'yes',
      );
      expect(donor).toBeDefined();
    }
    // Times go on.
    expect(textsIn(after, 'species')).toEqual(textsIn(mixed, 'species'));
  });

  it('is for classes', () => {
    expect(kind.problem(mixed, { class: '', share: 0.5 }, regression)).toContain('not classes');
    expect(kind.problem(mixed, { class: 'maybe', share: 0.5 }, binary)).toBe(
      'There is no class "maybe". There are: no, yes.',
    );
  });
});
