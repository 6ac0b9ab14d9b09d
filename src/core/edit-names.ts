// Names that a new or renamed column may have.

import { refusal } from './edit-rows.ts';
import type { Table } from './table.ts';
import { isHiddenName } from './version-table-packing.ts';

/** @throws AppError 'bad-input' for a name that is empty, taken, or kept for the page itself. */
export function newName(table: Table, typed: string): string {
  const name = typed.trim();
  if (name === '') throw refusal('The column needs a name.');
  if (isHiddenName(name)) throw refusal('The name begins with a NUL character. Choose another name.');
  if (table.columns.some((column) => column.name === name))
    throw refusal(`There already is a column "${name}". Choose another name.`);
  return name;
}
