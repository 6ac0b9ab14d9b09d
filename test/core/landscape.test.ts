import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  explained,
  frameOf,
  longestMove,
  parameterSlice,
  pointOf,
  projected,
  randomSlice,
  trailSlice,
} from '../../src/core/landscape.ts';
import { initialWeights } from '../../src/core/initial-weights.ts';
import type { Architecture } from '../../src/core/network.ts';
import { Random } from '../../src/core/random.ts';

const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const at = (...values: number[]) => Float64Array.from(values);

describe('the slice of a trail', () => {
  it('lies along its greatest movements, through its end', () => {
    const trail = [at(0, 0, 0, 9), at(4, 0, 1, 9), at(8, 0, -1, 9), at(12, 0, 0, 9)];
    const slice = trailSlice(trail);
    expect(slice.origin).toBe(trail[3]);
    expect(Math.abs(slice.across[0]!)).toBeCloseTo(1, 2);
    expect(Math.abs(slice.up[2]!)).toBeCloseTo(1, 2);
    const [first, second] = explained(slice, trail);
    expect(first + second).toBeCloseTo(1, 12);
    expect(first).toBeGreaterThan(0.9);
  });

  it('is what a singular value decomposition says', () => {
    // numpy.linalg.svd(points - points[-1])[2][:2], numpy 2.4.6, signs apart.
    const trail = [at(1, 2, 3), at(2, 1, 5), at(0, 4, 4), at(3, 3, 3), at(1, 0, 2)];
    const { across, up } = trailSlice(trail);
    const near = (found: Float64Array, wanted: number[]) => {
      const sign = Math.sign(product(found, Float64Array.from(wanted)));
      found.forEach((value, i) => expect(value * sign).toBeCloseTo(wanted[i]!, 9));
    };
    near(across, [-0.11869605309559983, -0.8363204544365412, -0.5352376523289288]);
    near(up, [0.8144533192190423, -0.390341383184134, 0.42930105449087974]);
  });

  it('has two directions at right angles for any trail, even one that stands still', () => {
    const points = fc.array(
      fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 4, maxLength: 4 }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(points, (values) => {
        const trail = values.map((point) => Float64Array.from(point));
        const slice = trailSlice(trail);
        expect(product(slice.across, slice.across)).toBeCloseTo(1, 9);
        expect(product(slice.up, slice.up)).toBeCloseTo(1, 9);
        expect(product(slice.across, slice.up)).toBeCloseTo(0, 9);
        const shares = explained(slice, trail);
        expect(shares[0] + shares[1]).toBeLessThan(1 + 1e-9);
      }),
    );
    const still = trailSlice([at(1, 2), at(1, 2)]);
    expect([[...still.across], [...still.up]]).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('shows all of a trail of two parameters', () => {
    const trail = [at(0, 0), at(1, 3), at(2, 1)];
    const slice = trailSlice(trail);
    const [a, b] = explained(slice, trail);
    expect(a + b).toBeCloseTo(1, 12);
    const places = projected(slice, trail);
    trail.forEach((point, k) => {
      const back = pointOf(slice, places[2 * k]!, places[2 * k + 1]!);
      back.forEach((value, i) => expect(value).toBeCloseTo(point[i]!, 9));
    });
  });
});

describe('other slices', () => {
  it('along two parameters leave the others as they are', () => {
    const slice = parameterSlice(at(5, 6, 7), [2, 0]);
    expect([...pointOf(slice, 1, -2)]).toEqual([3, 6, 8]);
    for (const wrong of [
      [0, 0],
      [0, 3],
      [-1, 0],
      [0.5, 1],
    ] as const)
      expect(() => parameterSlice(at(1, 2, 3), wrong)).toThrow(RangeError);
  });

  it('in random directions weigh every unit by its own length and leave biases alone', () => {
    const architecture: Architecture = {
      inputs: 6,
      layers: [
        { units: 4, activation: 'relu' },
        { units: 2, activation: 'softmax' },
      ],
    };
    const origin = Float64Array.from(initialWeights(architecture, 3));
    // A unit of zeros has no length.
    for (let i = 1; i < 24; i += 4) origin[i] = 0;
    const { across, up } = randomSlice(origin, architecture, 5);
    expect(product(across, up)).toBeCloseTo(0, 12);
    for (const index of [24, 25, 26, 27, 36, 37]) expect(Math.abs(across[index]!)).toBe(0);
    const length = (values: Float64Array, unit: number) =>
      Math.hypot(...Array.from({ length: 6 }, (_, i) => values[i * 4 + unit]!));
    expect(length(across, 1)).toBe(0);
    expect(length(across, 0) / length(across, 2)).toBeCloseTo(length(origin, 0) / length(origin, 2), 9);
    expect(randomSlice(origin, architecture, 5)).toEqual({ origin, across, up });
    expect(randomSlice(origin, architecture, 6).across).not.toEqual(across);
  });
});

describe('a frame', () => {
  it('holds all coordinates with room around', () => {
    expect(frameOf(at(0, 0, 4, 2))).toEqual({ from: [-1, -0.5], to: [5, 2.5] });
    const flat = frameOf(at(0, 1, 6, 1));
    expect(flat.to[1]! - flat.from[1]!).toBe(3);
    expect(frameOf(at(2, 3)).to[0]).toBeGreaterThan(2);
    expect(frameOf(new Float64Array()).to[0]).toBeGreaterThan(0);
  });
});

describe('many parameters', () => {
  it('are sliced in good time', () => {
    const random = new Random(1);
    const trail = Array.from({ length: 60 }, () =>
      Float64Array.from({ length: 30_000 }, () => random.normal()),
    );
    const began = performance.now();
    trailSlice(trail);
    expect(performance.now() - began).toBeLessThan(3000);
  });
});

describe('the longest move of a trail', () => {
  it('is told with its share of the whole way', () => {
    expect(longestMove([at(0, 0), at(3, 4), at(3, 4), at(3, 5)])).toEqual({ place: 1, share: 5 / 6 });
    expect(longestMove([at(1, 1)])).toEqual({ place: 0, share: 0 });
  });
});
