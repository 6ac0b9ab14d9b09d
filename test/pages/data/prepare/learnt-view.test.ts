// What fitted steps have learnt, in words, from real fits.

import { describe, expect, it } from 'vitest';
import { preprocessors } from '../../../../src/core/preprocessing/index.ts';
import { fitRecipe } from '../../../../src/core/recipe.ts';
import type { Table } from '../../../../src/core/table.ts';
import { learntTexts } from '../../../../src/pages/data/prepare/learnt-view.ts';
import { learntWords } from '../../../../src/pages/text/data-prepare.ts';
import { recipeRows } from '../../../../src/pages/views/data.ts';

const rows = 40;
const at = Array.from({ length: rows }, (_, i) => i);
const words = at.map((i) => `word${i % 9} more${i % 2}`);
const levels = [...new Set(words)];
const table: Table = {
  rows,
  columns: [
    { name: 'n', kind: 'number', values: Float64Array.from(at, (i) => (i === 3 ? NaN : i + 0.5)) },
    { name: 'i', kind: 'integer', values: Float64Array.from(at, (i) => i % 7) },
    { name: 'b', kind: 'boolean', values: Float64Array.from(at, (i) => i % 2) },
    { name: 't', kind: 'time', values: Float64Array.from(at, (i) => i * 3_600_000) },
    { name: 'c', kind: 'category', levels, codes: Int32Array.from(words, (word) => levels.indexOf(word)) },
  ],
};
const truth = Float64Array.from(at, (i) => i % 2);
const known = { truth, task: 'binary', classes: 2, seed: 1 } as const;

describe('what a step has learnt', () => {
  it('is said in words for everything that any step keeps', () => {
    for (const step of preprocessors.all)
      for (const column of table.columns.filter(({ kind }) => step.kinds.includes(kind))) {
        const params = Object.fromEntries(
          Object.entries(step.params).map(([name, param]) => [
            name,
            // Every gap marked, every option that keeps more switched on.
            param.type === 'boolean' ? true : param.default,
          ]),
        );
        const fitted = step.fit(column, params, known);
        for (const name of Object.keys(fitted))
          expect(learntWords.has(name), `${step.id} keeps ${name}`).toBe(true);
        expect(learntTexts(step.id, fitted, true).length).toBeGreaterThan(0);
      }
  });

  it('has few digits, pairs that belong together, and cut lists', () => {
    expect(learntTexts('standard-scale', { mean: 12.345678, deviation: 0.0123456 }, false)).toEqual([
      'mean 12.3',
      'standard deviation 0.0123',
    ]);
    expect(
      learntTexts('frequency-encode', { levels: ['a', ''], shares: [0.25, 0.75], missing: 0 }, false),
    ).toEqual(['2 levels: a 0.250, "" 0.750', 'missing cells 0']);
    expect(
      learntTexts('target-encode', { levels: ['a', 'b'], encodings: [0.1, 0.9, 0.2, 0.8] }, false),
    ).toEqual(['2 levels: a 0.100 / 0.900, b 0.200 / 0.800']);
    expect(learntTexts('min-max-scale', { scale: 1e-7, offset: -3, clip: 1 }, false)).toEqual([
      'multiplies by 1.00e−7',
      'then adds −3',
      'clips: yes',
    ]);
    const many = { levels: Array.from({ length: 30 }, (_, i) => `l${i}`) };
    expect(learntTexts('one-hot', many, false)).toEqual(['30 levels: l0, l1, l2, l3, l4, l5 …']);
    expect(learntTexts('one-hot', many, true)[0]).toContain('l29');
    expect(learntTexts('one-hot', { levels: [] }, false)).toEqual(['no levels']);
  });

  it('is a row per step of a recipe', () => {
    const plan = {
      v: 1,
      inputs: [
        {
          name: 'n',
          source: { from: 'column', column: 'n' },
          steps: [
            { step: 'impute-median', params: {} },
            { step: 'standard-scale', params: {} },
          ],
        },
        {
          name: 'before',
          source: { from: 'lag', column: 'i', rows: 2, group: null },
          steps: [{ step: 'impute-mean', params: {} }],
        },
      ],
    } as const;
    const recipe = fitRecipe(table, plan, Int32Array.from(at), truth, 'binary', 2, 1);
    const { rows: shown } = recipeRows(recipe);
    expect(shown.map(({ column, step }) => `${column}: ${step}`)).toEqual([
      'n: Fill gaps with the median',
      'n: Standard scale',
      'before: i, 2 rows earlier: Fill gaps with the mean',
    ]);
    expect(shown[0]?.fitted).toBe('median 20.5, rows with a value 39');
  });
});
