import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import { rowChance } from '../../../src/core/injecting/row-chance.ts';
import { strengthOf } from '../../../src/core/injecting/strength.ts';
import { problemOf, scriptProblem } from '../../../src/core/injecting/validate.ts';
import { binary, change, expectSameRows, mixed, numbersIn, rows } from '../injection-cases.ts';

const shift = change('shift-mean', { column: 'temp', amount: 1 });

describe('injected', () => {
  it('hands back the very source where there is nothing to do', () => {
    expect(injected(mixed, [], binary, 1)).toBe(mixed);
    expect(injected(mixed, [{ ...shift, fromRow: rows }], binary, 1)).toBe(mixed);
  });

  it('leaves out what cannot be made to these rows', () => {
    const script = [change('shift-mean', { column: 'gone', amount: 1 }), change('unheard', {}, { id: 'c2' })];
    expect(injected(mixed, script, binary, 1)).toBe(mixed);
  });

  it('never writes into the source', () => {
    const before = numbersIn(mixed, 'temp').slice();
    injected(mixed, [shift, { ...shift, id: 'c2' }], binary, 1);
    expect(numbersIn(mixed, 'temp')).toEqual(before);
  });

  it('gives a row the same luck whatever other changes are made to other columns', () => {
    const alone = [change('missing-cells', { column: 'wind', share: 0.5 }, { id: 'c1' })];
    const more = [change('add-noise', { column: 'temp', amount: 1 }, { id: 'c2' }), ...alone];
    expect(numbersIn(injected(mixed, more, binary, 1), 'wind')).toEqual(
      numbersIn(injected(mixed, alone, binary, 1), 'wind'),
    );
  });

  it('has other luck with another seed and another id', () => {
    const gaps = (seed: number, id: string) =>
      numbersIn(
        injected(mixed, [change('missing-cells', { column: 'wind', share: 0.5 }, { id })], binary, seed),
        'wind',
      );
    expect(gaps(1, 'c1')).not.toEqual(gaps(2, 'c1'));
    expect(gaps(1, 'c1')).not.toEqual(gaps(1, 'c2'));
  });

  it('applies one after the other', () => {
    const there = { ...shift, toRow: 300 };
    const unit = change('scale-unit', { column: 'temp', factor: 2, offset: 0 }, { id: 'c2' });
    const [first, second] = [injected(mixed, [there], binary, 1), injected(mixed, [there, unit], binary, 1)];
    expect(numbersIn(second, 'temp')[250]).toBe(2 * numbersIn(first, 'temp')[250]!);
    expectSameRows(second, mixed, 0, 200);
  });
});

describe('strengthOf', () => {
  const at = (course: typeof shift.course, row: number, since?: number) =>
    strengthOf(
      { ...shift, course, overRows: 100, ...(since === undefined ? {} : { since }) },
      rowChance(1, 'a'),
    )(row);

  it('is whole at once, by degrees, or in turns', () => {
    expect([at('sudden', 200), at('sudden', 399)]).toEqual([1, 1]);
    expect([
      at('incremental', 200),
      at('incremental', 249),
      at('incremental', 299),
      at('incremental', 390),
    ]).toEqual([0.01, 0.5, 1, 1]);
    expect([at('incremental', 249, 150)]).toEqual([1]);
    expect([at('recurring', 200), at('recurring', 299), at('recurring', 300), at('recurring', 399)]).toEqual([
      1, 1, 0, 0,
    ]);
  });

  it('is whole in ever more rows', () => {
    const whole = (from: number) => {
      let count = 0;
      for (let seed = 0; seed < 100; seed++) {
        const strength = strengthOf({ ...shift, course: 'gradual', overRows: 100 }, rowChance(seed, 'a'));
        for (let row = from; row < from + 20; row++) count += strength(row);
      }
      return count / 2000;
    };
    expect(Math.abs(whole(200) - 0.105)).toBeLessThan(0.03);
    expect(Math.abs(whole(240) - 0.505)).toBeLessThan(0.05);
    expect(whole(300)).toBe(1);
  });
});

describe('problemOf', () => {
  it.each([
    [{ kind: 'unheard' }, 'There is no change called "unheard".'],
    [{ kind: 'swap-features', course: 'incremental' }, 'Swap two columns cannot be incremental.'],
    [{ course: 'gradual', overRows: 0 }, 'at least 1'],
    [{ fromRow: 1.5 }, 'whole numbers'],
    [{ fromRow: 100 }, 'rows before 120 are the past'],
    [{ fromRow: 200, since: 100 }, 'rows before 120 are the past'],
    [{ fromRow: 200, since: 210 }, 'cannot begin after'],
    [{ toRow: 190 }, 'ends before it begins'],
    [{ params: { column: 'temp', amount: 9 } }, 'Standard deviations must lie between -5 and 5.'],
    [{ params: { column: 'temp' } }, 'must be a number'],
    [{ params: { column: 'temp', amount: 1, more: 1 } }, 'no setting called more'],
  ] as const)('%j', (changes, why) => {
    expect(problemOf({ ...shift, ...changes }, mixed, binary)).toContain(why);
  });

  it('names the change of a script', () => {
    expect(problemOf(shift, mixed, binary)).toBeNull();
    expect(scriptProblem([shift, { ...shift, fromRow: 3, id: 'c2' }], mixed, binary)).toContain(
      'Change 2 of 2: ',
    );
    expect(scriptProblem([shift, shift], mixed, binary)).toContain('Two changes are called "c1"');
  });
});
