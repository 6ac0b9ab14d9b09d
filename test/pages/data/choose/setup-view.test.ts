import { describe, expect, it } from 'vitest';
import type { OwnSetup } from '../../../../src/core/own-scenario.ts';
import type { Field, TableSchema } from '../../../../src/core/schema.ts';
import {
  openLeaks,
  orderOf,
  orderOptions,
  orderValue,
  setupSentence,
  targetColumns,
} from '../../../../src/pages/data/choose/setup-view.ts';

const field = (name: string, kind: Field['kind'], role: Field['role'] = 'feature'): Field => ({
  ...{ name, kind, role, optional: false, min: null, max: null, categories: null },
});
const schema: TableSchema = {
  v: 1,
  image: null,
  fields: [
    field('shuffle', 'number'),
    field('day', 'time', 'time'),
    field('note', 'text', 'ignore'),
    field('paid', 'boolean', 'target'),
  ],
};
const setup: OwnSetup = {
  label: 'mine',
  target: { column: 'paid' },
  task: 'binary',
  order: { by: 'file' },
  historyShare: 0.6,
  windowRows: 40,
  labelDelayWindows: 1,
  split: { v: 1, method: 'random', testShare: 0.2, folds: 5, fold: 0, gapRows: 0, column: null, seed: 1 },
  recipe: { v: 1, inputs: [] },
  model: 'logistic-regression',
  metric: 'accuracy',
};

describe('setupSentence', () => {
  it('says where every row goes', () => {
    expect(setupSentence(setup, 2000)).toBe(
      'The first 1,200 rows are known; 240 of them are kept for testing; the model learns on 960, a fifth of which only check it meanwhile; then 800 rows pass as a stream, in 20 windows of 40.',
    );
  });
  it('says when rows are shuffled, numbers are near, and rows are left over', () => {
    const split = { ...setup.split, method: 'stratified', column: 'paid' } as const;
    const said = setupSentence({ ...setup, order: { by: 'shuffle' }, split, windowRows: 50 }, 240);
    expect(said).toContain('In random order, the first 144 rows are known; about 29 of them');
    expect(said).toContain('1 window of 50 (the last 46 fill none).');
  });
});

describe('the order of rows', () => {
  it('tells a column called shuffle from shuffling', () => {
    const values = orderOptions(schema).map(({ value }) => value);
    expect(values).toHaveLength(new Set(values).size);
    for (const order of [{ by: 'file' }, { by: 'shuffle' }, { by: 'column', column: 'shuffle' }] as const) {
      expect(values).toContain(orderValue(order));
      expect(orderOf(orderValue(order))).toEqual(order);
    }
  });
});

it('offers no text, time or identifier to be predicted', () => {
  expect(targetColumns(schema)).toEqual(['shuffle', 'paid']);
});

it('warns of a leak only while all of its columns are features', () => {
  const leak = { measure: 'auc', value: 1, degree: 'certain', text: '' } as const;
  const missing = { count: 0, rows: { by: 'rows', rows: [] } } as const;
  const profile = {
    ...{ rows: 10, columns: [], classes: null, target: null, duplicates: missing },
    correlations: { columns: [], values: new Float64Array(0), leftOut: 0 },
    leaks: [
      { ...leak, columns: ['shuffle'] },
      { ...leak, columns: ['shuffle', 'note'] },
    ],
    leakRows: 10,
    findings: [],
  };
  expect(openLeaks(schema, profile).map(({ columns }) => columns)).toEqual([['shuffle']]);
  expect(openLeaks(schema, null)).toEqual([]);
});
