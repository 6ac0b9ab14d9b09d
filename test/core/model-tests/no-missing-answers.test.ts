import { describe, expect, it } from 'vitest';
import test from '../../../src/core/model-tests/no-missing-answers.ts';
import { contextOf } from './context.ts';

describe('answers every row', () => {
  it('passes a model that does', () => {
    expect(test.run(contextOf(), {})).toMatchObject({ passed: true, observed: 0, rows: [] });
  });

  it.each([NaN, Infinity, 1.2, -0.1])('fails where an answer is %s, and shows the row', (score) => {
    const context = contextOf();
    const scores = context.scores.slice();
    scores[17] = score;
    const found = test.run({ ...context, scores }, {});
    expect(found).toMatchObject({ passed: false, observed: 1, rows: [17] });
    expect(found.words).toBe('1 of 400 rows got no usable answer.');
  });

  it('lets a regression answer anything finite', () => {
    const context = contextOf({ task: 'regression', classes: [], weights: [50, 0, 0, 100] });
    expect(test.run(context, {}).passed).toBe(true);
    expect(test.run({ ...context, scores: context.scores.map(() => NaN) }, {}).rows).toHaveLength(200);
  });
});
