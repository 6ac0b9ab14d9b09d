import { describe, expect, it } from 'vitest';
import type { DriftEvent } from '../../../src/core/define.ts';
import dataset from '../../../src/core/datasets/two-features.ts';
import { digestTable } from '../../../src/core/digest.ts';
import { defaults } from '../../../src/core/params.ts';
import { Random } from '../../../src/core/random.ts';
import { columnOf, isCategory, type Table } from '../../../src/core/table.ts';
import { numbers } from './shipped.ts';

function make(rows: number, seed: number, drift: readonly DriftEvent[], params = {}): Table {
  if (dataset.content.from !== 'generator') throw new Error('not a generator');
  return dataset.content.make(
    rows,
    new Random(seed),
    { ...defaults(dataset.content.params), ...params },
    drift,
  );
}

/** Share of rows of the span whose class is what the line at `degrees` through the middle says. */
function agreement(table: Table, degrees: number, from: number, to: number): number {
  const angle = (degrees * Math.PI) / 180;
  const [x1, x2] = [numbers(table, 'x1'), numbers(table, 'x2')];
  const column = columnOf(table, 'class');
  if (!isCategory(column)) throw new Error('class is a category');
  let agreed = 0;
  for (let row = from; row < to; row++) {
    const above = x1[row]! * Math.cos(angle) + x2[row]! * Math.sin(angle) > 0;
    if ((column.levels[column.codes[row]!] === 'above') === above) agreed++;
  }
  return agreed / (to - from);
}

describe('two-features', () => {
  const turn = [{ atRow: 1000, overRows: 500, to: { angle: 225 } }];

  it('has the columns that it describes', () => {
    const table = make(50, 1, []);
    expect(table.columns.map(({ name, kind }) => ({ name, kind }))).toEqual(
      dataset.columns.map(({ name, kind }) => ({ name, kind })),
    );
    expect(table.rows).toBe(50);
  });

  it('gives the same rows for the same seed, others for another', async () => {
    const digest = await digestTable(make(300, 7, turn));
    expect(await digestTable(make(300, 7, turn))).toBe(digest);
    expect(await digestTable(make(300, 8, turn))).not.toBe(digest);
  });

  it('turns the rule and not the points: half a turn makes it its opposite', () => {
    const table = make(3000, 3, turn);
    const still = make(3000, 3, []);
    expect(numbers(table, 'x1')).toEqual(numbers(still, 'x1'));
    expect(agreement(table, 45, 0, 1000)).toBeGreaterThan(0.85);
    expect(agreement(table, 45, 1500, 3000)).toBeLessThan(0.15);
    expect(agreement(table, 225, 1500, 3000)).toBeGreaterThan(0.85);
    expect(agreement(still, 45, 1500, 3000)).toBeGreaterThan(0.85);
  });

  it('moves the points and not the rule when they shift', () => {
    const table = make(4000, 3, [{ atRow: 2000, overRows: 0, to: { shift: 1.5 } }]);
    const x1 = numbers(table, 'x1');
    const mean = (from: number, to: number): number =>
      x1.slice(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
    expect(mean(0, 2000)).toBeCloseTo(0, 0);
    expect(mean(2000, 4000)).toBeCloseTo(1.5, 0);
    expect(agreement(table, 45, 2000, 4000)).toBeGreaterThan(0.85);
  });

  it('with nothing but noise draws the class by lot', () => {
    expect(agreement(make(4000, 5, [], { noise: 1 }), 45, 0, 4000)).toBeCloseTo(0.5, 1);
  });
});
