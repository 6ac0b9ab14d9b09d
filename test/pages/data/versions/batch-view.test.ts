// Which ways of appending a batch are offered, with their rows, and why one can't be taken.

import { expect, it } from 'vitest';
import type { BatchCheck } from '../../../../src/data/protocol.ts';
import { offeredWays } from '../../../../src/pages/data/versions/batch-view.ts';

/** Rows of 150 that each way keeps; 0 to the last: none can be read. */
function batch(all: number, unreadable: number, missing: string[] = [], wrongKind = false): BatchCheck {
  const way = (rows: number, isBlocked = false) => ({
    rows,
    canBe: rows > 0 && missing.length === 0 && !isBlocked,
  });
  return {
    rows: 150,
    fits: false,
    violations: [],
    missing,
    ways: { none: way(150, wrongKind), unreadable: way(unreadable), all: way(all) },
  };
}
const offered = (check: BatchCheck) =>
  offeredWays(check, 2).map(({ leaveOut, label, reason, isFirst }) => [leaveOut, label, reason, isFirst]);

it('offers a middle way where some rows cannot be read and others only break a rule', () => {
  expect(offered(batch(11, 140, [], true))).toEqual([
    ['all', 'Append only the rows that fit (11 of 150)', null, false],
    ['unreadable', 'Append the rows that can be read (140 of 150)', null, true],
    ['none', 'Append all 150 rows', expect.stringContaining('cannot be read'), false],
  ]);
});

it('does not offer the same rows twice', () => {
  expect(offered(batch(11, 150)).map(([way]) => way)).toEqual(['all', 'none']);
  expect(offered(batch(11, 11, [], true)).map(([way]) => way)).toEqual(['all', 'none']);
  // An unknown column alone leaves every row as it is.
  expect(offered(batch(150, 150))).toEqual([['none', 'Append all 150 rows', null, true]]);
});

it('says once why nothing can be appended', () => {
  expect(offered(batch(11, 140, ['size']))).toEqual([
    ['none', 'Append all 150 rows', expect.stringMatching(/“size” is missing .* data v2 needs it/), false],
  ]);
  expect(offered(batch(11, 140, ['a', 'b', 'c', 'd', 'e', 'f']))[0]![2]).toMatch(/and 1 more are missing/);
  expect(offered(batch(0, 0, [], true)).map(([, , reason]) => reason)).toEqual([
    'No row would be left.',
    expect.stringContaining('cannot be read'),
  ]);
});
