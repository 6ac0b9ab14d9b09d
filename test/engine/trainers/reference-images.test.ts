// The float64 reference of nets with an image stem.

import { describe, expect, it } from 'vitest';
import { layoutOf } from '../../../src/core/network.ts';
import { referenceGradient, referenceTraining } from '../../../src/engine/trainers/reference.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { convolution, imageCases, imageSetup, pooling } from './images.ts';
import { furthest } from './parity.ts';
import { expectSlopes } from './reference-slopes.ts';

const norm = (values: Float64Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

const gradientOf = (setup: TrainerSetup, learning: Partial<TrainerSetup['learning']> = {}) =>
  referenceGradient(
    { ...setup, learning: { ...setup.learning, ...learning } },
    Float64Array.from(setup.weights),
    0,
  );

/** Differences of images take long. No number of units, filters or channels here has 7 as a divisor. */
const every = process.env.FUZZ ? 1 : 7;

describe('the gradient of images', () => {
  it.each(imageCases)('is what central differences of the loss say: $name', ({ setup }) => {
    expectSlopes(setup, 0, every);
    expectSlopes(setup, 5, every);
  });

  it('gives the error of a flat patch to its first pixel', () => {
    // One row of 2 × 2, a filter of one pixel: what reaches the filter is the pixel that the window was answered with.
    const { architecture, ...flat } = imageSetup(
      2,
      1,
      [convolution(1, 1, 'linear'), pooling(2)],
      {},
      { rows: 1 },
    );
    const weights = Float64Array.of(0, 0.5, 1, 0, -1, 0, 0, 0);
    const own = (pixels: readonly number[]) =>
      referenceGradient(
        { architecture, ...flat, data: { ...flat.data, inputs: Float32Array.from(pixels) } },
        weights,
        0,
      );
    // With a filter of 0 all four pixels answer 0.5, whatever they are.
    const bias = own([3, 5, 7, 9])[1]!;
    expect(Math.abs(bias)).toBeGreaterThan(0.1);
    expect(own([3, 5, 7, 9])[0]).toBeCloseTo(3 * bias, 14);
    expect(own([-4, 5, 7, 9])[0]).toBeCloseTo(-4 * bias, 14);
  });
});

describe('penalties and clipping of images', () => {
  const { setup } = imageCases.find(({ name }) => name === 'dense layer with dropout behind')!;
  const { layers, convolutions } = layoutOf(setup.architecture);
  const free = gradientOf(setup, { l1: 0, l2: 0, clip: null });

  it('penalise the kernels of convolutions, and no bias', () => {
    const found = gradientOf(setup, { l1: 0.125, l2: 0.25, clip: null });
    const wanted = free.slice();
    for (const { kernelAt, biasAt } of [...convolutions, ...layers])
      for (let i = kernelAt; i < biasAt; i++)
        wanted[i]! += 0.125 * Math.sign(setup.weights[i]!) + 0.5 * setup.weights[i]!;
    expect(furthest(found, wanted)).toBeLessThan(1e-16);
  });

  it('shorten each kernel and each bias of a convolution by itself', () => {
    const { kernelAt, biasAt, units } = convolutions[0]!;
    for (const [from, to] of [
      [kernelAt, biasAt],
      [biasAt, biasAt + units],
    ] as const) {
      const part = free.subarray(from, to);
      const at = norm(part) / 2;
      const found = gradientOf(setup, { l1: 0, l2: 0, clip: { by: 'norm', at } }).subarray(from, to);
      expect(
        furthest(
          found,
          part.map((g) => g / 2),
        ),
      ).toBeLessThan(1e-16);
    }
  });

  it('count convolutions in the norm of all', () => {
    const at = norm(free) / 4;
    const found = gradientOf(setup, { l1: 0, l2: 0, clip: { by: 'global-norm', at } });
    expect(
      furthest(
        found,
        free.map((g) => g / 4),
      ),
    ).toBeLessThan(1e-16);
  });
});

it('trains a net without an image layer as the same net of dense layers', () => {
  const { setup } = imageCases.find(({ name }) => name === 'no image layer')!;
  const { inputs, layers } = setup.architecture;
  expect(referenceTraining(setup, 20)).toEqual(
    referenceTraining({ ...setup, architecture: { inputs, layers } }, 20),
  );
});
