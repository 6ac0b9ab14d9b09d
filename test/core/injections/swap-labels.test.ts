import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/swap-labels.ts';
import { momentsOf } from '../../../src/core/statistics.ts';
import { truthOf } from '../../../src/core/target.ts';
import {
  binary,
  change,
  cut,
  historyRows,
  lawsOf,
  mixed,
  multiclass,
  numbersIn,
  regression,
  textsIn,
} from '../injection-cases.ts';

describe('swap-labels', () => {
  lawsOf(
    kind,
    ['rotate', 'random', 'shift'].map((how) => ({ how })),
  );

  const all = (how: string) => [change('swap-labels', { share: 1, how, deviations: 2 })];

  it('turns classes to the next, and leaves missing answers missing', () => {
    const before = textsIn(mixed, 'answer').slice(200);
    const after = textsIn(injected(mixed, all('rotate'), binary, 1), 'answer').slice(200);
    expect(after).toEqual(before.map((text) => ({ yes: 'no', no: 'yes' })[text] ?? ''));
    const three = textsIn(injected(mixed, all('rotate'), multiclass, 1), 'species').slice(200);
    expect(three).toEqual(
      textsIn(mixed, 'species')
        .slice(200)
        .map((text) => ({ a: 'b', b: 'c', c: 'a' })[text]),
    );
  });

  it('gives any other class by lot', () => {
    const before = textsIn(mixed, 'species').slice(200);
    const after = textsIn(injected(mixed, all('random'), multiclass, 1), 'species').slice(200);
    expect(after.every((text, at) => text !== before[at])).toBe(true);
    expect(new Set(after.filter((_, at) => before[at] === 'a'))).toEqual(new Set(['b', 'c']));
  });

  it('turns an answer that is cut from a number round', () => {
    const truth = (table: typeof mixed) => truthOf(table, cut.target, 'binary', cut.classes).subarray(200);
    const before = truth(mixed);
    expect(truth(injected(mixed, all('rotate'), cut, 1))).toEqual(before.map((answer) => 1 - answer));
  });

  it('mirrors and moves numbers', () => {
    const before = numbersIn(mixed, 'rides');
    const mirrored = numbersIn(injected(mixed, all('rotate'), regression, 1), 'rides');
    const correlation = (a: Float64Array, b: Float64Array) => {
      const [x, y] = [momentsOf(a), momentsOf(b)];
      return (
        a.reduce((sum, value, at) => sum + (value - x.mean) * (b[at]! - y.mean), 0) /
        a.length /
        x.deviation /
        y.deviation
      );
    };
    expect(correlation(before.subarray(200), mirrored.subarray(200))).toBeLessThan(-0.9);
    const moved = numbersIn(injected(mixed, all('shift'), regression, 1), 'rides');
    const { deviation } = momentsOf(before.subarray(0, historyRows));
    for (let row = 200; row < 400; row++)
      expect(Math.abs(moved[row]! - before[row]! - 2 * deviation)).toBeLessThan(1);
    const down = injected(
      mixed,
      [change('swap-labels', { share: 1, how: 'shift', deviations: -5 })],
      regression,
      1,
    );
    expect(Math.min(...numbersIn(down, 'rides'))).toBe(0);
    expect(kind.problem(mixed, { share: 1, how: 'shift', deviations: 1 }, binary)).toContain(
      'cannot be moved',
    );
  });
});
