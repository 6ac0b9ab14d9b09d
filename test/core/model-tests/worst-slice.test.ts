import { describe, expect, it } from 'vitest';
import test from '../../../src/core/model-tests/worst-slice.ts';
import { slice, tooSmall } from '../gate-check/cases.ts';
import { contextOf } from './context.ts';

const slices = [
  slice({ figures: { accuracy: [0.9, 0], rmse: [1, 0] }, half: 0.02 }),
  slice({ key: [['sex', 'female']], figures: { accuracy: [0.6, 0], rmse: [3, 0] }, half: 0.1, known: 40 }),
  slice({ key: [['sex', 'male']], figures: { accuracy: [0.55, 0], rmse: [2, 0] }, half: 0.1, known: 60 }),
  tooSmall([['sex', 'other']]),
];
const context = { ...contextOf(), slices };

describe('worst slice', () => {
  it('fails where the whole interval is beyond the bound, and names the worst', () => {
    const found = test.run(context, { figure: 'accuracy', bound: 0.75, sure: true });
    expect(found).toMatchObject({ passed: false, observed: 0.55, limit: 0.75 });
    expect(found.words).toBe(
      'Accuracy is worst on sex male: 0.55 on 60 rows; at least 0.75 is asked for. 1 more of 3 slices are beyond it.',
    );
  });

  it('passes in doubt, unless the figure alone is to decide', () => {
    const sure = test.run(context, { figure: 'accuracy', bound: 0.62, sure: true });
    expect(sure.passed).toBe(true);
    expect(sure.words).toContain('and its interval reaches that far');
    expect(test.run(context, { figure: 'accuracy', bound: 0.62, sure: false }).passed).toBe(false);
  });

  it('is a ceiling where less is better', () => {
    expect(test.run(context, { figure: 'rmse', bound: 2.5, sure: false })).toMatchObject({
      passed: false,
      observed: 3,
    });
    expect(test.run(context, { figure: 'rmse', bound: 3, sure: false }).passed).toBe(true);
  });

  it('does not apply to a figure that was not measured', () => {
    expect(test.run(context, { figure: 'mae', bound: 1, sure: true }).passed).toBeNull();
  });
});
