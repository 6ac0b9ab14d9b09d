import { describe, expect, it } from 'vitest';
import { readDescent } from '../../src/core/landscape-finding.ts';

/** Plain descent on the bowl (x² + 9 y²) / 2 from (3, 1): it diverges from a rate of 2 / 9 on. */
function descent(rate: number, steps: number) {
  let [x, y] = [3, 1];
  const found = { steps: [0], losses: [(x * x + 9 * y * y) / 2], moves: [x, y] };
  for (let step = 1; step <= steps; step++) {
    x -= rate * x;
    y -= rate * 9 * y;
    found.steps.push(step);
    found.losses.push((x * x + 9 * y * y) / 2);
    found.moves.push(x, y);
  }
  return readDescent(found.steps, found.losses, found.moves);
}

describe('what a descent did', () => {
  it('converged where it has arrived', () => {
    expect(descent(0.1, 60)).toEqual({ kind: 'converged' });
  });

  it('crawls where most of the way is still ahead', () => {
    expect(descent(0.001, 40)).toEqual({ kind: 'crawls' });
    expect(descent(1e-9, 40)).toEqual({ kind: 'crawls' });
  });

  it('jumps from one side of the valley to the other', () => {
    expect(descent(0.21, 20).kind).toBe('jumps');
  });

  it('diverges from a step on', () => {
    // Along y it grows by 1.7 a step, from 1; the loss is above its first, 9, from there on.
    expect(descent(0.3, 30)).toEqual({ kind: 'diverges', step: 1 });
    expect(readDescent([0, 5, 10], [1, 2, Infinity], [0, 0, 1, 1, 2, 2])).toEqual({
      kind: 'diverges',
      step: 10,
    });
    expect(readDescent([0, 3, 6, 9], [4, 2, 7, 9], [0, 0, 1, 1, 2, 2, 3, 3])).toEqual({
      kind: 'diverges',
      step: 6,
    });
  });

  it('takes noise at the bottom for no jumps', () => {
    const moves = [10, 0, 5, 0, 2, 0, 0, 0, 0.1, 0, 0, 0, 0.1, 0, 0, 0, 0.1, 0];
    const losses = [100, 25, 4, 0, 0.01, 0, 0.01, 0, 0.01];
    expect(readDescent([0, 1, 2, 3, 4, 5, 6, 7, 8], losses, moves)).toEqual({ kind: 'converged' });
  });

  it('is no fall where nothing moves', () => {
    expect(readDescent([0, 1], [3, 3], [0, 0, 0, 0])).toEqual({ kind: 'converged' });
    expect(readDescent([0], [3], [0, 0])).toEqual({ kind: 'converged' });
  });
});
