import { describe, expect, it } from 'vitest';
import type { Activation, Architecture } from '../../src/core/network.ts';
import { layoutOf } from '../../src/core/network.ts';
import { initialWeights } from '../../src/core/initial-weights.ts';
import { forward } from '../../src/core/forward.ts';
import { expectClose, reference } from '../fixtures/core/reference.ts';

const net = (last: Activation): Architecture => ({
  inputs: 3,
  layers: [
    { units: 4, activation: 'relu' },
    { units: 4, activation: 'tanh' },
    { units: 3, activation: last },
  ],
});
const weights = Float32Array.from(reference.forward.weights);
const x = Float32Array.from(reference.forward.x);

describe('network', () => {
  it('lays kernels and biases out one behind the other', () => {
    expect(layoutOf(net('linear'))).toEqual({
      layers: [
        { inputs: 3, units: 4, kernelAt: 0, biasAt: 12 },
        { inputs: 4, units: 4, kernelAt: 16, biasAt: 32 },
        { inputs: 4, units: 3, kernelAt: 36, biasAt: 48 },
      ],
      size: 51,
    });
  });

  it.each(['linear', 'sigmoid', 'softmax'] as const)('answers like numpy in float64: %s', (last) => {
    expectClose(forward(net(last), weights, x), reference.forward[last], 1e-5);
    expect(x).toEqual(Float32Array.from(reference.forward.x));
  });

  it('stays finite for huge sums', () => {
    const one = (activation: Activation, units: number): Architecture => ({
      inputs: 1,
      layers: [{ units, activation }],
    });
    const far = Float32Array.of(1e4, -1e4);
    expect([...forward(one('sigmoid', 1), Float32Array.of(1, 0), far)]).toEqual([1, 0]);
    expect([...forward(one('softmax', 2), Float32Array.of(1, -1, 0, 0), far)]).toEqual([1, 0, 0, 1]);
  });

  it('draws Glorot uniform kernels and zero biases from the seed', () => {
    const architecture: Architecture = { inputs: 60, layers: [{ units: 40, activation: 'relu' }] };
    const drawn = initialWeights(architecture, 3);
    expect(initialWeights(architecture, 3)).toEqual(drawn);
    expect(initialWeights(architecture, 4)).not.toEqual(drawn);
    const kernel = drawn.subarray(0, 2400);
    const limit = Math.sqrt(6 / 100);
    expect(Math.max(...kernel)).toBeLessThanOrEqual(Math.fround(limit));
    expect(Math.max(...kernel)).toBeGreaterThan(limit * 0.99);
    expect(Math.min(...kernel)).toBeLessThan(-limit * 0.99);
    const variance = kernel.reduce((sum, weight) => sum + weight ** 2, 0) / 2400;
    expect(variance / (limit ** 2 / 3)).toBeGreaterThan(0.93);
    expect(variance / (limit ** 2 / 3)).toBeLessThan(1.07);
    expect(drawn.subarray(2400)).toEqual(new Float32Array(40));
  });

  it('refuses sizes that do not fit', () => {
    expect(() => forward(net('linear'), weights.subarray(1), x)).toThrow(/51 parameters, not 50/);
    expect(() => forward(net('linear'), weights, x.subarray(1))).toThrow(RangeError);
    expect(() => forward({ inputs: 0, layers: [] }, new Float32Array(), x)).toThrow(RangeError);
    expect(forward(net('linear'), weights, new Float32Array())).toHaveLength(0);
  });
});
