import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { part } from '../../src/core/split.ts';
import { rowsOfVersion } from '../../src/core/version-rows.ts';
import { numberColumn, tableOf } from '../fixtures/core/reference.ts';

const versionOf = (ids: number[], parts: number[] | null, nextId: number) => ({
  table: tableOf(numberColumn('x', ids)),
  ids: Float64Array.from(ids),
  parts: parts && Uint8Array.from(parts),
  nextId,
});

describe('rows of a version to learn from', () => {
  it('leaves out test rows, gap rows, and rows that the stream keeps or has not brought', () => {
    const parts = [part.train, part.test, part.gap, part.train, part.train, part.train];
    const version = versionOf([0, 1, 2, 3, 7, 100], parts, 101);
    const stream = Float64Array.from({ length: 10 }, (_, row) => row);
    expect([...rowsOfVersion(version, stream, 5)]).toEqual([0, 3, 5]);
    expect([...rowsOfVersion(version, stream, 0)]).toEqual([5]);
    expect([...rowsOfVersion({ ...version, parts: null }, stream, 10)]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('never gives a row of the stream from the border on, in whatever order and under whatever names', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 60 }),
        fc.nat(70),
        fc.boolean(),
        (ids, from, split) => {
          const stream = Float64Array.from(ids);
          const kept = ids.filter((_, i) => i % 3 !== 0).reverse();
          const all = [...kept, 300, 301];
          const version = versionOf(all, split ? all.map((id) => id % 2) : null, 302);
          const rows = rowsOfVersion(version, stream, from);
          const forbidden = new Set(ids.slice(from));
          const expected = all.flatMap((id, row) =>
            forbidden.has(id) || (split && id % 2 === part.test) ? [] : [row],
          );
          expect([...rows]).toEqual(expected);
        },
      ),
    );
  });
});
