// The builder without its components: changes of plans, settings as forms, geometry of the picture.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeArchitecture } from '../../../src/core/describe-architecture.ts';
import { formatLayers, parseLayers } from '../../../src/core/layer-notation.ts';
import { buildLayers } from '../../../src/core/layer-plan.ts';
import type { LayerPlan } from '../../../src/core/layer-plan.ts';
import { modelKinds } from '../../../src/core/models/index.ts';
import { defaults, problems } from '../../../src/core/params.ts';
import {
  inputParamsOf,
  inputValuesOf,
  paramsOf,
  valuesOf,
  withInputValue,
  withValue,
} from '../../../src/pages/train/builder/layer-params.ts';
import { detailOf, namesOf } from '../../../src/pages/train/builder/layer-words.ts';
import { placeInDescription, placeInPlan, viewOf } from '../../../src/pages/train/builder/model-view.ts';
import { pictureHeight, pictureOfLayers } from '../../../src/pages/train/builder/picture-geometry.ts';
import {
  added,
  canMove,
  inputOf,
  moved,
  removed,
  withInput,
} from '../../../src/pages/train/builder/plan-edits.ts';

const plan = (text: string): LayerPlan => parseLayers(text).plan!;
const output = { units: 1, activation: 'sigmoid' } as const;

describe('changes of a plan', () => {
  it('add where a layer can stand, and make an image or a series of numbers', () => {
    const text = (own: string, kind: 'dense' | 'convolution' | 'pooling', inputs: number) => {
      const next = added(plan(own), kind, inputs);
      return `${next.at}: ${formatLayers(next.plan)}`;
    };
    expect(text('dense 4', 'dense', 5)).toBe('1: dense 4 relu | dense 16 relu');
    expect(text('dense 4', 'convolution', 64)).toBe('0: conv 8 3x3 relu same | dense 4 relu');
    expect(text('dense 4', 'convolution', 5)).toBe('0: conv 8 3 relu same | dense 4 relu');
    expect(text('conv 8 3 | dense 4', 'pooling', 5)).toBe('1: conv 8 3 relu | pool 2 | dense 4 relu');
    expect(text('bag 4', 'pooling', 64)).toBe('0: image | pool 2');
  });

  it('a convolution that is added fits, whatever stands there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (inputs) => {
        const next = added(plan('dense 4'), 'convolution', inputs);
        expect(buildLayers(next.plan, inputs, output).problems).toEqual([]);
      }),
    );
  });

  it('move among their like only, and come back', () => {
    const own = plan('conv 4 3 | pool 2 | dense 4 | dense 3');
    expect([0, 1, 2, 3].map((at) => [canMove(own, at, -1), canMove(own, at, 1)])).toEqual([
      [false, true],
      [true, false],
      [false, true],
      [true, false],
    ]);
    expect(formatLayers(moved(own, 2, 1))).toBe('conv 4 3 relu | pool 2 | dense 3 relu | dense 4 relu');
    expect(moved(moved(own, 0, 1), 1, -1)).toEqual(own);
    expect(formatLayers(removed(own, 0))).toBe('series | pool 2 | dense 4 relu | dense 3 relu');
  });

  it('take the inputs for something else', () => {
    const own = plan('conv 4 3x5 | pool all | dense 4');
    expect(formatLayers(withInput(own, inputOf('series')))).toBe('conv 4 5 relu | pool all | dense 4 relu');
    expect(formatLayers(withInput(own, inputOf('bag')))).toBe('bag 16 mean | dense 4 relu');
    expect(formatLayers(withInput(own, inputOf('numbers')))).toBe('dense 4 relu');
    expect(formatLayers(withInput(plan('conv 4 5'), inputOf('image')))).toBe('conv 4 5x5 relu');
    expect(withInput(own, own.input)).toEqual(own);
  });
});

describe('settings of a layer as a form', () => {
  const plans = [
    'image 6x6 | conv 4 2x3 | pool 2 | pool all average | dense 4 dropout 0.3 | dense 2',
    'series 6x2 | conv 4 2',
    'bag 4 of 3',
  ];
  it('describe every value that they show, and give it back', () => {
    for (const own of plans.map(plan)) {
      expect(problems(inputParamsOf(own.input), inputValuesOf(own.input, 36))).toEqual({});
      for (const [name, value] of Object.entries(inputValuesOf(own.input, 36)))
        expect(inputValuesOf(withInputValue(own.input, name, value, 36), 36)).toEqual(
          inputValuesOf(own.input, 36),
        );
      for (const layer of own.layers) {
        const params = paramsOf(layer, own);
        const values = valuesOf(layer);
        for (const name of Object.keys(params)) {
          expect(values).toHaveProperty(name);
          if (name !== 'ownDropout' && name !== 'whole')
            expect(withValue(layer, name, values[name]!, own)).toEqual(layer);
        }
      }
    }
  });
  it('of a window over a series is its length', () => {
    const own = plan('series 6x2 | conv 4 2');
    const [layer] = own.layers;
    expect(Object.keys(paramsOf(layer!, own))).not.toContain('height');
    expect(withValue(layer!, 'width', 5, own)).toMatchObject({ window: { height: 1, width: 5 } });
  });
  it('switch a dropout of its own, and a window on everything', () => {
    const own = plan('image | pool 3 | dense 4');
    expect(withValue(own.layers[0]!, 'whole', true, own)).toMatchObject({ window: null });
    expect(withValue(withValue(own.layers[0]!, 'whole', true, own), 'whole', false, own)).toMatchObject({
      window: { height: 2, width: 2 },
    });
    expect(withValue(own.layers[1]!, 'ownDropout', true, own)).toMatchObject({ dropout: 0.2 });
    expect(withValue(own.layers[1]!, 'ownDropout', false, own)).toMatchObject({ dropout: null });
  });
});

it('layers have the names that picture and table have', () => {
  const own = plan(
    'image 9x9 | conv 4 3x3 | pool 2 | conv 4 2x2 | pool 2 average | dense 4 | dense 2 dropout 0.1',
  );
  const { architecture } = buildLayers(own, 81, output);
  const described = describeArchitecture(architecture!).layers.map(({ name }) => name);
  expect(namesOf(own)).toEqual(described.slice(1, -1));
  expect(own.layers.map((layer) => detailOf(layer, own.input))).toEqual([
    '4 filters, 3 × 3, ReLU',
    '2 × 2',
    '4 filters, 2 × 2, ReLU',
    '2 × 2',
    '4 units, ReLU',
    '2 units, ReLU, dropout 0.1',
  ]);
  const series = plan('conv 1 3 | pool all');
  expect(series.layers.map((layer) => detailOf(layer, series.input))).toEqual([
    '1 filter, 3 steps, ReLU',
    'of everything',
  ]);
});

describe('the view of a model', () => {
  const circumstances = { inputs: 64, task: 'multiclass', outputs: 10 } as const;
  it('is there for every kind', () => {
    for (const kind of modelKinds.all.filter(({ tasks }) => tasks.includes('multiclass'))) {
      const view = viewOf({ kind: kind.id, params: defaults(kind.params) }, circumstances);
      expect(view.problems).toEqual([]);
      expect(view.description?.layers.at(-1)?.shape).toEqual([10]);
      expect(view.plan).not.toBeNull();
    }
  });
  it('says why there is none, and never throws', () => {
    const why = (kind: string, params: Record<string, string | number>, inputs = 64) =>
      viewOf({ kind, params }, { ...circumstances, inputs }).problems.map(({ text }) => text);
    expect(why('cnn', defaults(modelKinds.get('cnn').params) as Record<string, string>, 20)[0]).toMatch(
      /make no square/,
    );
    expect(why('own-layers', { layers: 'dens 4' })[0]).toMatch(/not known here/);
    expect(why('own-layers', { layers: 'conv 4 9x9' })[0]).toMatch(/does not fit/);
    expect(why('mlp', { layers: 99 })[0]).toMatch(/must lie between|must be/);
    expect(why('oracle', {})).toEqual(['There is no model called "oracle".']);
  });
  it('finds a layer of the plan in the picture and back', () => {
    for (const own of [plan('dense 4 | dense 3'), plan('bag 4 | dense 3')])
      for (let layer = -1; layer <= own.layers.length; layer++)
        expect(placeInPlan(own, placeInDescription(own, layer))).toBe(layer);
    expect(placeInPlan(plan('bag 4 | dense 3'), 0)).toBe(-1);
  });
});

it('the picture stays in its frame, and thins wide layers', () => {
  const shape = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 5000 })),
    fc.tuple(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 512 }),
    ),
  );
  fc.assert(
    fc.property(fc.array(shape, { minLength: 2, maxLength: 8 }), (shapes) => {
      const { columns, lines, bands, width } = pictureOfLayers(shapes.map((own) => ({ shape: own })));
      expect(columns).toHaveLength(shapes.length);
      for (const [at, column] of columns.entries()) {
        expect(column.top).toBeGreaterThan(0);
        expect(column.bottom).toBeLessThan(pictureHeight - 80);
        const own = shapes[at]!;
        if (own.length === 1) {
          expect(column.dots).toHaveLength(own[0] <= 10 ? own[0] : 8);
          expect(column.gapAt === null).toBe(own[0] <= 10);
        } else expect(column.sheets).toHaveLength(Math.min(5, own[2]));
        for (const { x, width: wide } of column.sheets) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x + wide).toBeLessThanOrEqual(width);
        }
      }
      for (const [at, between] of lines.entries()) {
        const [from, to] = [columns[at]!, columns[at + 1]!];
        expect(between).toHaveLength(from.dots.length * to.dots.length);
        expect(bands[at] === null).toBe(from.sheets.length === 0);
      }
    }),
  );
});
