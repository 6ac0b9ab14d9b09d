import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/subgroup-concept.ts';
import { change, binary, lawsOf, mixed, numbersIn, textsIn } from '../injection-cases.ts';

describe('subgroup-concept', () => {
  lawsOf(kind);

  const other: Record<string, string> = { yes: 'no', no: 'yes' };

  it('turns the answers where the column is high, and nowhere else', () => {
    const params = { column: 'wind', atLeast: 15, level: '', share: 1 };
    const after = textsIn(injected(mixed, [change('subgroup-concept', params)], binary, 1), 'answer');
    const wind = numbersIn(mixed, 'wind');
    textsIn(mixed, 'answer').forEach((text, row) =>
      expect(after[row]).toBe(row >= 200 && wind[row]! >= 15 ? (other[text] ?? '') : text),
    );
  });

  it('turns those of one word', () => {
    const params = { column: 'sky', atLeast: 0, level: 'rain', share: 1 };
    const after = textsIn(injected(mixed, [change('subgroup-concept', params)], binary, 1), 'answer');
    const sky = textsIn(mixed, 'sky');
    textsIn(mixed, 'answer').forEach((text, row) =>
      expect(after[row]).toBe(row >= 200 && sky[row] === 'rain' ? (other[text] ?? '') : text),
    );
    expect(kind.problem(mixed, { ...params, level: '' }, binary)).toBe('Choose a word of "sky".');
    expect(kind.problem(mixed, { ...params, level: 'hail' }, binary)).toContain('never says');
  });

  it('moves the border by degrees', () => {
    const params = { column: 'wind', atLeast: 0, level: '', share: 1 };
    const script = [change('subgroup-concept', params, { course: 'incremental', overRows: 200 })];
    const after = textsIn(injected(mixed, script, binary, 1), 'answer');
    const turned = textsIn(mixed, 'answer').map((text, row) => text !== '' && after[row] !== text);
    const wind = numbersIn(mixed, 'wind');
    // At first only the highest are turned, in the end all.
    turned.slice(200, 250).forEach((is, at) => is && expect(wind[200 + at]!).toBeGreaterThan(20));
    expect(turned.slice(380).filter(Boolean).length).toBeGreaterThan(15);
  });
});
