import { describe, expect, it } from 'vitest';
import { checkPlan, describePlan, describeSource, isFittedFrom } from '../../src/core/recipe-check.ts';
import { usualPlan } from '../../src/core/recipe-plan.ts';
import type { InputSource, PlannedInput, RecipePlan } from '../../src/core/recipe-plan.ts';
import { fitRecipe } from '../../src/core/recipe.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';
import { earlierInputs, ownRowInputs, planOf, tableFrom } from './recipe-cases.ts';

const table = tableOf(
  numberColumn('x', [1, 2]),
  numberColumn('flag', [0, 1], 'boolean'),
  categoryColumn('city', ['a', 'b']),
  numberColumn('when', [0, 1], 'time'),
  numberColumn('answer', [0, 1]),
);
const input = (source: InputSource, ...steps: PlannedInput['steps']): PlannedInput => ({
  name: 'input',
  source,
  steps,
});
const column = (name: string): InputSource => ({ from: 'column', column: name });
const check = (...inputs: PlannedInput[]) => checkPlan({ v: 1, inputs }, table, 'answer');

describe('checkPlan', () => {
  it('has nothing to say of the usual plan, nor of any step and source used as it should be', () => {
    expect(checkPlan(usualPlan(table, ['x', 'flag', 'city', 'when']), table, 'answer')).toEqual([]);
    const { table: other } = tableFrom([{ x: null, k: null, sky: null, when: null, answer: 0 }]);
    expect(checkPlan(planOf([...ownRowInputs, ...earlierInputs]), other, 'answer')).toEqual([]);
  });

  it.each<[RegExp, PlannedInput]>([
    [/no column "gone"/, input(column('gone'))],
    [/no column "gone"/, input({ from: 'lag', column: 'x', rows: 1, group: 'gone' })],
    [/what the model is to predict/, input(column('answer'))],
    [/what the model is to predict/, input({ from: 'product', columns: ['x', 'answer'] })],
    [/answers arrive late/, input({ from: 'lag', column: 'answer', rows: 1, group: null })],
    [/answers arrive late/, input({ from: 'rolling-mean', column: 'x', rows: 1, group: 'answer' })],
    [/look back 1 to 10000 rows, not 0/, input({ from: 'lag', column: 'x', rows: 0, group: null })],
    [/not 1.5/, input({ from: 'rolling-mean', column: 'x', rows: 1.5, group: null })],
    [/rolling mean needs numbers/, input({ from: 'rolling-mean', column: 'city', rows: 2, group: null })],
    [/two columns or more/, input({ from: 'product', columns: ['x'] })],
    [/product needs numbers; "when" is of kind time/, input({ from: 'product', columns: ['x', 'when'] })],
    [/no preparation step called "magic"/, input(column('x'), { step: 'magic', params: {} })],
    [
      /Highest power must lie between 2 and 3/,
      input(column('x'), { step: 'polynomial', params: { degree: 9 } }),
    ],
    [/no setting called depth/, input(column('x'), { step: 'polynomial', params: { depth: 1 } })],
    [/low end of a range/, input(column('x'), { step: 'min-max-scale', params: { low: 2 } })],
    [
      /"One-hot" is for columns of kind category, integer; "input" is of kind number/,
      input(column('x'), { step: 'one-hot', params: {} }),
    ],
    [/is of kind boolean/, input(column('flag'), { step: 'one-hot', params: {} })],
    [
      /"Standard scale" is for columns of kind number/,
      input(column('city'), { step: 'standard-scale', params: {} }),
    ],
    [
      /still of kind category after the last step/,
      input(column('city'), { step: 'impute-most-frequent', params: {} }),
    ],
    [/still of kind time/, input(column('when'))],
  ])('says %s', (message, of) => {
    const found = check(of);
    expect(found).toEqual([expect.stringMatching(message)]);
    expect(found[0]).toMatch(/^Input "input": /);
  });

  it('asks for an input, and for one name each', () => {
    expect(check()).toEqual(['Choose at least one feature to learn from.']);
    expect(check(input(column('x')), input(column('flag')))).toEqual([
      'Two inputs are called "input". Give each a name of its own.',
    ]);
  });
});

describe('describePlan and describeSource', () => {
  it('say in words what is done to what', () => {
    const plan: RecipePlan = {
      v: 1,
      inputs: [
        ...usualPlan(table, ['x']).inputs,
        { ...input({ from: 'lag', column: 'x', rows: 1, group: 'city' }), name: 'before' },
        { ...input(column('x'), { step: 'of a later page', params: {} }), name: 'y' },
      ],
    };
    expect(describePlan(plan)).toEqual([
      'x: Fill gaps with the median, Standard scale',
      'before (x, 1 row earlier within city): as it is',
      'y (x): of a later page',
    ]);
    expect(describeSource({ from: 'product', columns: ['x', 'flag'] })).toBe('x × flag');
    expect(describeSource({ from: 'rolling-mean', column: 'x', rows: 24, group: null })).toBe(
      'mean of x over the 24 rows before',
    );
  });
});

describe('isFittedFrom', () => {
  const plan = usualPlan(table, ['x', 'city']);
  const recipe = fitRecipe(table, plan, [0, 1], Float64Array.of(0, 1), 'binary', 2, 1);

  it('knows a plan again, also by an old recipe that wrote no settings down', () => {
    expect(isFittedFrom(recipe, plan)).toBe(true);
    const old = {
      ...recipe,
      inputs: recipe.inputs.map((of) => ({
        ...of,
        steps: of.steps.map((step) => ({ ...step, params: {} })),
      })),
    };
    expect(isFittedFrom(old, plan)).toBe(true);
  });

  it('tells another column, order, step or setting', () => {
    const changed = (of: Partial<PlannedInput>): RecipePlan => ({
      v: 1,
      inputs: [{ ...plan.inputs[0]!, ...of }, plan.inputs[1]!],
    });
    const [first, second] = plan.inputs[0]!.steps;
    for (const other of [
      usualPlan(table, ['x']),
      usualPlan(table, ['city', 'x']),
      changed({ source: column('flag') }),
      changed({ source: { from: 'lag', column: 'x', rows: 1, group: null } }),
      changed({ steps: [first!] }),
      changed({ steps: [{ ...first!, params: { indicator: true } }, second!] }),
    ])
      expect(isFittedFrom(recipe, other)).toBe(false);
  });
});
