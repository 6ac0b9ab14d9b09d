// The command line of the bench.

import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.mjs';

describe('the command line', () => {
  it('asks for everything when it is empty', () => {
    expect(parseArguments([])).toEqual({
      only: [],
      samples: 7,
      seconds: 0.5,
      json: null,
      page: false,
      data: false,
      runs: false,
      evaluation: false,
      monitoring: false,
      falseAlarms: false,
      coverage: false,
    });
  });

  it('takes every option, in both ways of writing', () => {
    const words =
      '--only a --only=b --samples 3 --seconds=0.2 --json out.json --page --data --runs --evaluation --monitoring --false-alarms --coverage'.split(
        ' ',
      );
    expect(parseArguments(words)).toEqual({
      only: ['a', 'b'],
      samples: 3,
      seconds: 0.2,
      json: 'out.json',
      page: true,
      data: true,
      runs: true,
      evaluation: true,
      monitoring: true,
      falseAlarms: true,
      coverage: true,
    });
  });

  it.each([
    ['--fast', '--fast is not known.'],
    ['mlp', 'mlp is not known.'],
    ['--only', '--only needs a value.'],
    ['--json --page', '--json needs a value.'],
    ['--only=', '--only needs a value.'],
    ['--samples 0', '--samples must be a number from 1 to 100, not 0.'],
    ['--samples 2.5', '--samples must be a whole number.'],
    ['--samples many', '--samples must be a number from 1 to 100, not many.'],
    ['--seconds 60', '--seconds must be a number from 0.01 to 10, not 60.'],
  ])('refuses %s', (words, problem) => {
    expect(() => parseArguments(words.split(' '))).toThrow(problem);
  });
});
