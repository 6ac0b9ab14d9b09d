import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.ts';
import { mixStreams, newShareAt, type Change } from '../../../src/core/streams/mixing.ts';
import type { Table } from '../../../src/core/table.ts';
import streams from '../../fixtures/core/streams.json' with { type: 'json' };
import { Replay, cells } from '../datasets/generated.ts';

/** Rows that say where they are from: the n-th of `before` is n, of `after` 1000 + n. */
const numbered = (from: number, rows: number, level: string, name = 'n'): Table => ({
  rows,
  columns: [
    { name, kind: 'number', values: Float64Array.from({ length: rows }, (_, i) => from + i) },
    {
      name: 'kind',
      kind: 'category',
      codes: new Int32Array(rows).fill(level === 'old' ? 0 : 1),
      levels: ['old', 'new'],
    },
  ],
});
const [before, after] = [numbered(0, 300, 'old'), numbered(1000, 300, 'new')];
const which = (change: Change, rows = 12): number[] =>
  Array.from(cells(mixStreams(before, after, rows, change, new Random(1)), 'kind'));

describe('mixStreams', () => {
  it('takes the rows that River’s ConceptDriftStream takes, by its coins', () => {
    const { position, width, draws, which: taken } = streams.concept_drift;
    // River draws a coin for every row, here none is drawn where the share is 0 or 1 to the last bit.
    const change = { kind: 'gradual', at: position, width } as const;
    expect(draws.every((_, row) => newShareAt(change, row) > 0 && newShareAt(change, row) < 1)).toBe(true);
    const random = new Replay(draws);
    const table = mixStreams(before, after, taken.length, change, random);
    expect(random.used).toBe(draws.length);
    expect(Array.from(cells(table, 'kind'))).toEqual(taken);
    const used = [0, 1000];
    expect(Array.from(cells(table, 'n'))).toEqual(taken.map((source) => used[source]!++));
  });

  it('changes abruptly, to and fro, or for a short while', () => {
    expect(which({ kind: 'abrupt', at: 5 })).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);
    expect(which({ kind: 'recurring', at: 2, rows: 3 })).toEqual([0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0]);
    expect(which({ kind: 'blip', at: 4, rows: 2 })).toEqual([0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0]);
  });

  it('refuses streams that are too short, or of other columns', () => {
    const change: Change = { kind: 'abrupt', at: 100 };
    expect(() => mixStreams(before, after, 401, change, new Random(1))).toThrow(
      /after the change has 300 rows; 301/,
    );
    expect(mixStreams(before, after, 400, change, new Random(1)).rows).toBe(400);
    const renamed = numbered(0, 300, 'new', '__proto__');
    expect(() => mixStreams(before, renamed, 10, change, new Random(1))).toThrow(/Column 1.*"n"/);
    const fewer = { ...after, columns: after.columns.slice(0, 1) };
    expect(() => mixStreams(before, fewer, 10, change, new Random(1))).toThrow(/2 and 1 columns/);
    const relabelled = {
      ...after,
      columns: after.columns.map((column) =>
        column.kind === 'category' ? { ...column, levels: ['new', 'old'] } : column,
      ),
    };
    expect(() => mixStreams(before, relabelled, 10, change, new Random(1))).toThrow(/"kind"/);
  });
});
