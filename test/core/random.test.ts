import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashText, mix32, Random } from '../../src/core/random.ts';
import { reference } from '../fixtures/core/reference.ts';

const { random: expected } = reference;
const draw = (random: Random, count: number) => Array.from({ length: count }, () => random.uint32());

describe('Random', () => {
  it('gives the bits of a second, independent writing of the generator', () => {
    for (const [value, mixed] of expected.mix32) expect(mix32(value!)).toBe(mixed);
    for (const [text, hash] of expected.hashText) expect(hashText(String(text))).toBe(hash);
    for (const [seed, draws] of expected.uint32) expect(draw(new Random(Number(seed)), 6)).toEqual(draws);
    for (const [seed, name, draws] of expected.stream)
      expect(draw(new Random(Number(seed)).stream(String(name)), 6)).toEqual(draws);
    const { seed, below, draws } = expected.integer;
    const random = new Random(seed);
    expect(Array.from({ length: draws.length }, () => random.integer(below))).toEqual(draws);
  });

  it("mixes like murmur3's published finaliser", () => {
    expect(mix32(0)).toBe(0);
    expect(mix32(1)).toBe(0x514e28b7);
  });

  it('gives a stream that neither moves its source nor depends on where the source stands', () => {
    const one = new Random(5);
    const other = new Random(5);
    const early = draw(one.stream('a'), 4);
    expect(draw(one, 4)).toEqual(draw(other, 4));
    expect(draw(one.stream('a'), 4)).toEqual(early);
    expect(draw(one.stream('b'), 4)).not.toEqual(early);
  });

  it('draws uniform numbers and whole numbers evenly', () => {
    const random = new Random(11);
    const tenths = new Array<number>(10).fill(0);
    const sevenths = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) {
      const value = random.uniform();
      expect(value >= 0 && value < 1).toBe(true);
      tenths[Math.floor(value * 10)]!++;
      sevenths[random.integer(7)]!++;
    }
    const chi = (counts: readonly number[]) => {
      const fair = 70_000 / counts.length;
      return counts.reduce((sum, count) => sum + (count - fair) ** 2 / fair, 0);
    };
    // 99.9 % quantiles of chi-square with 9 and 6 degrees of freedom.
    expect(chi(tenths)).toBeLessThan(27.9);
    expect(chi(sevenths)).toBeLessThan(22.5);
  });

  it('draws normal numbers with the moments of a normal', () => {
    const random = new Random(12);
    const values = Array.from({ length: 100_000 }, () => random.normal());
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.013);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.02);
    expect(Math.abs(moment(3))).toBeLessThan(0.05);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.15);
  });

  it('shuffles to a permutation, every order equally often', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(200), (seed, length) => {
        const order = new Random(seed).permutation(length);
        expect([...order].sort((a, b) => a - b)).toEqual([...Array(length).keys()]);
        expect(new Random(seed).permutation(length)).toEqual(order);
      }),
    );
    const random = new Random(13);
    const seen = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const key = random.permutation(4).join('');
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    expect(seen.size).toBe(24);
    const chi = [...seen.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // 99.9 % quantile of chi-square with 23 degrees of freedom.
    expect(chi).toBeLessThan(49.7);
  });

  it('takes the 32 low bits of a seed, and refuses ranges that are none', () => {
    expect(draw(new Random(-1), 2)).toEqual(draw(new Random(4294967295), 2));
    const random = new Random(1);
    for (const below of [0, -1, NaN, 2.5, 4294967297])
      expect(() => random.integer(below)).toThrow(RangeError);
    expect(random.integer(1)).toBe(0);
    expect(random.integer(4294967296)).toBeLessThan(4294967296);
  });
});
