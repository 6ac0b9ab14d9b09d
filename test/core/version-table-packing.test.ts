import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { firstVersion } from '../../src/core/editing.ts';
import { isHiddenName, packVersion, unpackVersion } from '../../src/core/version-table-packing.ts';
import type { VersionTable } from '../../src/core/version-table.ts';
import { decodeTable, encodeTable } from '../../src/exchange/compact.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

const table = tableOf(numberColumn('x', [1, null, 3]), categoryColumn('__proto__', ['a', null, 'b']));
const version: VersionTable = {
  table,
  ids: Float64Array.of(7, 0, 2 ** 40),
  parts: Uint8Array.of(0, 1, 2),
  nextId: 2 ** 41,
};
const ids = (...values: number[]) => numberColumn('\u0000id', values, 'integer');

describe('a packed version', () => {
  it('comes back through the table store as it was', async () => {
    for (const one of [
      version,
      { ...version, parts: null },
      firstVersion(table),
      firstVersion({ rows: 0, columns: [] }),
    ])
      expect(unpackVersion(await decodeTable(await encodeTable(packVersion(one))), one.nextId)).toEqual(one);
  });

  it('refuses a data column with a hidden name', () => {
    expect(isHiddenName('\u0000id') && !isHiddenName('id')).toBe(true);
    const clash = firstVersion(tableOf(numberColumn('\u0000id', [1])));
    expect(() => packVersion(clash)).toThrow(/keeps for itself/);
  });

  it.each([
    [tableOf(numberColumn('x', [1])), 'ids are not there'],
    [tableOf(categoryColumn('\u0000id', ['a'])), 'ids are not there'],
    [tableOf(ids(0, 0)), 'same id'],
    [tableOf(ids(0, 5)), '5 is no id'],
    [tableOf(ids(0, 0.5)), '0.5 is no id'],
    [tableOf(ids(0, -1)), '-1 is no id'],
    [tableOf(ids(0), numberColumn('\u0000part', [3])), 'unknown part'],
    [tableOf(ids(0), numberColumn('\u0000part', [null])), 'unknown part'],
  ])('that is damaged is named: %#', (packed, why) => {
    let thrown: unknown;
    try {
      unpackVersion(packed, 5);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(AppError);
    expect((thrown as AppError).code).toBe('corrupt');
    expect((thrown as AppError).message).toContain(why);
  });
});
