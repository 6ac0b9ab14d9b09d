import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLayers, hiddenActivations, parseLayers } from '../../src/core/layer-notation.ts';
import type { LayerPlan, PlannedInput, PlannedLayer, Window } from '../../src/core/layer-plan.ts';

const planOfText = (text: string): LayerPlan => {
  const { plan, problems } = parseLayers(text);
  expect(problems).toEqual([]);
  return plan!;
};
const problemsOf = (text: string): [string, string][] =>
  parseLayers(text).problems.map(({ from, to, text: why }) => [text.slice(from, to), why]);

describe('reading layers', () => {
  it('reads an image', () => {
    expect(planOfText('conv 8 3x3 relu | pool 2 | dense 32 relu dropout 0.2 | dense 16 tanh')).toEqual({
      input: { kind: 'image', shape: null },
      layers: [
        {
          kind: 'convolution',
          filters: 8,
          window: { height: 3, width: 3 },
          stride: 1,
          padding: 'valid',
          activation: 'relu',
        },
        { kind: 'pooling', window: { height: 2, width: 2 }, by: 'max' },
        { kind: 'dense', units: 32, activation: 'relu', dropout: 0.2 },
        { kind: 'dense', units: 16, activation: 'tanh', dropout: null },
      ],
    });
  });

  it('reads a series, whose windows are 1 high', () => {
    expect(planOfText('conv 8 5 gelu stride 2 same | pool 2 average | pool all')).toEqual({
      input: { kind: 'series', shape: null },
      layers: [
        {
          kind: 'convolution',
          filters: 8,
          window: { height: 1, width: 5 },
          stride: 2,
          padding: 'same',
          activation: 'gelu',
        },
        { kind: 'pooling', window: { height: 1, width: 2 }, by: 'average' },
        { kind: 'pooling', window: null, by: 'max' },
      ],
    });
    expect(planOfText('series 12x2 | pool 3').layers).toEqual([
      { kind: 'pooling', window: { height: 1, width: 3 }, by: 'max' },
    ]);
  });

  it('reads what the inputs are', () => {
    expect(planOfText('').input).toEqual({ kind: 'numbers' });
    expect(planOfText('dense 4').input).toEqual({ kind: 'numbers' });
    expect(planOfText('image | conv 4 3').layers).toMatchObject([{ window: { height: 3, width: 3 } }]);
    expect(planOfText('image 4×6x3 | pool 2x3').input).toEqual({
      kind: 'image',
      shape: { height: 4, width: 6, channels: 3 },
    });
    expect(planOfText('series 9').input).toEqual({ kind: 'series', shape: { steps: 9, channels: 1 } });
    expect(planOfText('bag 16 sum of 50 | dense 4').input).toEqual({
      kind: 'bag',
      words: 50,
      dimensions: 16,
      mode: 'sum',
    });
    expect(planOfText('BAG 4').input).toEqual({ kind: 'bag', words: null, dimensions: 4, mode: 'mean' });
  });

  it('says what it can’t read, and where, all at once', () => {
    expect(problemsOf('dens 4 | dense | dense 4 sine | dense 3 | dense 4.5.6')).toEqual([
      ['dens 4', '"dens" is not known here. It could be conv, pool, dense, image, series, bag.'],
      ['dense', 'After "dense" the number of units is missing.'],
      [
        'dense 4 sine',
        `"sine" is not known here. It could be ${hiddenActivations.join(', ')} or "dropout 0.2".`,
      ],
      ['dense 4.5.6', '"4.5.6" is not the number of units.'],
    ]);
    expect(problemsOf('dense 4 | | dense 4')[0]).toEqual(['', 'A layer is missing between two bars.']);
    expect(problemsOf('pool 2 | dense 4')[0]![1]).toMatch(/^Say first what the inputs are/);
    expect(problemsOf('dense 4 | image')[0]![1]).toMatch(/is said first, before all layers/);
    expect(problemsOf('conv 4 3x3 dropout 0.1')[0]![1]).toMatch(/Dropout belongs to dense layers/);
    expect(problemsOf('conv 4 relu')[0]![1]).toMatch(/window is missing/);
    expect(problemsOf('conv 4 3x3x3')[0]![1]).toMatch(/a height and a width/);
    expect(problemsOf('image 8 | pool 2')[0]![1]).toMatch(/a height and a width/);
    expect(problemsOf('series 8x2x2 | pool 2')[0]![1]).toMatch(/steps and channels/);
    expect(problemsOf('toString 4')[0]![1]).toMatch(/^"tostring" is not known here/);
    expect(problemsOf('dense 4 softmax')[0]![1]).toMatch(/^"softmax" is not known/);
    expect(problemsOf('dense -4')[0]![1]).toMatch(/not the number of units/);
  });

  it('throws at no text', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'conv',
        'pool',
        'dense',
        'image',
        'bag',
        '|',
        '3x3',
        '4',
        '0.5',
        'relu',
        'same',
        'all',
        'of',
      ),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), (words) => {
        const text = words.join(' ');
        const { plan, problems } = parseLayers(text);
        expect(plan === null).toBe(problems.length > 0);
        for (const { from, to } of problems) expect(text.slice(from, to)).toBe(text.slice(from, to).trim());
      }),
      { numRuns: 500 },
    );
  });
});

const length = fc.integer({ min: 1, max: 9 });
const activation = fc.constantFrom(...hiddenActivations);
const convolution = (window: fc.Arbitrary<Window>): fc.Arbitrary<PlannedLayer> =>
  fc.record({
    kind: fc.constant('convolution' as const),
    filters: length,
    window,
    stride: length,
    padding: fc.constantFrom('same' as const, 'valid' as const),
    activation,
  });
const pooling = (window: fc.Arbitrary<Window>): fc.Arbitrary<PlannedLayer> =>
  fc.record({
    kind: fc.constant('pooling' as const),
    window: fc.option(window, { nil: null }),
    by: fc.constantFrom('max' as const, 'average' as const),
  });
const denseLayers: fc.Arbitrary<PlannedLayer[]> = fc.array(
  fc.record({
    kind: fc.constant('dense' as const),
    units: length,
    activation,
    dropout: fc.option(fc.constantFrom(0, 0.25, 0.9, 1e-7), { nil: null }),
  }),
  { maxLength: 3 },
);
const stemOf = (window: fc.Arbitrary<Window>) =>
  fc.array(fc.oneof(convolution(window), pooling(window)), { maxLength: 4 });
const plan = (
  input: fc.Arbitrary<PlannedInput>,
  stem: fc.Arbitrary<PlannedLayer[]>,
): fc.Arbitrary<LayerPlan> =>
  fc.record({ input, layers: fc.tuple(stem, denseLayers).map((parts) => parts.flat()) });
const plans = fc.oneof(
  plan(fc.constant({ kind: 'numbers' as const }), fc.constant([])),
  plan(
    fc.record({
      kind: fc.constant('bag' as const),
      words: fc.option(length, { nil: null }),
      dimensions: length,
      mode: fc.constantFrom('mean' as const, 'sum' as const),
    }),
    fc.constant([]),
  ),
  plan(
    fc.record({
      kind: fc.constant('image' as const),
      shape: fc.option(fc.record({ height: length, width: length, channels: length }), { nil: null }),
    }),
    stemOf(fc.record({ height: length, width: length })),
  ),
  plan(
    fc.record({
      kind: fc.constant('series' as const),
      shape: fc.option(fc.record({ steps: length, channels: length }), { nil: null }),
    }),
    // A window that is no row is wrong over a series, and is still written and read.
    stemOf(fc.record({ height: fc.constantFrom(1, 1, 1, 2), width: length })),
  ),
);

it('what is written is read back, whatever the plan', () => {
  fc.assert(
    fc.property(plans, (own) => {
      expect(planOfText(formatLayers(own))).toEqual(own);
    }),
    { numRuns: 1000 },
  );
});

it('writes no more than is needed', () => {
  for (const text of [
    'conv 8 3x3 relu | pool 2 | dense 32 relu dropout 0.2 | dense 16 tanh',
    'conv 8 5 relu | pool 2',
    'image | pool 2',
    'series 6x2 | conv 2 3 elu stride 2 same | pool all average',
    'bag 8 mean | dense 4 relu',
  ])
    expect(formatLayers(planOfText(text))).toBe(text);
});
