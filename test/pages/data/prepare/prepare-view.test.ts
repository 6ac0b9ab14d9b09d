// The inputs as rows of the page, warnings, and sources as forms.

import { beforeAll, describe, expect, it } from 'vitest';
import { modelKinds } from '../../../../src/core/models/index.ts';
import { problems } from '../../../../src/core/params.ts';
import { planFor } from '../../../../src/core/own-scenario.ts';
import { columnKindOf, type TableSchema } from '../../../../src/core/schema.ts';
import type { InputSource, PlannedInput } from '../../../../src/core/recipe-plan.ts';
import {
  barEnds,
  inputItems,
  modelProblemOf,
  namedBars,
  stepLabel,
  warningsOf,
} from '../../../../src/pages/data/prepare/prepare-view.ts';
import {
  inputOf,
  sourceKinds,
  sourceOf,
  sourceParams,
  valuesOf,
} from '../../../../src/pages/data/prepare/sources.ts';
import { firstSpec, withMethod } from '../../../../src/pages/data/prepare/split-view.ts';
import { hostile, pictureSample, smallSample, type Sample } from '../../look/sample.ts';

let small: Sample;
let pictures: Sample;
beforeAll(async () => {
  small = await smallSample();
  pictures = await pictureSample(28, 20);
});
const columnsOf = ({ fields }: TableSchema) =>
  fields.map(({ name, kind }) => ({ name, kind: columnKindOf(kind) }));

describe('rows of the page', () => {
  it('fold 784 pixels into one that stands for all', () => {
    const plan = planFor(pictures.schema, pictures.profile);
    const items = inputItems(plan, pictures.schema, columnsOf(pictures.schema));
    expect(items).toHaveLength(1);
    expect(items[0]?.names.size).toBe(784);
    expect(items[0]?.names.has(items[0].input.name)).toBe(true);
  });

  it('show a pixel apart that is prepared in another way', () => {
    const plan = planFor(pictures.schema, pictures.profile);
    const inputs = plan.inputs.map((input, i) => (i === 5 ? { ...input, steps: [] } : input));
    const items = inputItems({ v: 1, inputs }, pictures.schema, columnsOf(pictures.schema));
    expect(items.map(({ names }) => names.size)).toEqual([783, 1]);
  });

  it('say where an input comes from, with hostile names', () => {
    const columns = columnsOf(small.schema);
    const lag = inputOf({ from: 'lag', column: '__proto__', rows: 3, group: null }, columns);
    const second = { ...lag, name: 'second view' };
    const items = inputItems({ v: 1, inputs: [lag, second] }, small.schema, columns);
    expect(items[0]?.about).toBe('category');
    expect(items[1]?.about).toBe('__proto__, 3 rows earlier · category');
    expect(stepLabel('gone')).toBe('gone');
  });
});

describe('warnings', () => {
  const input = (column: string, ...steps: string[]): PlannedInput => ({
    name: column,
    source: { from: 'column', column },
    steps: steps.map((step) => ({ step, params: {} })),
  });
  const split = firstSpec(null, 1);
  const of = (one: PlannedInput, trainingRows = 5000) =>
    warningsOf(one, { profile: small.profile, schema: small.schema, trainingRows, split }).join(' ');

  it('speak of few rows per level, orders that are none, powers of raw numbers, leaks', () => {
    expect(of(input(hostile, 'target-encode'), 40)).toMatch(/3 levels in 40 rows: about 13 each/);
    expect(of(input(hostile, 'target-encode'))).toBe('');
    expect(of(input(hostile, 'ordinal'))).toMatch(/have an order/);
    expect(of(input('mass', 'polynomial'))).toMatch(/scale before/);
    expect(of(input('mass', 'standard-scale', 'polynomial'))).not.toMatch(/scale before/);
    expect(of(input('twice', 'one-hot'))).toMatch(/give the answer away/);
    expect(of(input('bill', 'impute-median', 'standard-scale'))).toBe('');
  });

  it('speak of time where rows above are read', () => {
    const lag: PlannedInput = {
      name: 'l',
      source: { from: 'lag', column: 'bill', rows: 1, group: null },
      steps: [],
    };
    const said = warningsOf(lag, {
      profile: null,
      schema: small.schema,
      trainingRows: 10,
      split: withMethod(split, 'random', 'size'),
    });
    expect(said).toHaveLength(2);
    expect(of(lag)).toMatch(/order of time/);
  });
});

describe('the model', () => {
  it('that wants a whole picture refuses one without a pixel', () => {
    const plan = planFor(pictures.schema, pictures.profile);
    const images = modelKinds.all.find((kind) => kind.images)?.id ?? 'none';
    expect(modelProblemOf(images, 'multiclass', plan, pictures.schema)).toBeNull();
    const less = { ...plan, inputs: plan.inputs.slice(1) };
    expect(modelProblemOf(images, 'multiclass', less, pictures.schema)).toMatch(/whole square picture/);
    expect(modelProblemOf('softmax-regression', 'multiclass', less, pictures.schema)).toBeNull();
  });
});

describe('bars of a preview', () => {
  const bars = Array.from({ length: 16 }, (_, i) => ({ label: String(i / 16), count: i }));

  it('are named by both ends where they are stretches of a range', () => {
    expect(namedBars(bars, 'number')[15]).toEqual({ label: '0.938 to 1', count: 15 });
    expect(barEnds(bars, 'number')).toEqual(['0', '1']);
  });

  it('keep their names where they are levels or single values', () => {
    expect(namedBars(bars, 'category')).toEqual(bars);
    expect(barEnds(bars, 'category')).toEqual(['0', '0.9375']);
    expect(barEnds(bars.slice(3, 4), 'number')).toEqual(['0.1875']);
    const months = bars.map((_, i) => ({ label: String(1.3e12 + i * 1e9), count: 1 }));
    expect(barEnds(months, 'time')).toEqual(['2011-03', '2011-09']);
    expect(barEnds([], 'time')).toEqual([]);
  });
});

describe('sources as forms', () => {
  it('come back as they were', () => {
    const sources: InputSource[] = [
      { from: 'column', column: 'a' },
      { from: 'lag', column: 'a', rows: 4, group: 'g' },
      { from: 'rolling-mean', column: 'a', rows: 9, group: null },
      { from: 'product', columns: ['a', 'b'] },
    ];
    expect(sources.map(({ from }) => from)).toEqual(sourceKinds);
    for (const source of sources) {
      expect(problems(sourceParams[source.from], valuesOf(source))).toEqual({});
      expect(sourceOf(source.from, valuesOf(source))).toEqual(source);
      expect(sourceOf(source.from, { ...valuesOf(source), column: '' })).toBeNull();
    }
    expect(sourceOf('product', { column: 'a', second: '' })).toBeNull();
  });
});
