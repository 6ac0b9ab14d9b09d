import { expect, test } from 'vitest';
import { MersenneTwister, sampler } from '../../src/core/mersenne-twister.ts';
import { RecordedLots } from '../../src/core/recorded-lots.ts';

const drawnBy = (lots: RecordedLots, count: number): number[] => {
  lots.next();
  return [...lots.places.subarray(lots.from, lots.from + count)];
};

test.each([
  // More places than are recorded: what comes after is drawn alone.
  { seed: 42, below: 70, count: 30, draws: 4500 },
  { seed: 7, below: 20_000, count: 10_000, draws: 15 },
  { seed: 1, below: 2, count: 1, draws: 50 },
])(
  'draws what its seed draws, whoever else has drawn: $count below $below',
  ({ seed, below, count, draws }) => {
    const random = new MersenneTwister(seed);
    const sample = sampler(below, count);
    const drawn = new Int32Array(count);
    const [first, second] = [new RecordedLots(seed, below, count), new RecordedLots(seed, below, count)];
    for (let i = 0; i < 3; i++) drawnBy(second, count);
    for (let i = 0; i < draws; i++) {
      sample(random, drawn);
      if (drawnBy(first, count).join() !== [...drawn].join()) expect.fail(`draw ${i} differs`);
    }
    const again = new MersenneTwister(seed);
    first.restart();
    for (let i = 0; i < 5; i++) {
      sample(again, drawn);
      expect(drawnBy(first, count)).toEqual([...drawn]);
    }
    for (let i = 5; i < 8; i++) drawnBy(first, count);
    // The other one went on from where it was.
    for (let i = 3; i < 5; i++) drawnBy(second, count);
    for (let i = 5; i < draws; i++) {
      sample(again, drawn);
      if (drawnBy(second, count).join() !== [...drawn].join()) expect.fail(`draw ${i} of the second differs`);
    }
  },
);

test('refuses more different numbers than there are', () => {
  expect(() => new RecordedLots(1, 3, 4)).toThrow(RangeError);
});
