import { expect, test } from 'vitest';
import { MersenneTwister, sampler } from '../../src/core/mersenne-twister.ts';
import { Random } from '../../src/core/random.ts';
import { RecordedLots } from '../../src/core/recorded-lots.ts';

const drawnBy = (lots: RecordedLots, count: number): number[] => {
  lots.next();
  return [...lots.places.subarray(lots.from, lots.from + count)];
};

test.each([
  // More places than are recorded: what comes after is drawn alone.
  { seed: 42, below: 70, count: 30, draws: 13_300 },
  { seed: 7, below: 20_000, count: 10_000, draws: 45 },
  { seed: 1, below: 2, count: 1, draws: 50 },
])(
  'draws what its seed draws, whoever else has drawn: $count below $below',
  ({ seed, below, count, draws }) => {
    const random = new MersenneTwister(seed);
    const sample = sampler(below, count);
    const drawn = new Uint16Array(count);
    const [first, second] = [new RecordedLots(seed, below, count), new RecordedLots(seed, below, count)];
    for (let i = 0; i < 3; i++) drawnBy(second, count);
    for (let i = 0; i < draws; i++) {
      sample.take(random, drawn);
      if (drawnBy(first, count).join() !== [...drawn].join()) expect.fail(`draw ${i} differs`);
    }
    const again = new MersenneTwister(seed);
    first.restart();
    for (let i = 0; i < 5; i++) {
      sample.take(again, drawn);
      expect(drawnBy(first, count)).toEqual([...drawn]);
    }
    for (let i = 5; i < 8; i++) drawnBy(first, count);
    // The other one went on from where it was.
    for (let i = 3; i < 5; i++) drawnBy(second, count);
    for (let i = 5; i < draws; i++) {
      sample.take(again, drawn);
      if (drawnBy(second, count).join() !== [...drawn].join()) expect.fail(`draw ${i} of the second differs`);
    }
  },
);

test.each([
  { seed: 42, below: 70, count: 30, draws: 16_000 },
  { seed: 5, below: 3000, count: 40, draws: 12_000 },
])('draws that are left out count all the same: $count below $below', ({ seed, below, count, draws }) => {
  const [every, some] = [new RecordedLots(seed, below, count), new RecordedLots(seed, below, count)];
  const random = new Random(1);
  for (let turn = 0; turn < 2; turn++) {
    // Now and then one, then thousands of them left out.
    for (let i = 0; i < draws; i++) {
      const expected = drawnBy(every, count);
      if (random.uniform() < (i < 500 ? 0.5 : 0.001)) {
        if (drawnBy(some, count).join() !== expected.join()) expect.fail(`draw ${i} differs`);
      } else some.skip();
    }
    expect(drawnBy(some, count)).toEqual(drawnBy(every, count));
    every.restart();
    some.restart();
  }
});

test('refuses more different numbers than there are', () => {
  expect(() => new RecordedLots(1, 3, 4)).toThrow(RangeError);
});
