// Which rows drift is sought in, and what is said of it.

import { expect, it } from 'vitest';
import { driftReport } from '../../../../src/core/drift-report.ts';
import { diffVersions } from '../../../../src/core/table-diff.ts';
import type { VersionTable } from '../../../../src/core/version-table.ts';
import { cellRows, driftSentences, scopeOf } from '../../../../src/pages/data/versions/compare-view.ts';
import { schemaOf } from '../../../core/edit-cases.ts';
import { numberColumn, tableOf } from '../../../fixtures/core/reference.ts';

const versionOf = (ids: number[], values: number[]): VersionTable => ({
  table: tableOf(numberColumn('size', values)),
  ids: Float64Array.from(ids),
  parts: null,
  nextId: 1000,
});
const before = versionOf([0, 1, 2], [1, 2, 3]);

it('after an append drift is sought in the new rows alone, otherwise in all', () => {
  expect(scopeOf(diffVersions(before, versionOf([0, 1, 2, 7], [1, 2, 3, 4])))).toBe('new');
  expect(scopeOf(diffVersions(before, versionOf([0, 1], [1, 2])))).toBe('all');
  expect(scopeOf(diffVersions(before, versionOf([5, 6, 7], [1, 2, 3])))).toBe('all');
  expect(scopeOf(diffVersions(before, versionOf([0, 1, 2], [1, 2, 9])))).toBe('all');
});

it('a batch is said to be compared with the rows before it', async () => {
  const batch = tableOf(numberColumn('size', [4]));
  const report = await driftReport(before.table, batch, schemaOf(before.table));
  expect(driftSentences(report, true)[0]).toContain('(1 new row against the 3 before it).');
  expect(driftSentences(report, false)[0]).toContain('(3 rows against 1).');
});

it('a changed cell is named by the number that its row has for life', () => {
  const diff = diffVersions(versionOf([4, 9], [1, 2]), versionOf([9, 4], [7, 1]));
  expect(cellRows(diff).rows).toEqual([{ row: '10', column: 'size', before: '2', after: '7' }]);
});
