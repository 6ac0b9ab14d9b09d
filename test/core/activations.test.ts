import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activate, activated, erf, slope } from '../../src/core/activations.ts';
import type { Activation } from '../../src/core/network.ts';
import { activations } from '../../src/core/network.ts';

const single = activations.filter((name) => name !== 'softmax');

describe('the error function', () => {
  // NIST's Digital Library of Mathematical Functions 7.1 and tables, to float64.
  it.each([
    [1e-10, 1.1283791670955126e-10],
    [0.1, 0.1124629160182849],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [1.5, 0.9661051464753108],
    [2, 0.9953222650189527],
    [2.5, 0.999593047982555],
    [3, 0.9999779095030014],
    [3.5, 0.9999992569016276],
    [4, 0.9999999845827421],
    [5, 0.9999999999984626],
  ])('erf(%d)', (x, value) => {
    expect(Math.abs(erf(x) / value - 1)).toBeLessThan(6e-16);
    expect(erf(-x)).toBe(-erf(x));
  });

  it('joins its two ways of computing, and ends at 1', () => {
    const below = 2.5 - 2 ** -50;
    expect(Math.abs(erf(2.5) - erf(below))).toBeLessThan(4e-16);
    expect(erf(0)).toBe(0);
    for (const far of [6, 6.1, 30, Infinity]) expect(erf(far)).toBe(1);
    expect(erf(NaN)).toBeNaN();
  });

  it('never falls, by more than the last digit', () => {
    for (let x = -6.5; x < 6.5; x += 0.001) expect(erf(x + 0.001) - erf(x)).toBeGreaterThanOrEqual(-2.3e-16);
  });
});

describe('activations', () => {
  it('are those of Keras 3', () => {
    const at = (name: Exclude<Activation, 'softmax'>) => [-2, 0, 1.5].map((z) => activated(z, name));
    expect(at('linear')).toEqual([-2, 0, 1.5]);
    expect(at('relu')).toEqual([0, 0, 1.5]);
    expect(at('leaky-relu')).toEqual([-0.4, 0, 1.5]);
    expect(at('elu')).toEqual([-0.8646647167633873, 0, 1.5]);
    expect(at('tanh')).toEqual([-0.9640275800758169, 0, 0.9051482536448664]);
    const sigmoid = at('sigmoid');
    expect(sigmoid[0]).toBeCloseTo(0.11920292202211755, 15);
    expect(sigmoid[1]).toBe(0.5);
    const gelu = at('gelu');
    expect(gelu[0]).toBeCloseTo(-0.04550026389635842, 15);
    expect(gelu[1]).toBe(0);
    expect(gelu[2]).toBeCloseTo(1.3997891980967129, 14);
  });

  it.each(single)('have slopes that central differences agree with: %s', (name) => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (z) => {
        const step = 1e-5;
        fc.pre(Math.abs(z) > step);
        const difference = (activated(z + step, name) - activated(z - step, name)) / (2 * step);
        expect(Math.abs(slope(z, activated(z, name), name) - difference)).toBeLessThan(1e-9);
      }),
    );
  });

  it('have the left slope at a kink', () => {
    expect(slope(0, 0, 'relu')).toBe(0);
    expect(slope(0, 0, 'leaky-relu')).toBe(0.2);
    expect(slope(0, 0, 'elu')).toBe(1);
  });

  it('stay finite far out', () => {
    for (const name of single)
      for (const z of [-1e4, -800, 800, 1e4]) {
        const y = activated(z, name);
        expect(Number.isFinite(y), `${name}(${z})`).toBe(true);
        expect(Number.isFinite(slope(z, y, name)), `slope of ${name} at ${z}`).toBe(true);
      }
  });

  it.each(activations)('do to a whole batch what they do to a value: %s', (name) => {
    const sums = Float32Array.of(-3, -0.5, 0, 0.25, 1, 4);
    const values = sums.slice();
    activate(values, 2, 3, name);
    const wanted =
      name === 'softmax'
        ? [0, 3].flatMap((from) => {
            const exponentials = [...sums.subarray(from, from + 3)].map(Math.exp);
            const sum = exponentials.reduce((total, value) => total + value, 0);
            return exponentials.map((value) => value / sum);
          })
        : [...sums].map((z) => activated(z, name));
    values.forEach((value, i) => expect(value).toBe(Math.fround(wanted[i]!)));
  });

  it('make a softmax that sums to 1, however large the sums', () => {
    const values = Float32Array.of(1e4, 1e4, -1e4, -3e38, 0, 3e38);
    activate(values, 2, 3, 'softmax');
    expect([...values]).toEqual([0.5, 0.5, 0, 0, 0, 1]);
  });
});
