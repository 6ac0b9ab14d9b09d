// What is said of a batch beforehand is what appending it does then.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstVersion } from '../../../src/core/editing.ts';
import type { Field, TableSchema } from '../../../src/core/schema.ts';
import { columnOf, isMissing, type Column, type Table } from '../../../src/core/table.ts';
import { checkBatch } from '../../../src/data/jobs/batch-check.ts';
import { fit } from '../../../src/data/jobs/batches.ts';
import type { Job } from '../../../src/data/jobs/job.ts';
import type { LeaveOut } from '../../../src/data/protocol.ts';
import { Shelf } from '../../../src/data/shelf.ts';

const field = (name: string, part: Partial<Field>): Field => ({
  name,
  kind: 'number',
  role: 'feature',
  optional: false,
  min: null,
  max: null,
  categories: null,
  ...part,
});
const schema: TableSchema = {
  v: 1,
  fields: [
    field('size', { min: 0, max: 10 }),
    field('colour', { kind: 'category', categories: ['red', 'green'] }),
    field('note', { optional: true, kind: 'boolean' }),
  ],
  image: null,
};

const texts = (name: string, cells: readonly string[]): Column => {
  const levels = [...new Set(cells.filter((cell) => cell !== ''))];
  return { name, kind: 'category', levels, codes: Int32Array.from(cells, (cell) => levels.indexOf(cell)) };
};
const tableOf = (...columns: Column[]): Table => ({
  rows: columns[0]!.kind === 'category' ? columns[0]!.codes.length : columns[0]!.values.length,
  columns,
});

/** What comes of it in the worker. */
function fitted(table: Table, leaveOut: LeaveOut): Table | string {
  const shelf = new Shelf();
  const item = { name: 'batch', version: firstVersion(table), schema, split: null };
  shelf.put('version', item);
  shelf.put('batch', item);
  try {
    const request = { key: 'version', other: 'batch', newKey: 'fit', leaveOut };
    void fit(request, shelf, {} as Parameters<Job<'fit'>>[2]);
    return shelf.get('fit').version.table;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

describe('a batch, before it is appended', () => {
  const batch = tableOf(
    texts('size', ['1', '', 'many', '99', '5']),
    texts('colour', ['red', 'red', 'green', 'red', 'blue']),
  );

  it('counts rows of each way: all, without unreadable and missing cells, only what fits', () => {
    expect(checkBatch(schema, batch)).toMatchObject({
      rows: 5,
      fits: false,
      missing: [],
      ways: {
        none: { rows: 5, canBe: false },
        unreadable: { rows: 3, canBe: true },
        all: { rows: 1, canBe: true },
      },
    });
    const kept = fitted(batch, 'unreadable');
    if (typeof kept === 'string') throw new Error(kept);
    expect(columnOf(kept, 'size')).toMatchObject({ values: Float64Array.of(1, 99, 5) });
    expect(isMissing(columnOf(kept, 'colour'), 2)).toBe(false);
  });

  it('cannot be appended in any way where a column is missing that must be there', () => {
    const found = checkBatch(schema, tableOf(texts('size', ['1', '2'])));
    expect(found.missing).toEqual(['colour']);
    expect(Object.values(found.ways).map(({ canBe }) => canBe)).toEqual([false, false, false]);
  });

  it('says beforehand what comes of every way', () => {
    const cell = fc.constantFrom('', '1', '3.5', '42', 'many', 'red', 'blue');
    const batches = fc
      .record({
        rows: fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }),
        names: fc.constantFrom(
          ['size', 'colour', 'note'],
          ['size', 'colour'],
          ['note', 'size'],
          ['size', 'x'],
        ),
      })
      .map(({ rows, names }) =>
        tableOf(
          ...names.map((name, i) =>
            texts(
              name,
              rows.map((row) => row[i]!),
            ),
          ),
        ),
      );
    fc.assert(
      fc.property(batches, fc.constantFrom<LeaveOut>('none', 'unreadable', 'all'), (table, leaveOut) => {
        const { rows, canBe } = checkBatch(schema, table).ways[leaveOut];
        const result = fitted(table, leaveOut);
        if (canBe) expect(result).toMatchObject({ rows });
        else expect(typeof result).toBe('string');
      }),
    );
  });
});
