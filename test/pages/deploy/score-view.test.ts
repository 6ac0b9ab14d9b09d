import { describe, expect, it } from 'vitest';
import type { SignatureInput } from '../../../src/core/signature.ts';
import {
  chanceBars,
  hintOf,
  holdsDays,
  listed,
  predictedText,
  warningText,
} from '../../../src/pages/deploy/score/score-view.ts';

const input = (more: Partial<SignatureInput>): SignatureInput => ({
  name: 'wind',
  kind: 'number',
  range: [2, 61],
  levels: null,
  mayBeMissing: false,
  ...more,
});
const when = input({ kind: 'time', range: [Date.UTC(2020, 0, 1), Date.UTC(2020, 3, 11)] });

describe('a field says', () => {
  it('what was learnt from, and whether it may be left empty', () => {
    expect(hintOf(input({}))).toBe('learnt from 2 to 61');
    expect(hintOf(input({ range: [0.123456789, 1e6], mayBeMissing: true }))).toBe(
      'learnt from 0.123457 to 1000000, may be left empty',
    );
    expect(hintOf(when)).toBe('learnt from 2020-01-01 to 2020-04-11');
    expect(hintOf(input({ kind: 'boolean', range: [0, 1] }))).toBe('');
    expect(hintOf(input({ kind: 'category', range: null, levels: ['a'] }))).toBe('');
  });

  it('what is odd about what stands in it', () => {
    expect(warningText(input({}), 'above', '74')).toBe('74 is above everything it learnt from: 2–61');
    expect(warningText(when, 'below', '2019-12-31')).toBe(
      '2019-12-31 is below everything it learnt from: 2020-01-01–2020-04-11',
    );
    expect(warningText(input({}), 'unknown', 'hail')).toMatch(/^“hail” was in none/);
    expect(warningText(input({}), 'missing', '')).toMatch(/^missing/);
  });

  it('days as days', () => {
    expect(holdsDays(when)).toBe(true);
    expect(holdsDays({ ...when, range: [0, 3_600_000] })).toBe(false);
    expect(holdsDays(input({ range: [0, 86_400_000] }))).toBe(false);
  });
});

describe('bars of probabilities', () => {
  it('keep the order of two classes and put the likeliest of many first', () => {
    expect(
      chanceBars(['no', 'yes'], [0.25, 0.75], 1).bars.map(({ name, text, answered }) => [
        name,
        text,
        answered,
      ]),
    ).toEqual([
      ['no', '0.250', false],
      ['yes', '0.750', true],
    ]);
    const classes = Array.from({ length: 13 }, (_, i) => `c${i}`);
    const { bars, others } = chanceBars(
      classes,
      classes.map((_, i) => i / 78),
      12,
    );
    expect(bars[0]).toMatchObject({ name: 'c12', answered: true });
    expect([bars.length, others]).toEqual([10, 3]);
  });
});

it('names are listed, and the many are counted', () => {
  expect(listed(['a', 'b'])).toBe('“a”, “b”');
  expect(listed(Array.from({ length: 15 }, (_, i) => `c${i}`))).toMatch(/“c11”, 3 more$/);
  expect(predictedText(34.234, 'mpg')).toBe('34.2 mpg');
});
