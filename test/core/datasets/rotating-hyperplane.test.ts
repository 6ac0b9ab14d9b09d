import { describe, expect, it } from 'vitest';
import type { DriftEvent } from '../../../src/core/define.ts';
import dataset from '../../../src/core/datasets/rotating-hyperplane.ts';
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
function classes(table: Table): Int32Array {
  const column = columnOf(table, 'class');
  if (!isCategory(column)) throw new Error('class is a category');
  return column.codes;
}
const share = (codes: Int32Array): number => codes.filter((code) => code === 1).length / codes.length;

describe('rotating-hyperplane', () => {
  const half = [{ atRow: 500, overRows: 500, to: { angle: 180 } }];

  it('has the columns that it describes, in the unit cube', () => {
    const table = make(200, 1, []);
    expect(table.columns.map(({ name, kind }) => ({ name, kind }))).toEqual(
      dataset.columns.map(({ name, kind }) => ({ name, kind })),
    );
    expect(numbers(table, 'x1').every((value) => value >= 0 && value < 1)).toBe(true);
  });

  it('gives the same rows for the same seed, others for another', async () => {
    const digest = await digestTable(make(300, 7, half));
    expect(await digestTable(make(300, 7, half))).toBe(digest);
    expect(await digestTable(make(300, 8, half))).not.toBe(digest);
  });

  it('changes what the features mean and not the features: after half a turn every class is the other', () => {
    const moved = make(2000, 4, half, { noise: 0 });
    const still = make(2000, 4, [], { noise: 0 });
    expect(numbers(moved, 'x3')).toEqual(numbers(still, 'x3'));
    expect(classes(moved).slice(0, 500)).toEqual(classes(still).slice(0, 500));
    const after = classes(moved).slice(1000);
    expect(after).toEqual(
      classes(still)
        .slice(1000)
        .map((code) => 1 - code),
    );
    const between = classes(moved).slice(700, 800);
    expect(between).not.toEqual(classes(still).slice(700, 800));
  });

  it('keeps half of the rows positive at every angle', () => {
    for (const angle of [0, 60, 130])
      expect(Math.abs(share(classes(make(4000, 2, [], { angle }))) - 0.5)).toBeLessThan(0.04);
  });

  it('gives the set share of rows the wrong class', () => {
    const clean = classes(make(4000, 9, [], { noise: 0 }));
    const noisy = classes(make(4000, 9, [], { noise: 0.2 }));
    const wrong = noisy.filter((code, row) => code !== clean[row]).length / 4000;
    expect(Math.abs(wrong - 0.2)).toBeLessThan(0.03);
  });

  it('depends on the relevant features only', () => {
    const codes = classes(make(4000, 6, [], { noise: 0, relevant: 2 }));
    const table = make(4000, 6, [], { noise: 0, relevant: 2 });
    const gap = (name: string): number => {
      const values = numbers(table, name);
      let [up, down] = [0, 0];
      codes.forEach((code, row) => (code ? (up += values[row]!) : (down += values[row]!)));
      return Math.abs(up / (share(codes) * 4000) - down / ((1 - share(codes)) * 4000));
    };
    expect(Math.max(gap('x1'), gap('x2'))).toBeGreaterThan(0.1);
    expect(gap('x9')).toBeLessThan(0.04);
  });
});
