import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuardLook } from '../../../src/core/trials/guard.ts';
import { usualPlan } from '../../../src/core/trials/plan.ts';
import { rowMeasureOf } from '../../../src/core/trials/row-measure.ts';
import { differenceText } from '../../../src/pages/deploy/timeline/branch-view.ts';
import {
  courseCurves,
  courseWords,
  restsOn,
  sharesFrom,
  sharesText,
  waitsFor,
  windowsFor,
} from '../../../src/pages/deploy/now/trial-view.ts';
import { windowRange } from '../../../src/pages/deploy/window-range.ts';

const right = rowMeasureOf('accuracy', 'binary').measure;
const error = rowMeasureOf('mae', 'regression').measure;
const words = { measure: right, challenger: 'v2', champion: 'v1' };

describe('shares as they are typed', () => {
  it.each([
    ['10, 25, 50', [0.1, 0.25, 0.5]],
    ['10;25  50', [0.1, 0.25, 0.5]],
    ['5 %', [0.05]],
    ['5%,50%', [0.05, 0.5]],
    ['', []],
    ['a tenth', null],
  ])('%s', (text, shares) => {
    expect(sharesFrom(text)).toEqual(shares);
  });
  it('are read as they are written', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9999 })), (parts) => {
        const shares = parts.map((part) => part / 10_000);
        expect(sharesFrom(sharesText(shares))?.map((share) => share.toFixed(6))).toEqual(
          shares.map((share) => share.toFixed(6)),
        );
      }),
    );
  });
  it('say how long a step takes', () => {
    expect(windowsFor(50, 0.1, 72)).toBe(7);
    expect(windowsFor(72, 1, 72)).toBe(1);
  });
});

describe('the course', () => {
  const course = [
    { index: 3, n: 80, mean: 0.1, low: -Infinity, high: Infinity },
    { index: 4, n: 160, mean: 0.2, low: 0.05, high: 0.35 },
  ];
  it('is drawn as a gain in rows of a hundred, the margin below it', () => {
    const curves = courseCurves(course, 0.05, words);
    expect(curves.map(({ name }) => name)).toEqual([
      'gain so far',
      'at least',
      'at most',
      '0',
      'what the margin bears',
    ]);
    expect(curves.every(({ x }) => x[0] === 4 && x[1] === 5)).toBe(true);
    expect(curves.map(({ y }) => y[1])).toEqual([20, 5, 35, 0, -5].map((value) => expect.closeTo(value, 9)));
    expect(courseCurves(course, 0, words)).toHaveLength(4);
  });
  it('turns round where less is better', () => {
    const [mean, low, high] = courseCurves(course, 0, { ...words, measure: error });
    expect([mean?.y[1], low?.y[1], high?.y[1]]).toEqual([-0.2, -0.35, -0.05]);
  });
  it('is said in words, with nothing invented before the first label', () => {
    const look: GuardLook = {
      verdict: 'wait',
      index: 4,
      ...{ mean: 0.2, low: 0.05, high: 0.35 },
      gain: { mean: 0.2, low: 0.05, high: 0.35 },
      stepRows: 20,
      windows: 2,
    };
    expect(courseWords(look, words)).toBe(
      'After 2 windows with labels, v2 is better by 20.0 of 100 rows; surely between 5.0 of 100 rows and 35.0 of 100 rows.',
    );
    const trial = {
      plan: usualPlan('canary', right, 0.9, 1),
      challengerId: 'v2',
      begun: 3,
      from: 3,
      step: 0,
      share: 0.1,
    };
    expect(waitsFor(trial, look, words)[0]).toBe('20 of 50 labelled rows of this step have come.');
    expect(waitsFor(trial, { ...look, stepRows: 60 }, words)).toHaveLength(2);
    expect(waitsFor(trial, { ...look, windows: 0 }, words)).toEqual([
      'No label of a row under trial has come yet.',
    ]);
  });
  it('never counts halves of a window along its axis', () => {
    expect(windowRange([{ name: 'a', x: [4, 5], y: [1, 1] }])).toEqual([4, 16]);
    expect(windowRange([{ name: 'a', x: [4, 50], y: [1, 1] }])).toEqual([4, 50]);
    expect(windowRange([])).toEqual([1, 13]);
  });
});

const rows = (named: number[]) => ({ n: named.length, named: () => named });

describe('what would have happened', () => {
  it('is said in rows for answers that are right or wrong', () => {
    const found = { n: 200, real: 0.8, branch: 0.75, better: rows([1]), worse: rows([2, 3]) };
    expect(differenceText(found, right)).toBe(
      '1 fewer of 200 rows would have been answered rightly: 75 % in place of 80 %.',
    );
    expect(differenceText({ ...found, better: rows([1, 2, 3]) }, right)).toMatch(/^1 more of 200 rows/);
    expect(differenceText({ ...found, better: rows([1, 4]) }, right)).toMatch(/^As many of 200 rows/);
  });
  it('is said with its unit where the answer is a number', () => {
    const found = { n: 20, real: 2.5, branch: 1.25, better: rows([1, 2]), worse: rows([3]) };
    expect(differenceText(found, error, 'mpg')).toBe(
      'Of 20 rows it would have been better for 2 and worse for 1: 1.25 mpg a row on average in place of 2.50 mpg.',
    );
  });
  it('says when nothing is known and when nothing differs', () => {
    const none = { n: 0, real: NaN, branch: NaN, better: rows([]), worse: rows([]) };
    expect(differenceText(none, right)).toMatch(/^No window from there on/);
    expect(differenceText({ ...none, n: 30, real: 1, branch: 1 }, right)).toMatch(
      /the same answers for all 30 rows/,
    );
  });
});

describe('what the bounds rest on', () => {
  it('names the most that a row counts for, where there is something to say', () => {
    const plan = usualPlan('canary', error, 40, 1);
    const said = restsOn(plan, { ...words, measure: error, targetUnit: 'minutes' });
    expect(said).toContain('however rare the errors are');
    expect(said).toContain('No row counts for more than 320 minutes.');
    expect(restsOn(usualPlan('ab', right, 0.9, 1), words)).not.toContain('No row counts');
    expect(restsOn(usualPlan('shadow', right, 0.9, 1), words)).not.toContain('chance alone');
  });
  it('says that a plan from before there were bounds can be sure of nothing', () => {
    expect(restsOn({ ...usualPlan('ab', right, 0.9, 1), bound: undefined }, words)).toContain(
      'sure of nothing',
    );
  });
});
