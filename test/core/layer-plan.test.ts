import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forward } from '../../src/core/forward.ts';
import { initialWeights } from '../../src/core/initial-weights.ts';
import { parseLayers } from '../../src/core/layer-notation.ts';
import { buildLayers, mostLayers, planOf } from '../../src/core/layer-plan.ts';
import type { LayerPlan, PlannedLayer } from '../../src/core/layer-plan.ts';
import { modelKinds } from '../../src/core/models/index.ts';
import { defaults } from '../../src/core/params.ts';

const output = { units: 1, activation: 'sigmoid' } as const;
const built = (text: string, inputs: number) => buildLayers(parseLayers(text).plan!, inputs, output);
const problems = (text: string, inputs: number) =>
  built(text, inputs).problems.map(({ layer, text: why }) => `${layer}: ${why}`);

describe('what does not fit is said at its layer', () => {
  it.each([
    ['conv 4 3x3 | pool 3 | conv 4 3x3', 64, '2: The image is 2 × 2 here, a 3 × 3 window does not fit.'],
    ['conv 4 3x9', 64, '0: The image is 8 × 8 here, a 3 × 9 window does not fit.'],
    ['conv 4 3 | pool 9', 8, '1: The series is 6 long here, a window of 9 does not fit.'],
    ['series 8 | conv 4 3x2', 8, '0: A series has one row: its windows are 1 high.'],
    ['series 5x2 | dense 3', 11, '-1: 5 steps × 2 channels are 10 values, and there are 11 inputs.'],
    ['image 4x4 | dense 3', 15, '-1: An image of 4 × 4 × 1 has 16 values, and there are 15 inputs.'],
    ['image | dense 3 | pool 2', 16, '1: A dense layer stands before this one'],
    ['bag 4 of 9', 8, '-1: 9 words are not among 8 inputs.'],
    ['bag 900', 8, '-1: An embedding has 1 to 512 dimensions.'],
    ['dense 0', 8, '0: The number of units must be a whole number from 1 to 4096.'],
    ['dense 8 dropout 1', 8, '0: The dropout must lie between 0 and 0.9.'],
    ['conv 1.5 3', 8, '0: The number of filters must be'],
    ['conv 2 3 stride 17', 8, '0: The stride must be'],
    ['dense 4096 | dense 4096 | dense 4096', 20, '1: The network would have 33,6'],
    ['dense 4', 0, '-1: There are no inputs.'],
  ])('%s of %i inputs', (text, inputs, wanted) => {
    expect(problems(text, inputs)[0]).toContain(wanted);
  });

  it('counts layers, and asks for an image where one is needed', () => {
    const layers = Array.from({ length: mostLayers + 1 }, (): PlannedLayer => ({
      kind: 'dense',
      units: 2,
      activation: 'relu',
      dropout: null,
    }));
    expect(buildLayers({ input: { kind: 'numbers' }, layers }, 2, output).problems).toEqual([
      { layer: 24, text: '24 layers are the most.' },
    ]);
    const pooled: LayerPlan = {
      input: { kind: 'numbers' },
      layers: [layers[0]!, { kind: 'pooling', window: null, by: 'max' }],
    };
    expect(buildLayers(pooled, 4, output).problems[0]?.layer).toBe(1);
    const first: LayerPlan = {
      input: { kind: 'bag', words: 1, dimensions: 1, mode: 'sum' },
      layers: pooled.layers.slice(1),
    };
    expect(buildLayers(first, 4, output).problems).toEqual([
      { layer: 0, text: 'Convolutions and pooling need inputs that are an image or a series.' },
    ]);
  });
});

it('pools all that is left where no window is said', () => {
  expect(built('conv 4 3x3 | pool all average', 64).architecture?.image?.layers.at(-1)).toEqual({
    kind: 'average-pooling',
    size: 6,
  });
  expect(built('conv 4 3 | pool all', 9).architecture?.image?.layers.at(-1)).toEqual({
    kind: 'max-pooling',
    size: 7,
    height: 1,
  });
});

it('every kind of model can be taken apart into layers that make the same network', () => {
  for (const kind of modelKinds.all)
    for (const task of kind.tasks) {
      const architecture = kind.architecture(64, 3, task, defaults(kind.params));
      const rebuilt = buildLayers(planOf(architecture), 64, architecture.layers.at(-1)!);
      expect(rebuilt.problems).toEqual([]);
      expect(rebuilt.architecture).toEqual(architecture);
    }
});

const small = fc.integer({ min: 1, max: 6 });
const layer: fc.Arbitrary<PlannedLayer> = fc.oneof(
  fc.record({
    kind: fc.constant('convolution' as const),
    filters: small,
    window: fc.record({ height: small, width: small }),
    stride: fc.integer({ min: 1, max: 3 }),
    padding: fc.constantFrom('same' as const, 'valid' as const),
    activation: fc.constantFrom('relu' as const, 'tanh' as const),
  }),
  fc.record({
    kind: fc.constant('pooling' as const),
    window: fc.option(fc.record({ height: small, width: small })),
    by: fc.constantFrom('max' as const, 'average' as const),
  }),
  fc.record({
    kind: fc.constant('dense' as const),
    units: small,
    activation: fc.constantFrom('relu' as const, 'linear' as const),
    dropout: fc.option(fc.constant(0.5)),
  }),
);

it('whatever the layers: a network that answers with numbers, or reasons', () => {
  fc.assert(
    fc.property(fc.array(layer, { maxLength: 5 }), fc.integer({ min: 1, max: 12 }), (layers, side) => {
      for (const kind of ['image', 'series'] as const) {
        const inputs = kind === 'image' ? side * side : side;
        const { architecture, problems: found } = buildLayers(
          { input: { kind, shape: null }, layers },
          inputs,
          output,
        );
        expect(architecture === null).toBe(found.length > 0);
        for (const problem of found) expect(problem.layer).toBeLessThanOrEqual(layers.length);
        if (!architecture) continue;
        const scores = forward(
          architecture,
          initialWeights(architecture, 1),
          new Float32Array(inputs).fill(0.5),
        );
        expect(scores).toHaveLength(1);
        expect(Number.isFinite(scores[0])).toBe(true);
        const again = buildLayers(planOf(architecture), inputs, output);
        expect(again.architecture).toEqual(architecture);
      }
    }),
    { numRuns: 300 },
  );
});
