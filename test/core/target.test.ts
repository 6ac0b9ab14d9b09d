import { describe, expect, it } from 'vitest';
import type { TargetSpec, Task } from '../../src/core/define.ts';
import { classesOf, truthOf } from '../../src/core/target.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

const table = tableOf(
  categoryColumn('rush', ['no', 'yes', null, 'no'], ['unused', 'yes', 'no']),
  categoryColumn(
    'species',
    ['Gentoo', 'Adelie', 'Chinstrap', null],
    ['Gentoo', 'Chinstrap', 'Emperor', 'Adelie'],
  ),
  numberColumn('quality', [5, 6, null, 7], 'integer'),
  numberColumn('flag', [1, 0, null, 1], 'boolean'),
  numberColumn('grade', [10, 2, null, 2], 'integer'),
  numberColumn('when', [0, 1, 2, 3], 'time'),
);
const read = (target: TargetSpec, task: Task) => {
  const classes = classesOf(table, target, task);
  return [classes, [...truthOf(table, target, task, classes)]];
};
const refusal = (message: RegExp) =>
  expect.objectContaining({ code: 'bad-input', message: expect.stringMatching(message) as string }) as Error;

describe('classesOf and truthOf', () => {
  it.each<[string, TargetSpec, Task, readonly string[], readonly number[]]>([
    ['a level', { column: 'rush', positive: 'yes' }, 'binary', ['no', 'yes'], [0, 1, NaN, 0]],
    ['the other level', { column: 'rush', positive: 'no' }, 'binary', ['yes', 'no'], [1, 0, NaN, 1]],
    ['no level named: the last is positive', { column: 'rush' }, 'binary', ['no', 'yes'], [0, 1, NaN, 0]],
    [
      'one of several levels',
      { column: 'species', positive: 'Adelie' },
      'binary',
      ['not Adelie', 'Adelie'],
      [0, 1, 0, NaN],
    ],
    [
      'a number made binary',
      { column: 'quality', atLeast: 6 },
      'binary',
      ['quality < 6', 'quality ≥ 6'],
      [0, 1, NaN, 1],
    ],
    ['a flag', { column: 'flag', positive: '1' }, 'binary', ['0', '1'], [1, 0, NaN, 1]],
    ['a flag without a positive', { column: 'flag' }, 'binary', ['0', '1'], [1, 0, NaN, 1]],
    [
      'levels that occur, in order',
      { column: 'species' },
      'multiclass',
      ['Adelie', 'Chinstrap', 'Gentoo'],
      [2, 0, 1, NaN],
    ],
    ['numbers as classes, by size', { column: 'grade' }, 'multiclass', ['2', '10'], [1, 0, NaN, 0]],
    ['a value', { column: 'quality' }, 'regression', [], [5, 6, NaN, 7]],
  ])('read %s', (_, target, task, classes, truth) => {
    expect(read(target, task)).toEqual([classes, truth]);
  });

  it('do not hand out the column itself', () => {
    truthOf(table, { column: 'quality' }, 'regression', []).fill(0);
    expect(read({ column: 'quality' }, 'regression')[1]).toEqual([5, 6, NaN, 7]);
  });

  it('refuse in plain words what cannot be read', () => {
    expect(() => read({ column: 'species' }, 'binary')).toThrow(refusal(/3 different values/));
    expect(() => read({ column: 'rush', positive: 'maybe' }, 'binary')).toThrow(
      refusal(/never has .*"maybe"/),
    );
    expect(() => read({ column: 'rush', atLeast: 3 }, 'binary')).toThrow(refusal(/holds words/));
    expect(() => read({ column: 'rush' }, 'regression')).toThrow(refusal(/holds words/));
    expect(() => read({ column: 'when' }, 'regression')).toThrow(refusal(/holds times/));
    expect(() => read({ column: 'nowhere' }, 'regression')).toThrow(/no column "nowhere"/);
    expect(() => truthOf(table, { column: 'species' }, 'multiclass', ['Adelie'])).toThrow(
      refusal(/"Gentoo", which is none of/),
    );
  });
});
