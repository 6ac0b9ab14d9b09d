import { describe, expect, it } from 'vitest';
import { scriptFrom, scriptText } from '../../../src/core/injecting/script-file.ts';
import { injectionSays, windowName } from '../../../src/core/injecting/words.ts';
import { change } from '../injection-cases.ts';

const script = [
  change('shift-mean', { column: 'temp', amount: 2 }, { fromRow: 300 }),
  change(
    'missing-cells',
    { column: 'constructor', share: 0.25 },
    { id: 'c2', course: 'gradual', overRows: 2000, toRow: 240 },
  ),
];

describe('script-file', () => {
  it('comes back as it went', () => expect(scriptFrom(scriptText(script))).toEqual(script));

  it.each([
    ['nonsense', 'it is not JSON'],
    ['{}', 'no script of changes'],
    ['{"format":"model-loop-changes","version":2,"changes":[]}', 'later release'],
    ['{"format":"model-loop-changes","version":1,"changes":[{}]}', 'Change 1 is damaged at "id"'],
    [scriptText(script).replace('"fromRow": 300', '"fromRow": -3'), 'Change 1 is damaged at "fromRow"'],
    [scriptText(script).replace('"gradual"', '"odd"'), 'Change 2 is damaged at "course"'],
    ['x'.repeat(1_000_001), 'far too long'],
  ])('refuses %s', (text, why) => expect(() => scriptFrom(text)).toThrow(why));
});

describe('words', () => {
  it('says what, since when, and how', () => {
    const nameOf = windowName(100, 10);
    expect(injectionSays(script[0]!, nameOf)).toBe(
      'from window 21 on: temp: +2.0 standard deviations, sudden',
    );
    expect(injectionSays(script[1]!, nameOf)).toBe(
      'from window 11 to before window 15: constructor: 25 % of the cells missing, gradual, over 2,000 rows',
    );
  });
});
