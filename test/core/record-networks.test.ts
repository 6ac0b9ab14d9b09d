// What records may hold of networks and trainings: everything that can be made now, and everything that was made before.

import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { initializers } from '../../src/core/initial-weights.ts';
import { parseLayers } from '../../src/core/layer-notation.ts';
import { buildLayers } from '../../src/core/layer-plan.ts';
import { modelKinds } from '../../src/core/models/index.ts';
import { defaults } from '../../src/core/params.ts';
import { architecture, training } from '../../src/core/record-schema-parts.ts';
import { furtherTrainingParams, trainingParams } from '../../src/core/training-params.ts';

describe('networks in records', () => {
  it('are read back as they were written, whatever the kind', () => {
    for (const kind of modelKinds.all) {
      const made = kind.architecture(64, 3, kind.tasks[0]!, defaults(kind.params));
      expect(v.parse(architecture, structuredClone(made))).toEqual(made);
    }
    for (const [text, inputs] of [
      ['conv 8 3x5 gelu stride 2 same | pool 2x1 average | dense 4 elu dropout 0.3', 64],
      ['series 10x2 | conv 3 4 | pool all', 20],
      ['bag 4 sum of 6 | dense 3', 9],
    ] as const) {
      const made = buildLayers(parseLayers(text).plan!, inputs, { units: 1, activation: 'sigmoid' });
      expect(v.parse(architecture, structuredClone(made.architecture))).toEqual(made.architecture);
    }
  });

  it('from before are unchanged', () => {
    const before = {
      inputs: 64,
      image: {
        height: 8,
        width: 8,
        channels: 1,
        layers: [
          { kind: 'convolution', filters: 8, size: 3, stride: 1, padding: 'same', activation: 'relu' },
          { kind: 'max-pooling', size: 2 },
        ],
      },
      layers: [{ units: 10, activation: 'softmax' }],
    };
    expect(v.parse(architecture, structuredClone(before))).toEqual(before);
  });

  it('of unknown layers are refused', () => {
    const odd = {
      inputs: 4,
      image: { height: 2, width: 2, channels: 1, layers: [{ kind: 'warp', size: 2 }] },
    };
    expect(v.is(architecture, { ...odd, layers: [] })).toBe(false);
    expect(v.is(architecture, { inputs: 4, bag: { words: 4, dimensions: 2, mode: 'max' }, layers: [] })).toBe(
      false,
    );
  });
});

describe('trainings in records', () => {
  const before = { optimizer: 'adam', learningRate: 0.01, batchSize: 32, epochs: 30, validationShare: 0.2 };

  it('from before are unchanged', () => {
    const old = {
      ...before,
      rateCourse: 'warm-up-cosine',
      clipNorm: 1,
      dropout: 0.1,
      classWeights: 'balanced',
    };
    expect(v.parse(training, before)).toEqual(before);
    expect(v.parse(training, old)).toEqual(old);
  });

  it('hold every setting that the form has, with every choice', () => {
    const all = { ...trainingParams, ...furtherTrainingParams };
    const usual = { ...before, ...defaults(furtherTrainingParams) };
    expect(v.parse(training, usual)).toEqual(usual);
    for (const [name, param] of Object.entries(all))
      if (param.type === 'choice')
        for (const { value } of param.options)
          expect(v.parse(training, { ...usual, [name]: value })).toHaveProperty(name, value);
    const choices = furtherTrainingParams['initializer'];
    expect(choices?.type === 'choice' && choices.options.map(({ value }) => value)).toEqual([
      ...initializers,
    ]);
  });

  it('refuse what is no setting', () => {
    expect(v.is(training, { ...before, rateCourse: 'zigzag' })).toBe(false);
    expect(v.is(training, { ...before, initializer: 'magic' })).toBe(false);
    expect(v.is(training, { ...before, seed: -1 })).toBe(false);
    expect(v.is(training, { ...before, rateEnd: Infinity })).toBe(false);
  });
});
