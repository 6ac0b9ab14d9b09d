import { expect, test } from 'vitest';
import { MersenneTwister, sampler } from '../../src/core/mersenne-twister.ts';
import { reference } from './concept-drift-cases.ts';

const { kswin } = reference;

test('draws what CPython draws, and a copy goes on as the one that it is of', () => {
  const random = new MersenneTwister(42);
  const first = () => Array.from({ length: 4 }, () => random.uint32());
  expect(first()).toEqual(kswin.python_random_42_getrandbits32_first4);
  for (let i = 0; i < 2000; i++) random.uint32();
  const copy = random.copy();
  expect(first()).toEqual(Array.from({ length: 4 }, () => copy.uint32()));
  // random.Random(2**40 + 7), .Random(0), .Random(-42): getrandbits(32)
  expect(new MersenneTwister(2 ** 40 + 7).uint32()).toBe(2635837658);
  expect(new MersenneTwister(0).uint32()).toBe(3626764237);
  expect(new MersenneTwister(-42).uint32()).toBe(2746317213);
});

test('samples what CPython samples, from a pool and by a set', () => {
  const random = new MersenneTwister(42);
  const draw = sampler(70, 30);
  const drawn = new Uint16Array(30);
  for (const expected of kswin.python_random_42_sample_range70_k30_first3_first8) {
    draw.take(random, drawn);
    expect([...drawn.slice(0, 8)]).toEqual(expected);
    expect(new Set(drawn).size).toBe(30);
  }
  // random.Random(7).sample(range(5000), 6), twice
  const other = new MersenneTwister(7);
  const rarely = sampler(5000, 6);
  const six = new Uint16Array(6);
  for (const expected of [
    [2652, 1235, 3234, 395, 593, 4389],
    [771, 2995, 4774, 475, 4156, 1758],
  ]) {
    rarely.take(other, six);
    expect([...six]).toEqual(expected);
  }
  expect(() => sampler(5, 6)).toThrow(RangeError);
});
