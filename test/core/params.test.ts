import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaults, numberOf, problems, problemWith } from '../../src/core/params.ts';
import type { Params } from '../../src/core/params.ts';

const params: Params = {
  rate: { type: 'number', label: 'Rate', help: '', min: 0.001, max: 1, scale: 'log', default: 0.01 },
  count: { type: 'integer', label: 'Count', help: '', min: 1, max: 9, default: 3 },
  shape: {
    type: 'choice',
    label: 'Shape',
    help: '',
    options: [
      { value: 'round', label: 'Round' },
      { value: 'flat', label: 'Flat' },
    ],
    default: 'round',
  },
  warm: { type: 'boolean', label: 'Warm', help: '', default: false },
};

describe('params', () => {
  it('have defaults that fit their own description', () => {
    expect(defaults(params)).toEqual({ rate: 0.01, count: 3, shape: 'round', warm: false });
    expect(problems(params, defaults(params))).toEqual({});
  });

  it('say in words what does not fit', () => {
    expect(problems(params, { rate: 2, count: 1.5, shape: 'cube', extra: 1 })).toEqual({
      rate: 'Rate must lie between 0.001 and 1.',
      count: 'Count must be a whole number.',
      shape: 'Shape must be one of round, flat.',
      warm: 'Warm must be on or off.',
      extra: 'There is no setting called extra.',
    });
    for (const value of [NaN, Infinity, '1', null, undefined])
      expect(problemWith(params.rate!, value)).toBe('Rate must be a number.');
    expect(problems(params, { ...defaults(params), constructor: 1 })).toEqual({
      constructor: 'There is no setting called constructor.',
    });
  });

  it('accept exactly the numbers within the bounds', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(problemWith(params.rate!, value) === null).toBe(value >= 0.001 && value <= 1);
      }),
    );
  });

  it('give a number or refuse', () => {
    expect(numberOf({ rate: 0.5 }, 'rate')).toBe(0.5);
    for (const rate of ['0.5', true, NaN]) expect(() => numberOf({ rate }, 'rate')).toThrow(RangeError);
    expect(() => numberOf({}, 'rate')).toThrow(/rate/);
  });
});
