// A data version as one table and back, so that ids and parts are stored beside the cells.

import { AppError } from './errors.ts';
import { part } from './split.ts';
import { isCategory, type Column, type Table } from './table.ts';
import type { VersionTable } from './version-table.ts';

const idName = '\u0000id';
const partName = '\u0000part';

/** Names that a data column may not have: packed versions keep ids and parts under them. */
export const isHiddenName = (name: string): boolean => name.startsWith('\u0000');

/**
 * A version as one table, with its ids and parts as whole-number columns at the end, for the table store.
 * @throws AppError 'bad-input' when a data column has such a name.
 */
export function packVersion({ table, ids, parts }: VersionTable): Table {
  const hidden = table.columns.find(({ name }) => isHiddenName(name));
  if (hidden)
    throw new AppError(
      'bad-input',
      `A column's name begins with a NUL character ("${hidden.name.slice(1)}" follows), which the page keeps for itself. ` +
        'Nothing was saved; rename the column.',
    );
  const columns: Column[] = [...table.columns, { name: idName, kind: 'integer', values: ids }];
  if (parts) columns.push({ name: partName, kind: 'integer', values: Float64Array.from(parts) });
  return { rows: table.rows, columns };
}

const damaged = (what: string): AppError =>
  new AppError(
    'corrupt',
    `The stored rows of this data version are damaged (${what}). Other versions are safe; open one of them.`,
  );

/** What `packVersion` packed. @throws AppError 'corrupt' when its ids or parts cannot be so. */
export function unpackVersion(packed: Table, nextId: number): VersionTable {
  const ids = hiddenValues(packed, idName);
  if (!ids) throw damaged('the ids are not there');
  const seen = new Set<number>();
  for (const id of ids) {
    if (!Number.isInteger(id) || id < 0 || id >= nextId) throw damaged(`${id} is no id of it`);
    seen.add(id);
  }
  if (seen.size !== ids.length) throw damaged('two rows have the same id');
  const values = hiddenValues(packed, partName);
  if (values?.some((value) => value !== part.train && value !== part.test && value !== part.gap))
    throw damaged('a row is in an unknown part');
  const columns = packed.columns.filter(({ name }) => !isHiddenName(name));
  return {
    table: { rows: packed.rows, columns },
    ids,
    parts: values ? Uint8Array.from(values) : null,
    nextId,
  };
}

function hiddenValues({ columns }: Table, name: string): Float64Array | null {
  const column = columns.find((candidate) => candidate.name === name);
  return column && !isCategory(column) ? column.values : null;
}
