// Changes of a plan: each gives a plan that can be fitted wherever the one before could.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preprocessors } from '../../../../src/core/preprocessing/index.ts';
import { checkPlan } from '../../../../src/core/recipe-check.ts';
import { usualPlan, type PlannedInput, type RecipePlan } from '../../../../src/core/recipe-plan.ts';
import type { ColumnKind, Table } from '../../../../src/core/table.ts';
import {
  bulkSteps,
  freeName,
  inBulk,
  inputChecker,
  isSamePlan,
  kindOfSource,
  lastingChecker,
  moved,
  movedInput,
  placeFor,
  stepsThatFit,
  suggestedSteps,
  unusedColumns,
  usualFor,
  withInput,
  withInputs,
  withStep,
} from '../../../../src/pages/data/prepare/plan-edits.ts';

const kinds: ColumnKind[] = ['number', 'integer', 'category', 'boolean', 'time'];
const columns = kinds.map((kind) => ({ name: `a ${kind}`, kind }));
const table: Table = {
  rows: 0,
  columns: columns.map(({ name, kind }) =>
    kind === 'category'
      ? { name, kind, codes: new Int32Array(0), levels: [] }
      : { name, kind, values: new Float64Array(0) },
  ),
};
const plan = usualPlan(
  table,
  columns.map(({ name }) => name),
);
const inputNamed = (of: RecipePlan, name: string): PlannedInput => {
  const found = of.inputs.find((input) => input.name === name);
  if (!found) throw new Error(`no input ${name}`);
  return found;
};
const stepsOf = (input: PlannedInput) => input.steps.map(({ step }) => step);

describe('names of inputs', () => {
  it('are never taken twice, hostile ones neither', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'a (2)', '__proto__', 'constructor', ''), { maxLength: 12 }),
        (names) => {
          let made: RecipePlan = { v: 1, inputs: [] };
          for (const name of names)
            made = withInput(made, { name, source: { from: 'column', column: 'a number' }, steps: [] });
          expect(new Set(made.inputs.map(({ name }) => name)).size).toBe(names.length);
        },
      ),
    );
    expect(freeName(plan, 'a number')).toBe('a number (2)');
    expect(freeName(plan, 'new')).toBe('new');
  });
});

describe('moving', () => {
  it('keeps every entry once and stays within the list', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 1, maxLength: 9 }),
        fc.nat(8),
        fc.integer({ min: -12, max: 12 }),
        (list, place, by) => {
          const at = place % list.length;
          const to = moved(list, at, by);
          expect(to.toSorted((a, b) => a - b)).toEqual(list.toSorted((a, b) => a - b));
          expect(to[Math.min(list.length - 1, Math.max(0, at + by))]).toBe(list[at]);
        },
      ),
    );
    expect(
      movedInput(plan, 0, 1)
        .inputs.map(({ name }) => name)
        .slice(0, 2),
    ).toEqual(['a integer', 'a number']);
  });
});

describe('a place in the chain', () => {
  it('gives chains that work, for every kind and every step that is offered', () => {
    for (const { name, kind } of columns)
      for (const step of stepsThatFit(kind, inputNamed(plan, name).steps)) {
        const input = inputNamed(plan, name);
        const at = placeFor(kind, input.steps, step.id);
        const next = { v: 1 as const, inputs: [withStep(input, step.id, at ?? -1)] };
        // Edges that are given by hand are still to be typed; everything else works at once.
        expect(checkPlan(next, table, 'y'), `${step.id} for ${kind}`).toEqual([]);
      }
  });

  it('puts gaps before scales, shapes before scales, scales last', () => {
    const scaled = [{ step: 'standard-scale', params: {} }];
    expect(placeFor('number', scaled, 'impute-median')).toBe(0);
    expect(placeFor('number', scaled, 'log-transform')).toBe(0);
    expect(placeFor('number', scaled, 'min-max-scale')).toBe(1);
    expect(placeFor('category', [], 'standard-scale')).toBeNull();
    expect(placeFor('category', [{ step: 'one-hot', params: {} }], 'impute-most-frequent')).toBe(0);
    expect(placeFor('time', [], 'date-parts')).toBe(0);
  });

  it('suggests what is missing and nothing that is there', () => {
    const ids = (kind: ColumnKind, steps: string[]) =>
      suggestedSteps(
        kind,
        steps.map((step) => ({ step, params: {} })),
      ).map(({ id }) => id);
    expect(ids('number', [])).toEqual(['impute-median', 'standard-scale']);
    expect(ids('number', ['impute-mean', 'robust-scale'])).toEqual([]);
    expect(ids('category', [])).toEqual([
      'one-hot',
      'target-encode',
      'frequency-encode',
      'impute-most-frequent',
    ]);
    expect(ids('category', ['impute-most-frequent', 'one-hot'])).toEqual([]);
    expect(ids('time', [])).toContain('date-parts');
  });
});

describe('all at once', () => {
  it('puts the step in place of the one of its group, for the kinds meant and no others', () => {
    const next = inBulk(plan, 'scale', 'robust-scale', columns);
    expect(stepsOf(inputNamed(next, 'a number'))).toEqual(['impute-median', 'robust-scale']);
    expect(stepsOf(inputNamed(next, 'a category'))).toEqual(['impute-most-frequent', 'one-hot']);
    expect(stepsOf(inputNamed(next, 'a boolean'))).toEqual(['impute-median', 'standard-scale']);
    const encoded = inBulk(plan, 'encode', 'target-encode', columns);
    expect(stepsOf(inputNamed(encoded, 'a category'))).toEqual(['impute-most-frequent', 'target-encode']);
    const bare = inBulk(plan, 'scale', null, columns);
    expect(stepsOf(inputNamed(bare, 'a integer'))).toEqual(['impute-median']);
    expect(stepsOf(inputNamed(bare, 'a time'))).toContain('standard-scale');
  });

  it('leaves a plan that works as one that works, whatever is chosen', () => {
    for (const group of ['scale', 'gaps', 'encode'] as const) {
      expect(bulkSteps(group).length).toBeGreaterThan(1);
      for (const { id } of bulkSteps(group))
        expect(checkPlan(inBulk(plan, group, id, columns), table, 'y'), id).toEqual([]);
    }
  });
});

describe('problems of an input', () => {
  const tables = [
    { name: 'Data v1', columns },
    { name: 'Data v2', columns: columns.slice(1) },
  ];

  it('says where it does not work, once, without repeating its name', () => {
    const check = inputChecker(tables, 'y');
    expect(check(inputNamed(plan, 'a number'))).toEqual(['Data v2: There is no column "a number".']);
    expect(check(inputNamed(plan, 'a integer'))).toEqual([]);
    const raw: PlannedInput = { name: 'raw', source: { from: 'column', column: 'a category' }, steps: [] };
    expect(check(raw)).toHaveLength(1);
    expect(check(raw)[0]).not.toContain('Data v');
    expect(check(raw)).toBe(check(raw));
  });

  it('are found anew only where tables or target changed', () => {
    const checker = lastingChecker();
    const check = checker(tables, 'y');
    expect(checker([...tables], 'y')).toBe(check);
    expect(checker(tables, 'a time')).not.toBe(check);
    expect(checker(tables.slice(0, 1), 'a time')(inputNamed(plan, 'a number'))).toEqual([]);
  });

  it('refuses the answers as an input', () => {
    const check = inputChecker(tables, 'a boolean');
    expect(check(inputNamed(plan, 'a boolean'))[0]).toMatch(/what the model is to predict/);
  });
});

describe('what a plan reads', () => {
  it('knows unused columns, kinds of sources, and sameness', () => {
    const less = withInputs(plan, (input) => (input.name === 'a time' ? null : input));
    expect(unusedColumns(less, columns, 'a boolean')).toEqual([{ name: 'a time', kind: 'time' }]);
    expect(kindOfSource({ from: 'lag', column: 'a category', rows: 1, group: null }, columns)).toBe(
      'category',
    );
    expect(kindOfSource({ from: 'product', columns: ['a number', 'a integer'] }, columns)).toBe('number');
    expect(kindOfSource({ from: 'column', column: 'gone' }, columns)).toBeNull();
    expect(isSamePlan(plan, { v: 1, inputs: [...plan.inputs] })).toBe(true);
    expect(isSamePlan(plan, less)).toBe(false);
    const changed = { ...inputNamed(plan, 'a time'), steps: [] };
    expect(usualFor(changed, columns)).toEqual(inputNamed(plan, 'a time'));
    expect(preprocessors.has(inputNamed(plan, 'a time').steps[0]?.step ?? '')).toBe(true);
  });
});
