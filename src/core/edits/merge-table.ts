import { defineEdit } from '../edit.ts';
import { chosenColumn, columnParam } from '../edit-columns.ts';
import { refusal, rowsText, sameRows, textParam } from '../edit-rows.ts';
import { fieldOf, type Field, type TableSchema } from '../schema.ts';
import { cellText, isCategory, takeRows, type Column, type Table } from '../table.ts';
import { countText } from '../wording.ts';

type Key = string | number;

/** Key of each row: text or value; null where missing, which matches nothing. */
const keyAt = (column: Column, row: number): Key | null => {
  if (isCategory(column)) return column.levels[column.codes[row]!] ?? null;
  const value = column.values[row]!;
  return Number.isNaN(value) ? null : value;
};

const numeric = (column: Column): boolean => column.kind === 'number' || column.kind === 'integer';

/** For every row of `table` the row of `other` with the same key, or −1. */
function matches(key: Column, rows: number, otherKey: Column, otherRows: number): Int32Array {
  const rowOf = new Map<Key, number>();
  for (let row = 0; row < otherRows; row++) {
    const found = keyAt(otherKey, row);
    if (found === null) continue;
    const earlier = rowOf.get(found);
    if (earlier !== undefined)
      throw refusal(
        `The other table has "${cellText(otherKey, row)}" twice in "${otherKey.name}" (rows ${earlier + 1} and ${row + 1}), ` +
          'so a row here would match several. Drop its duplicates first.',
      );
    rowOf.set(found, row);
  }
  return Int32Array.from({ length: rows }, (_, row) => rowOf.get(keyAt(key, row) ?? NaN) ?? -1);
}

/** A field as it comes in: roles that a table has once stay with the table that has them. */
function incoming(field: Field, schema: TableSchema, gaps: boolean): Field {
  const single =
    field.role === 'target' || field.role === 'time' || field.role === 'weight' || field.role === 'group';
  const taken = single && schema.fields.some(({ role }) => role === field.role);
  return {
    ...field,
    kind: field.kind === 'image' ? 'number' : field.kind,
    role: taken ? 'feature' : field.role,
    optional: field.optional || gaps,
  };
}

function newColumns(table: Table, other: Table, otherKey: Column): Table {
  const columns = other.columns.filter((column) => column !== otherKey);
  if (columns.length === 0) throw refusal(`The other table has no column besides "${otherKey.name}".`);
  const taken = columns.filter(({ name }) => table.columns.some((column) => column.name === name));
  if (taken.length > 0)
    throw refusal(
      `Both tables have ${taken.map(({ name }) => `"${name}"`).join(', ')}. Rename or drop them in one of the two first.`,
    );
  return { rows: other.rows, columns };
}

/** A left join, many to one: every row here stays, once. */
export default defineEdit({
  id: 'merge-table',
  label: 'Merge a table',
  about: 'Looks every row up in another table by a key and takes over its other columns.',
  group: 'tables',
  picks: 'no',
  needsOther: true,
  params: {
    key: columnParam('Key', 'The column of this table that is looked up.', [
      'category',
      'number',
      'integer',
      'time',
    ]),
    otherKey: {
      type: 'text',
      label: 'Key in the other table',
      help: 'The column in which it is looked up. Empty: it has the same name.',
      maxLength: 200,
      default: '',
    },
  },
  apply(input) {
    const { table, schema, other, params } = input;
    if (!other) throw refusal('There is no other table.');
    const key = chosenColumn(table, params['key'], ['category', 'number', 'integer', 'time']);
    const otherName = textParam(params, 'otherKey') || key.name;
    const otherKey = other.table.columns.find((column) => column.name === otherName);
    if (!otherKey) throw refusal(`The other table has no column "${otherName}".`);
    if (key.kind !== otherKey.kind && !(numeric(key) && numeric(otherKey)))
      throw refusal(
        `"${key.name}" is of kind ${key.kind} here and "${otherName}" of kind ${otherKey.kind} there, so nothing can match.`,
      );
    const added = newColumns(table, other.table, otherKey);
    const rows = matches(key, table.rows, otherKey, other.table.rows);
    const unmatched = rows.reduce((count, row) => count + Number(row < 0), 0);
    if (unmatched === table.rows)
      throw refusal(`No row's "${key.name}" is in the other table's "${otherName}".`);
    const fields = added.columns.map(({ name }) =>
      incoming(fieldOf(other.schema, name), schema, unmatched > 0),
    );
    return {
      table: { rows: table.rows, columns: [...table.columns, ...takeRows(added, rows).columns] },
      from: sameRows(table.rows),
      schema: { ...schema, fields: [...schema.fields, ...fields] },
      summary:
        `merged ${countText(fields.length)} column${fields.length === 1 ? '' : 's'} by ${key.name} into ${rowsText(table.rows - unmatched)}` +
        (unmatched > 0 ? `; ${rowsText(unmatched)} found no match` : ''),
    };
  },
});
