import { describe, expect, it } from 'vitest';
import {
  fewestRows,
  findBlindSpots,
  type BlindSpots,
  type BlindSpotSize,
} from '../../../src/core/blind-spots/find.ts';
import { madeUpWorld, type World } from '../../../src/core/blind-spots/world.ts';
import { Random } from '../../../src/core/random.ts';

function finished(world: World, seed: number, size?: BlindSpotSize): { found: BlindSpots; steps: number } {
  const work = findBlindSpots(world, seed, size);
  for (let steps = 0; ; steps++) {
    const next = work.next();
    if (next.done) return { found: next.value, steps };
    expect(next.value.done).toBe(steps + 1);
  }
}

const small: BlindSpotSize = { windows: 6, calibration: 40, windowRows: 100, referenceRows: 300 };

describe('findBlindSpots', () => {
  it('shows what each watcher cannot see, at one rate of false alarms', () => {
    const { found, steps } = finished(madeUpWorld(new Random(1)), 7);
    expect(steps).toBe(found.calibration + found.changes.length * found.windows);
    const cell = (watcher: string, change: string): number => {
      const w = found.watchers.findIndex(({ id }) => id === watcher);
      const c = found.changes.findIndex(({ id }) => id === change);
      return found.seen[w]![c]!;
    };
    for (const { id } of found.watchers) expect(cell(id, 'none')).toBeLessThanOrEqual(8);
    // A tie that turns round with every column as ever.
    expect(cell('kolmogorov-smirnov', 'correlation')).toBeLessThanOrEqual(8);
    expect(cell('psi', 'correlation')).toBeLessThanOrEqual(8);
    expect(cell('domain-linear', 'correlation')).toBeLessThanOrEqual(8);
    expect(cell('pca', 'correlation')).toBe(30);
    expect(cell('domain-quadratic', 'correlation')).toBe(30);
    expect(cell('mmd', 'correlation')).toBeGreaterThan(25);
    // A shift that keeps the tie.
    expect(cell('kolmogorov-smirnov', 'component')).toBe(30);
    expect(cell('pca', 'component')).toBeLessThanOrEqual(8);
    expect(cell('domain-linear', 'component')).toBeGreaterThan(25);
    // Other answers for the same features.
    for (const id of ['kolmogorov-smirnov', 'psi', 'pca', 'domain-quadratic', 'mmd', 'cbpe'])
      expect(cell(id, 'concept')).toBeLessThanOrEqual(8);
    expect(
      found.watchers.filter(({ group }) => group === 'errors').some(({ id }) => cell(id, 'concept') > 20),
    ).toBe(true);
    expect(found.examples).toHaveLength(found.changes.length);
  }, 120_000);

  it('is the same for the same seed, and bears rows without numbers', () => {
    const world = madeUpWorld(new Random(2));
    expect(finished(world, 3, small).found).toEqual(finished(world, 3, small).found);
    const bare: World = {
      ...world,
      features: ['source'],
      table: { ...world.table, columns: world.table.columns.filter(({ name }) => name === 'source') },
      answer: ({ rows }) => ({ scores: new Float32Array(rows).fill(0.5), outputs: 1 }),
    };
    const { found } = finished(bare, 3, small);
    const mean = found.changes.findIndex(({ id }) => id === 'mean');
    expect(found.seen.every((line) => line[mean] === null)).toBe(true);
    expect(found.examples.every((example) => example === null)).toBe(true);
  }, 60_000);

  it('refuses too few rows', () => {
    const world = madeUpWorld(new Random(2));
    const few = { ...world, table: { ...world.table, rows: fewestRows - 1 } };
    expect(() => findBlindSpots(few, 1).next()).toThrow(RangeError);
  });
});
