import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/break-sensor.ts';
import { binary, change, lawsOf, mixed, numbersIn, textsIn } from '../injection-cases.ts';

describe('break-sensor', () => {
  lawsOf(
    kind,
    ['stuck', 'missing', 'noise', 'zero'].map((mode) => ({ mode })),
  );

  it('is stuck at what it held last', () => {
    const script = [change('break-sensor', { column: 'hour', mode: 'stuck', share: 1 })];
    const after = numbersIn(injected(mixed, script, binary, 1), 'hour');
    expect([...new Set(after.subarray(200))]).toEqual([199 % 24]);
    const words = [change('break-sensor', { column: 'day', mode: 'stuck', share: 1 })];
    const days = textsIn(injected(mixed, words, binary, 1), 'day');
    expect([...new Set(days.slice(200))]).toEqual([days[199]]);
  });

  it('is zero, silent, or anything in its range', () => {
    const broken = (column: string, mode: string) =>
      injected(mixed, [change('break-sensor', { column, mode, share: 1 })], binary, 1);
    expect([...new Set(numbersIn(broken('temp', 'zero'), 'temp').subarray(200))]).toEqual([0]);
    expect([...new Set(textsIn(broken('sky', 'missing'), 'sky').slice(200))]).toEqual(['']);
    expect([...new Set(numbersIn(broken('count', 'noise'), 'count').subarray(200))].sort()).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8,
    ]);
    expect([...new Set(textsIn(broken('sky', 'noise'), 'sky').slice(200))].sort()).toEqual([
      'clear',
      'mist',
      'rain',
    ]);
    expect(kind.problem(mixed, { column: 'sky', mode: 'zero', share: 1 }, binary)).toContain('no zero');
  });

  it('stays stuck at the same value when its share is moved', () => {
    const first = change('break-sensor', { column: 'hour', mode: 'stuck', share: 1 }, { toRow: 300 });
    const second = {
      ...first,
      id: 'c2',
      params: { ...first.params, share: 0.5 },
      fromRow: 300,
      toRow: null,
      since: 200,
    };
    const before = numbersIn(mixed, 'hour');
    const after = numbersIn(injected(mixed, [first, second], binary, 1), 'hour');
    expect([...after.subarray(300)].every((value, at) => value === 7 || value === before[300 + at])).toBe(
      true,
    );
    expect(199 % 24).toBe(7);
  });
});
