import { describe, expect, it } from 'vitest';
import test from '../../../src/core/model-tests/golden-rows.ts';
import { contextOf } from './context.ts';

const context = contextOf({ weights: [3, 0, 0, 0] });
const answerOf = (row: number): number => Number(context.scores[row]! >= 0.5);
const right = [...context.rows].filter((row) => answerOf(row) === context.truth[row]);
const wrong = [...context.rows].filter((row) => answerOf(row) !== context.truth[row]);
const run = (rows: string, of = context) => test.run(of, { rows, tolerance: 1 });
const shown = (...rows: (number | undefined)[]): string =>
  rows.map((row) => String((row ?? 0) + 1)).join(', ');

describe('golden rows', () => {
  it('passes rows that are answered rightly, and shows those that are not', () => {
    expect(run(shown(right[0], right[1]))).toMatchObject({ passed: true, observed: 0 });
    const found = run(shown(right[0], wrong[0], wrong[1]));
    expect(found).toMatchObject({ passed: false, observed: 2, rows: [wrong[0], wrong[1]] });
    expect(found.words).toContain('2 of 3 golden rows are answered wrongly');
  });

  it('takes the answer as it is stated', () => {
    const row = right[0]!;
    const names = ['no', 'yes'];
    expect(run(`${row + 1} = ${names[answerOf(row)]}`).passed).toBe(true);
    expect(run(`${row + 1} = ${names[1 - answerOf(row)]}`).passed).toBe(false);
  });

  it('answers by the person’s threshold', () => {
    const low = [...context.rows].find((row) => context.scores[row]! > 0.3 && context.scores[row]! < 0.5)!;
    expect(run(`${low + 1} = yes`).passed).toBe(false);
    expect(run(`${low + 1} = yes`, { ...context, threshold: 0.3 }).passed).toBe(true);
  });

  it('bears a little for values', () => {
    const numbers = contextOf({ task: 'regression', classes: [], weights: [1, 0, 0, 0] });
    const value = numbers.scores[4]!;
    expect(run(`5 = ${value + 0.9}`, numbers).passed).toBe(true);
    expect(run(`5 = ${value + 1.1}`, numbers).passed).toBe(false);
    expect(run('5', numbers).passed).toBe(true);
  });

  it('judges nothing where it is not known what is right', () => {
    const unlabelled = { ...context, truth: context.truth.map(() => NaN) };
    expect(run('5', unlabelled)).toMatchObject({ passed: null });
    expect(run('5', unlabelled).words).toContain('Of 1 it is not known');
    expect(run('').passed).toBeNull();
  });

  it('fails what can’t be read, with the reason', () => {
    expect(run('five').words).toContain('“five” is no row');
    expect(run('0').passed).toBe(false);
    expect(run('401').words).toContain('There is no row 401');
    expect(run('5 = maybe')).toMatchObject({ passed: false });
    expect(run('5 = maybe').words).toContain('no answer that the model can give: no, yes');
  });
});
