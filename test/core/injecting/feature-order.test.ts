import { describe, expect, it } from 'vitest';
import { featureOrder } from '../../../src/core/injecting/feature-order.ts';
import { suggested } from '../../../src/core/injecting/suggested.ts';
import { injectionKinds } from '../../../src/core/injections/index.ts';
import { Random } from '../../../src/core/random.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';
import { mixed, questions, regression } from '../injection-cases.ts';

const random = new Random(1);
const n = 300;
const [noise, strong, weak] = [0, 1, 2].map(() => Array.from({ length: n }, () => random.normal())) as [
  number[],
  number[],
  number[],
];
const value = strong.map((x, at) => 3 * x * x + weak[at]! + 0.2 * random.normal());
const table = tableOf(
  numberColumn('noise', noise),
  numberColumn('weak', weak),
  numberColumn('strong', strong),
  categoryColumn(
    'id',
    noise.map((_, at) => `row ${at}`),
  ),
  numberColumn(
    'gone',
    noise.map(() => null),
  ),
  numberColumn('value', value),
  categoryColumn(
    'size',
    value.map((v) => (v > 4 ? 'large' : v > 1 ? 'middle' : 'small')),
  ),
);
const features = ['id', 'noise', 'weak', 'gone', 'strong'];

describe('featureOrder', () => {
  it('puts first what tells most, bent relations too, and not what is different in every row', () => {
    const ofValue = { ...regression, target: { column: 'value' }, features, historyRows: n };
    expect(featureOrder(table, ofValue).slice(0, 2)).toEqual(['strong', 'weak']);
    const ofSize = {
      ...ofValue,
      task: 'multiclass' as const,
      target: { column: 'size' },
      classes: ['large', 'middle', 'small'],
    };
    expect(featureOrder(table, ofSize)[0]).toBe('strong');
    expect(featureOrder(table, { ...ofValue, historyRows: 0 })).toEqual(features);
  });
});

describe('suggested', () => {
  it('suggests only what can be', () => {
    for (const known of questions)
      for (const kind of injectionKinds.all) {
        const params = suggested(kind, mixed, known, known.features);
        if (params) expect(kind.problem(mixed, params, known)).toBeNull();
        else expect([kind.id, known.task]).toEqual(['class-balance', 'regression']);
      }
  });

  it('suggests nothing where no column fits', () => {
    const known = { ...regression, features: ['temp'] };
    expect(suggested(injectionKinds.get('new-category'), mixed, known, ['temp'])).toBeNull();
    expect(suggested(injectionKinds.get('swap-features'), mixed, known, ['temp'])).toBeNull();
  });
});
