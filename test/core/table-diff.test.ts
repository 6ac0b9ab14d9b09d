import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit, firstVersion, inOrder } from '../../src/core/editing.ts';
import { edits } from '../../src/core/edits/index.ts';
import { defaults, type ParamValues } from '../../src/core/params.ts';
import { Random } from '../../src/core/random.ts';
import type { Table } from '../../src/core/table.ts';
import { diffVersions } from '../../src/core/table-diff.ts';
import type { VersionTable } from '../../src/core/version-table.ts';
import { schemaOf } from './edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

const table = tableOf(
  numberColumn('x', [1, null, 0, 4]),
  categoryColumn('w', ['a', 'b', null, 'a']),
  numberColumn('at', [0, 0, 0, 60_000], 'time'),
);
const start = firstVersion(table);
const after = (
  version: VersionTable,
  id: string,
  params: ParamValues,
  rows: number[] | null = null,
  other?: Table,
) => {
  const kind = edits.get(id);
  const order = {
    params: { ...defaults(kind.params), ...params },
    rows: rows && Int32Array.from(rows),
    other: other ? { table: other, schema: schemaOf(other) } : null,
    split: null,
  };
  return applyEdit(version, schemaOf(version.table), kind, order, 3);
};

describe('the difference of two versions', () => {
  it('has the rows and cells that changed, by id, wherever they stand', () => {
    const fixed = after(start, 'fix-cells', { column: 'w', value: 'c' }, [0, 2]).version;
    const fewer = after(fixed, 'delete-rows', {}, [1]).version;
    const turned = inOrder(fewer, Int32Array.of(2, 1, 0));
    const more = after(turned, 'append-rows', {}, null, tableOf(...table.columns)).version;
    const diff = diffVersions(start, more);
    expect(diff).toMatchObject({ rowsBefore: 4, rowsAfter: 7, reordered: true });
    expect(Array.from(diff.added)).toEqual([3, 4, 5, 6]);
    expect(Array.from(diff.removed)).toEqual([1]);
    expect(Array.from(diff.changed)).toEqual([1, 2]);
    expect(diff.changedCells).toEqual([{ column: 'w', cells: 2 }]);
    expect(diff.cells).toEqual([
      { id: 2, rowA: 2, rowB: 1, column: 'w', before: '', after: 'c' },
      { id: 0, rowA: 0, rowB: 2, column: 'w', before: 'a', after: 'c' },
    ]);
  });

  it('tells columns added, removed, renamed and of another kind', () => {
    const renamed = after(start, 'rename-column', { column: 'w', name: 'word' }).version;
    const derived = after(renamed, 'derive-column', { name: 'y', formula: 'x + 1' }).version;
    const diff = diffVersions(start, after(derived, 'drop-column', { column: 'at' }).version);
    expect(diff.columnsRenamed).toEqual([{ from: 'w', to: 'word' }]);
    expect(diff.columnsAdded).toEqual(['y']);
    expect(diff.columnsRemoved).toEqual(['at']);
    expect(diff.changed).toHaveLength(0);
    const whole = firstVersion(tableOf(numberColumn('x', [1, 2], 'integer'), numberColumn('c', [1, 2])));
    const other = firstVersion(tableOf(numberColumn('x', [1, 2.5]), categoryColumn('c', ['1', 'two'])));
    const kinds = diffVersions(whole, other);
    expect(kinds.kindsChanged).toEqual([
      { column: 'x', from: 'integer', to: 'number' },
      { column: 'c', from: 'number', to: 'category' },
    ]);
    expect(kinds.cells.map(({ before, after: now }) => [before, now])).toEqual([
      ['2', '2.5'],
      ['2', 'two'],
    ]);
  });

  it('shows what the usual text of a cell does not', () => {
    const late = firstVersion(
      tableOf(
        numberColumn('x', [1, null, -0, 4]),
        table.columns[1]!,
        numberColumn('at', [1, 0, 0, 60_000], 'time'),
      ),
    );
    expect(diffVersions(start, late).cells.map(({ before, after: now }) => [before, now])).toEqual([
      ['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.001Z'],
      ['0', '-0'],
    ]);
  });

  it('shows the first cells by row, not all of one column', () => {
    const many = Array.from({ length: 50 }, (_, i) => i);
    const one = firstVersion(tableOf(numberColumn('p', many), numberColumn('q', many)));
    const two = firstVersion(
      tableOf(
        numberColumn(
          'p',
          many.map((v) => v + 1),
        ),
        numberColumn(
          'q',
          many.map((v) => v + 1),
        ),
      ),
    );
    const diff = diffVersions(one, two, 3);
    expect(diff.cells.map(({ rowB, column }) => `${rowB}${column}`)).toEqual(['0p', '0q', '1p']);
    expect(diff.changedCells).toEqual([
      { column: 'p', cells: 50 },
      { column: 'q', cells: 50 },
    ]);
  });

  it('is empty between a version and itself, however its texts are numbered', () => {
    const cell = fc.tuple(fc.double(), fc.constantFrom('a', 'b', null, '__proto__'));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 20 }), fc.integer({ min: 0, max: 2 ** 45 }), (rows, base) => {
        const words = rows.map(([, word]) => word);
        const version = (levels?: string[]): VersionTable => ({
          table: tableOf(
            numberColumn(
              'x',
              rows.map(([x]) => x),
            ),
            categoryColumn('w', words, levels),
          ),
          ids: Float64Array.from(rows, (_, row) => base + row * 1000),
          parts: null,
          nextId: 2 ** 46,
        });
        const diff = diffVersions(version(), version(['unused', '__proto__', 'b', 'a']));
        expect(diff).toEqual({
          rowsBefore: rows.length,
          rowsAfter: rows.length,
          added: new Int32Array(0),
          removed: new Int32Array(0),
          changed: new Int32Array(0),
          reordered: false,
          columnsAdded: [],
          columnsRemoved: [],
          columnsRenamed: [],
          kindsChanged: [],
          changedCells: [],
          cells: [],
        });
      }),
    );
  });

  it('agrees with what the edits say they did', () => {
    const random = new Random(5);
    const rows = 500;
    const big = firstVersion(
      tableOf(
        numberColumn(
          'x',
          Array.from({ length: rows }, () => random.normal()),
        ),
        categoryColumn(
          'w',
          Array.from({ length: rows }, () => 'abc'[random.integer(3)]!),
        ),
      ),
    );
    const counted = (summary: string): number => Number(/(\d+) (?:rows|values)/.exec(summary)?.[1]);
    const cellEdits: [string, ParamValues][] = [
      ['inject-missing', { column: 'x', share: 0.3 }],
      ['change-unit', { column: 'x', share: 0.4 }],
      ['label-noise', { column: 'w', share: 0.2 }],
      ['shift-mean', { column: 'x', fromRow: 400 }],
      ['new-category', { column: 'w' }],
      ['relabel', { column: 'w', from: 'a', to: 'b' }],
      ['fix-cells', { column: 'x', value: '0', where: "w == 'b'" }],
    ];
    for (const [id, params] of cellEdits) {
      const { version, summary } = after(big, id, params);
      const diff = diffVersions(big, version);
      expect(diff.changed.length, summary).toBe(counted(summary));
      expect(diff.changedCells, summary).toEqual([{ column: params['column'], cells: counted(summary) }]);
    }
    const deleted = after(big, 'delete-rows', { where: "w == 'c'" });
    expect(diffVersions(big, deleted.version).removed.length).toBe(counted(deleted.summary));
    const appended = after(big, 'append-rows', {}, null, big.table);
    expect(diffVersions(big, appended.version).added.length).toBe(counted(appended.summary));
  });

  it('takes a moment for many rows', () => {
    const rows = 100_000;
    const columns = Array.from({ length: 20 }, (_, i) =>
      i % 4 === 3
        ? ({
            name: `c${i}`,
            kind: 'category',
            codes: Int32Array.from({ length: rows }, (_v, row) => row % 5),
            levels: ['a', 'b', 'c', 'd', 'e'],
          } as const)
        : ({
            name: `c${i}`,
            kind: 'number',
            values: Float64Array.from({ length: rows }, (_v, row) => row % (i + 7)),
          } as const),
    );
    const one = firstVersion({ rows, columns });
    // All columns copied, and one changed in every hundredth row.
    const copied = columns.map((column) => structuredClone(column));
    const [first] = copied;
    if (first?.kind === 'number') for (let row = 0; row < rows; row += 100) first.values[row]! += 0.5;
    const started = performance.now();
    const diff = diffVersions(one, firstVersion({ rows, columns: copied }));
    const took = performance.now() - started;
    expect(diff.changedCells).toEqual([{ column: 'c0', cells: 1000 }]);
    expect(diff.cells).toHaveLength(100);
    expect(took).toBeLessThan(1500);
  });
});
