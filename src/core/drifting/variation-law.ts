// The law of half the sum of the differences of shares, ½ Σ |p − q|.

import { Random } from '../random.ts';
import { chiSquareTail } from '../statistics.ts';
import type { Counts } from './homogeneity.ts';

export const variationOf = ({ before, now, n, m }: Counts): number => {
  let sum = 0;
  for (let i = 0; i < before.length; i++) sum += Math.abs(now[i]! / m - before[i]! / n);
  return Math.min(1, sum / 2);
};

const directions = 400;

/**
 * Shares of many rows are normal, with the covariance of a multinomial law: along a random direction their length is that of
 * chi, so P(½ Σ |p − q| ≥ t) is the mean over directions of a tail of chi-square, which needs no luck however far out. Good to
 * some per cent of P near by and to a third of it at 1e-6. The directions are the same each time.
 * @returns for a distance that is found, and for the one that has the chance `tail`.
 */
export function variationLaw({ before, now, n, m }: Counts): {
  tail(distance: number): number;
  quantile(tail: number): number;
} {
  const roots: number[] = [];
  for (let i = 0; i < before.length; i++) {
    const both = before[i]! + now[i]!;
    if (both > 0) roots.push(Math.sqrt(both / (n + m)));
  }
  const freedom = roots.length - 1;
  if (freedom < 1) return { tail: () => 1, quantile: () => 0 };
  const random = new Random(0);
  const scale = Math.sqrt(1 / n + 1 / m);
  /** Distance per unit of length along each direction. */
  const reach = Float64Array.from({ length: directions }, () => {
    const drawn = roots.map(() => random.normal());
    const along = drawn.reduce((sum, value, i) => sum + value * roots[i]!, 0);
    let [length, sum] = [0, 0];
    for (let i = 0; i < roots.length; i++) {
      const part = drawn[i]! - along * roots[i]!;
      length += part * part;
      sum += Math.abs(part) * roots[i]!;
    }
    return (scale * sum) / 2 / Math.sqrt(length);
  });
  const tail = (distance: number): number => {
    if (!(distance > 0)) return 1;
    let sum = 0;
    for (const per of reach) sum += chiSquareTail((distance / per) ** 2, freedom);
    return sum / directions;
  };
  return {
    tail,
    quantile(chance) {
      let [low, high] = [0, 8 * scale];
      for (let i = 0; i < 14; i++) {
        const middle = (low + high) / 2;
        if (tail(middle) > chance) low = middle;
        else high = middle;
      }
      return high;
    },
  };
}
