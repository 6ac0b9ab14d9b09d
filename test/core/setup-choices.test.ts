import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OwnSetup } from '../../src/core/own-scenario.ts';
import { checkPlan } from '../../src/core/recipe-check.ts';
import type { InputSource } from '../../src/core/recipe-plan.ts';
import type { Profile } from '../../src/core/profile.ts';
import type { Field, FieldKind, TableSchema } from '../../src/core/schema.ts';
import {
  choicesProblem,
  fitted,
  fittingModels,
  groupColumns,
  keptRecipe,
  likelyTask,
  orderColumns,
  rowsByUse,
  splitMethodsFor,
  tasksFor,
  withMethod,
  withoutRowNumbers,
} from '../../src/core/setup-choices.ts';
import { numberColumn, tableOf } from '../fixtures/core/reference.ts';

const field = (name: string, kind: FieldKind, role: Field['role'] = 'feature'): Field => ({
  ...{ name, kind, role, optional: false, min: null, max: null, categories: null },
});
const schema: TableSchema = {
  v: 1,
  image: null,
  fields: [
    field('x', 'number'),
    field('day', 'time', 'time'),
    field('person', 'identifier', 'group'),
    field('town', 'category'),
    field('note', 'text', 'ignore'),
    field('answer', 'category', 'target'),
  ],
};
const input = (column: string) => ({ name: column, source: { from: 'column', column } as const, steps: [] });
const setup: OwnSetup = {
  label: 'mine',
  target: { column: 'answer' },
  task: 'binary',
  order: { by: 'column', column: 'day' },
  historyShare: 0.6,
  windowRows: 40,
  labelDelayWindows: 1,
  split: { v: 1, method: 'time', testShare: 0.2, folds: 5, fold: 0, gapRows: 0, column: null, seed: 1 },
  recipe: { v: 1, inputs: [input('x'), input('town')] },
  model: 'logistic-regression',
  metric: 'accuracy',
};

describe('what can be chosen', () => {
  it('orders by times first, then numbers; groups by words, a group first', () => {
    expect(orderColumns(schema)).toEqual(['day', 'x']);
    expect(groupColumns(schema, 'answer')).toEqual(['person', 'town']);
  });

  it('splits by time only in an order, in proportion only where there are classes', () => {
    expect(splitMethodsFor(setup, schema)).toEqual(['time', 'stratified', 'random', 'group', 'k-fold']);
    expect(
      splitMethodsFor({ ...setup, order: { by: 'shuffle' }, task: 'regression' }, { ...schema, fields: [] }),
    ).toEqual(['random', 'k-fold']);
  });

  it('names the column that a method needs', () => {
    const column = (method: Parameters<typeof withMethod>[1]) =>
      withMethod(setup.split, method, setup, schema).column;
    expect([column('time'), column('stratified'), column('group'), column('random')]).toEqual([
      null,
      'answer',
      'person',
      null,
    ]);
  });

  it('offers a convolution for one square picture, whole, and for nothing else', () => {
    const pixels = Array.from({ length: 9 }, (_, i) => field(`p${i}`, 'image'));
    const pictures: TableSchema = {
      v: 1,
      fields: [...pixels, field('answer', 'category', 'target'), field('x', 'number')],
      image: { width: 3, height: 3, channels: 1, brightest: 255 },
    };
    const inputs = pixels.map(({ name }) => input(name));
    const ids = (recipe: OwnSetup['recipe'], of = pictures) =>
      fittingModels({ task: 'multiclass', recipe }, of).map(({ id }) => id);
    expect(ids({ v: 1, inputs })).toContain('cnn');
    expect(ids({ v: 1, inputs: [...inputs, input('x')] })).not.toContain('cnn');
    expect(ids({ v: 1, inputs: inputs.slice(1) })).not.toContain('cnn');
    expect(ids({ v: 1, inputs }, { ...pictures, image: { ...pictures.image!, channels: 3 } })).not.toContain(
      'cnn',
    );
    expect(ids(setup.recipe, schema)).toContain('softmax-regression');
    expect(ids(setup.recipe, schema)).not.toContain('linear-regression');
  });
});

describe('withoutRowNumbers', () => {
  const missing = { count: 0, rows: { by: 'rows', rows: [] } } as const;
  const profile: Profile = {
    rows: 100,
    columns: [],
    classes: null,
    target: null,
    duplicates: missing,
    correlations: { columns: [], values: new Float64Array(0), leftOut: 0 },
    leaks: [],
    leakRows: 0,
    findings: [
      { kind: 'identifier', severity: 'warning', columns: ['x'], text: '', advice: '', rows: null },
      { kind: 'identifier', severity: 'warning', columns: ['answer'], text: '', advice: '', rows: null },
      { kind: 'outliers', severity: 'note', columns: ['town'], text: '', advice: '', rows: null },
    ],
  };
  it('takes features that name the rows away, and nothing else', () => {
    const roles = withoutRowNumbers(schema, profile, () => false).fields.map(({ role }) => role);
    expect(roles).toEqual(['ignore', 'time', 'group', 'feature', 'ignore', 'target']);
  });
  it('lets stand what a person said', () =>
    expect(withoutRowNumbers(schema, profile, (name) => name === 'x')).toBe(schema));
});

describe('tasksFor', () =>
  it.each([
    ['integer', 5, ['multiclass', 'regression']],
    ['integer', 30, ['multiclass', 'regression']],
    ['integer', 51, ['regression']],
    ['integer', 2, ['binary']],
    ['number', 5, ['regression']],
    ['text', 5, []],
  ] as const)('%s of %i values', (kind, distinct, tasks) =>
    expect(tasksFor(field('a', kind), distinct)).toEqual(tasks),
  ));

describe('likelyTask', () =>
  it.each([
    [{ ...field('a', 'boolean') }, 'binary'],
    [{ ...field('a', 'integer'), min: 0, max: 1 }, 'binary'],
    [{ ...field('a', 'integer'), min: 3, max: 8 }, 'multiclass'],
    [{ ...field('a', 'integer'), min: 0, max: 5000 }, 'regression'],
    [{ ...field('a', 'integer') }, 'regression'],
    [{ ...field('a', 'category'), categories: ['x', 'y'] }, 'binary'],
    [{ ...field('a', 'category') }, 'multiclass'],
    [{ ...field('a', 'number') }, 'regression'],
    [{ ...field('a', 'identifier') }, null],
  ] as const)('%j: %s', (one, task) => expect(likelyTask(one)).toBe(task)));

describe('fitted', () => {
  it('keeps a metric that fits the task, and takes the usual one else', () => {
    expect(fitted({ ...setup, metric: 'roc-auc' }, schema, 1000).metric).toBe('roc-auc');
    expect(fitted({ ...setup, metric: 'r2' }, schema, 1000).metric).toBe('accuracy');
    expect(fitted({ ...setup, task: 'regression', metric: 'roc-auc' }, schema, 1000).metric).toBe('mae');
  });

  it('leaves what fits as it is', () => expect(fitted(setup, schema, 1000)).toEqual(setup));

  it('tests no latest rows of a shuffled table', () =>
    expect(fitted({ ...setup, order: { by: 'shuffle' } }, schema, 1000).split).toMatchObject({
      method: 'stratified',
      column: 'answer',
    }));

  it('shuffles when the column of the order is gone, and asks for no longer windows than the stream', () => {
    const fields = schema.fields.filter(({ name }) => name !== 'day');
    const changed = fitted({ ...setup, historyShare: 0.99 }, { ...schema, fields }, 1000);
    expect(changed.order).toEqual({ by: 'shuffle' });
    expect(changed.windowRows).toBe(10);
  });

  it('keeps the proportions of the new target', () => {
    const split = { ...setup.split, method: 'stratified', column: 'answer' } as const;
    expect(fitted({ ...setup, split, target: { column: 'town' } }, schema, 1000).split.column).toBe('town');
  });
});

describe('keptRecipe', () => {
  const plan = (...inputs: OwnSetup['recipe']['inputs']): OwnSetup['recipe'] => ({ v: 1, inputs });
  const lag = { name: 'lag', source: { from: 'lag', column: 'x', rows: 1, group: null }, steps: [] } as const;
  const changed = { ...input('x'), steps: [{ step: 'clip', params: {} }] };
  it('keeps what a person made of it, inputs of their own included', () =>
    expect(
      keptRecipe(
        plan(changed, lag),
        plan(input('x'), input('town')),
        plan(input('x'), input('town')),
        schema,
      ),
    ).toEqual(plan(changed, lag)));
  it('adds what is suggested anew, and takes away what no longer is', () =>
    expect(keptRecipe(plan(changed, lag), plan(input('x')), plan(input('town')), schema)).toEqual(
      plan(lag, input('town')),
    ));
  it('suggests anew for a column that is read as something else', () => {
    const other = { ...input('x'), steps: [{ step: 'one-hot', params: {} }] };
    expect(keptRecipe(plan(changed), plan(input('x')), plan(other), schema)).toEqual(plan(other));
  });
  it('forgets inputs whose column is gone', () =>
    expect(keptRecipe(plan(lag), plan(), plan(), { ...schema, fields: [] })).toEqual(plan()));
});

describe('rowsByUse', () => {
  it('counts every row once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 100_000 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.double({ min: 0.01, max: 0.9, noNaN: true }),
        fc.integer({ min: 1, max: 500 }),
        (rows, historyShare, testShare, windowRows) => {
          const use = rowsByUse(
            { ...setup, historyShare, windowRows, split: { ...setup.split, testShare } },
            rows,
          );
          expect(use.learnt + use.test).toBe(use.known);
          expect(use.known + use.windows * windowRows + use.rest).toBe(rows);
          expect(use.rest).toBeLessThan(windowRows);
        },
      ),
    );
  });

  it('takes one fold for testing, and the gap from what is learnt', () => {
    expect(rowsByUse({ ...setup, split: { ...setup.split, method: 'k-fold', folds: 4 } }, 1000).test).toBe(
      150,
    );
    expect(rowsByUse({ ...setup, split: { ...setup.split, gapRows: 10 } }, 1000)).toMatchObject({
      known: 600,
      test: 120,
      learnt: 470,
      windows: 10,
      rest: 0,
    });
  });
});

describe('choicesProblem', () => {
  const problem = (change: Partial<OwnSetup>, rows = 1000) =>
    choicesProblem({ ...setup, ...change }, rows, schema);
  it('has nothing to say of what is suggested', () => expect(problem({})).toBeNull());
  it.each<[string, Partial<OwnSetup>, RegExp]>([
    ['no name', { label: '  ' }, /name/],
    ['an order by words', { order: { by: 'column', column: 'town' } }, /"town"/],
    ['no test rows', { split: { ...setup.split, testShare: 0 } }, /more than 0/],
    ['no group', { split: { ...setup.split, method: 'group' } }, /groups/],
    ['a model of another task', { model: 'linear-regression' }, /does not fit/],
    ['the answer among the features', { recipe: { v: 1, inputs: [input('answer')] } }, /is the answer/],
    [
      'a target without the role',
      { target: { column: 'town' }, recipe: { v: 1, inputs: [input('x')] } },
      /role/,
    ],
    ['too few rows to learn on', { historyShare: 0.02 }, /learn on 16 rows/],
  ])('names %s', (_, change, message) => expect(problem(change)).toMatch(message));
  it.each<[string, InputSource]>([
    ['itself', { from: 'column', column: 'answer' }],
    ['a lag of it', { from: 'lag', column: 'answer', rows: 1, group: null }],
    ['a lag within its groups', { from: 'lag', column: 'x', rows: 1, group: 'answer' }],
    ['its rolling mean', { from: 'rolling-mean', column: 'answer', rows: 3, group: null }],
    ['a product with it', { from: 'product', columns: ['x', 'answer'] }],
  ])('refuses to tell the answer by %s, as training does', (_, source) => {
    const inputs = [{ name: 'told', source, steps: [] }];
    expect(problem({ recipe: { v: 1, inputs } })).toMatch(/"answer" is the answer/);
    const table = tableOf(numberColumn('x', [1, 2]), numberColumn('answer', [0, 1]));
    expect(checkPlan({ v: 1, inputs }, table, 'answer')).not.toEqual([]);
  });
});
