import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDescent } from '../../src/core/landscape-finding.ts';

const bowl = (x: number, y: number) => (x * x + 9 * y * y) / 2;

/** Plain descent on the bowl (x² + 9 y²) / 2 from (3, 1): it diverges from a rate of 2 / 9 on. The map holds its bottom. */
function descent(rate: number, steps: number) {
  let [x, y] = [3, 1];
  const found = { steps: [0], losses: [bowl(x, y)], moves: [x, y] };
  for (let step = 1; step <= steps; step++) {
    x -= rate * x;
    y -= rate * 9 * y;
    found.steps.push(step);
    found.losses.push(bowl(x, y));
    found.moves.push(x, y);
  }
  return readDescent(found.steps, found.losses, found.moves, [0, 9, 4]);
}

/** Losses at steps 0, 1, 2 …, on a way straight ahead. */
const reading = (losses: readonly number[], map: readonly number[] = []) =>
  readDescent(
    losses.map((_, k) => k),
    losses,
    losses.flatMap((_, k) => [k, 0]),
    map,
  );

describe('what a descent did', () => {
  it('arrives where nothing lower is known', () => {
    expect(descent(0.1, 60)).toMatchObject({
      kind: 'arrives',
      first: { step: 0, loss: 9 },
      last: { step: 60 },
    });
  });

  it('crawls where most of the way is still ahead, and falls where less is', () => {
    expect(descent(0.001, 40)).toMatchObject({
      kind: 'crawls',
      since: { step: 30 },
    });
    expect(descent(1e-7, 40).kind).toBe('crawls');
    expect(reading([10, 8, 6, 4, 3, 2], [0])).toMatchObject({ kind: 'falls', since: { step: 3, loss: 4 } });
  });

  it('stays above what the map or its own way shows to be lower', () => {
    expect(reading([10, 5, 4, 4, 4, 4, 4, 4, 4], [9, 1, 7])).toMatchObject({
      kind: 'stays-above',
      lowest: { step: null, loss: 1 },
    });
    expect(reading([10, 5, 1, 3, 4, 4, 4, 4, 4], [9, 6, NaN, Infinity])).toMatchObject({
      kind: 'stays-above',
      lowest: { step: 2, loss: 1 },
    });
    expect(reading([10, 5, 4, 4, 4, 4, 4, 4, 4], [9, 3.9]).kind).toBe('arrives');
  });

  it('jumps from one side of the valley to the other', () => {
    expect(descent(0.21, 20).kind).toBe('jumps');
  });

  it('diverges, and names the first point above the start and the highest', () => {
    expect(descent(0.3, 30)).toMatchObject({ kind: 'diverges', above: { step: 1 }, worst: { step: 30 } });
    expect(reading([1, 2, Infinity])).toMatchObject({ above: { step: 1, loss: 2 }, worst: { step: 2 } });
    expect(reading([1, 0.5, NaN])).toMatchObject({ kind: 'diverges', above: { step: 2 } });
    // Once below the start again on the way: it is the first time that counts.
    expect(reading([0.64, 1891, 0.6, 2.7e5, 0.5, 3])).toMatchObject({
      kind: 'diverges',
      above: { step: 1, loss: 1891 },
      worst: { step: 3, loss: 2.7e5 },
    });
  });

  it('leaps where it was far above the start and came back', () => {
    expect(reading([0.64, 1891, 0.7, 0.6, 0.5, 0.5])).toMatchObject({
      kind: 'leaps',
      above: { step: 1 },
      worst: { step: 1, loss: 1891 },
    });
  });

  it('takes noise at the bottom for no jumps', () => {
    const moves = [10, 0, 5, 0, 2, 0, 0, 0, 0.1, 0, 0, 0, 0.1, 0, 0, 0, 0.1, 0];
    const losses = [100, 25, 4, 0, 0.01, 0, 0.01, 0, 0.01];
    expect(readDescent([0, 1, 2, 3, 4, 5, 6, 7, 8], losses, moves, []).kind).toBe('arrives');
  });

  it('gains nothing where nothing moves', () => {
    expect(readDescent([0, 1], [3, 3], [0, 0, 0, 0], [3, 3]).kind).toBe('gains-nothing');
    expect(readDescent([0], [3], [0, 0], []).kind).toBe('gains-nothing');
    expect(reading([3, 3.1, 3.2, 3.1]).kind).toBe('gains-nothing');
  });

  it('never says what its own table contradicts', () => {
    const loss = fc.oneof(
      { weight: 9, arbitrary: fc.double({ min: 0, max: 1e6, noNaN: true }) },
      { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity) },
    );
    const start = fc.double({ min: 1e-6, max: 1e3, noNaN: true });
    const ways = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(
        start,
        fc.array(loss, { maxLength: 29 }),
        ways,
        fc.array(loss),
        (first, more, moves, map) => {
          const losses = [first, ...more];
          const steps = losses.map((_, k) => 3 * k);
          const found = readDescent(steps, losses, moves, map);
          const inTable = ({ step, loss: value }: { step: number; loss: number }) =>
            expect(losses[steps.indexOf(step)]).toBe(value);
          inTable(found.first);
          inTable(found.last);
          const room = 1e-8 * first;
          switch (found.kind) {
            case 'diverges':
            case 'leaps': {
              inTable(found.above);
              inTable(found.worst);
              // Nothing before the point that is named was above the start, and the point itself is.
              for (let k = 0; steps[k]! < found.above.step; k++)
                expect(losses[k]! <= first + room).toBe(true);
              expect(found.above.loss <= first).toBe(false);
              for (const value of losses)
                if (Number.isFinite(found.worst.loss)) expect(value <= found.worst.loss).toBe(true);
              expect(found.last.loss <= first).toBe(found.kind === 'leaps' && found.last.loss <= first);
              break;
            }
            case 'gains-nothing':
              expect(found.last.loss >= first - room).toBe(true);
              break;
            case 'crawls':
            case 'falls':
              expect(found.last.loss).toBeLessThan(first);
              inTable(found.since);
              expect(found.since.loss).toBeGreaterThan(found.last.loss);
              break;
            case 'stays-above':
              expect(found.last.loss).toBeLessThan(first);
              for (const value of [...losses, ...map])
                if (!Number.isNaN(value)) expect(found.lowest.loss).toBeLessThanOrEqual(value);
              if (found.lowest.step !== null) inTable({ ...found.lowest, step: found.lowest.step });
              expect(found.lowest.loss).toBeLessThan(found.last.loss);
              break;
            case 'arrives': {
              expect(found.last.loss).toBeLessThan(first);
              const least = Math.min(...[...losses, ...map].filter((value) => !Number.isNaN(value)));
              expect(found.last.loss - least).toBeLessThanOrEqual(0.1 * (first - least) + room);
              break;
            }
            case 'jumps':
              expect(found.share >= 0.4 && found.share <= 1).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
