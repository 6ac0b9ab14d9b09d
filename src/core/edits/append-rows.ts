import { defineEdit } from '../edit.ts';
import { sizeOf, widened } from '../edit-columns.ts';
import { refusal, rowsText } from '../edit-rows.ts';
import { fieldOf, type TableSchema } from '../schema.ts';
import {
  isCategory,
  isMissing,
  type CategoryColumn,
  type Column,
  type NumberColumn,
  type Table,
} from '../table.ts';

const blank = (column: Column): boolean => {
  for (let row = 0; row < sizeOf(column); row++) if (!isMissing(column, row)) return false;
  return true;
};

/** Why cells cannot go below a column's own, in words; null when they can. */
function misfit(column: Column, added: Column): string | null {
  if (column.kind === added.kind || blank(added)) return null;
  const odd = (does: (value: number) => boolean, wanted: string): string | null => {
    if (isCategory(added)) return `"${added.name}" holds texts, not ${wanted}`;
    const row = added.values.findIndex((value) => !Number.isNaN(value) && !does(value));
    return row < 0 ? null : `"${added.name}" holds ${added.values[row]} in row ${row + 1}, not ${wanted}`;
  };
  const numeric = added.kind === 'number' || added.kind === 'integer' || added.kind === 'boolean';
  if (column.kind === 'number' && numeric) return null;
  if (column.kind === 'integer' && numeric) return odd(Number.isInteger, 'whole numbers');
  if (column.kind === 'boolean' && numeric)
    return odd((value) => value === 0 || value === 1, 'true and false');
  return `"${added.name}" is of kind ${added.kind}, not ${column.kind}`;
}

function joinedTexts(column: CategoryColumn, added: Column, rows: number): CategoryColumn {
  const before = column.codes.length;
  const codes = new Int32Array(before + rows).fill(-1);
  codes.set(column.codes);
  if (!isCategory(added)) return { ...column, codes };
  const levels = [...column.levels];
  const known = new Map(levels.map((level, code) => [level, code]));
  // Looked up on first use: a level that no row has is not taken over.
  const translated = new Int32Array(added.levels.length).fill(-1);
  added.codes.forEach((code, row) => {
    if (code < 0) return;
    if (translated[code]! < 0) {
      const level = added.levels[code]!;
      if (!known.has(level)) known.set(level, levels.push(level) - 1);
      translated[code] = known.get(level)!;
    }
    codes[before + row] = translated[code]!;
  });
  return { ...column, codes, levels };
}

function joinedNumbers(column: NumberColumn, added: Column, rows: number): NumberColumn {
  const before = column.values.length;
  const values = new Float64Array(before + rows).fill(NaN);
  values.set(column.values);
  if (!isCategory(added)) values.set(added.values, before);
  return { ...column, values };
}

/** Everything that keeps the other table's rows from going below this one's. */
function misfits(table: Table, other: Table): string[] {
  const named = new Map(other.columns.map((column) => [column.name, column]));
  const found: string[] = [];
  for (const column of table.columns) {
    const added = named.get(column.name);
    const problem = added ? misfit(column, added) : `"${column.name}" is missing`;
    if (problem) found.push(problem);
    named.delete(column.name);
  }
  for (const name of named.keys()) found.push(`"${name}" is a column that this table does not have`);
  return found;
}

export default defineEdit({
  id: 'append-rows',
  label: 'Append a batch',
  about:
    'Puts the rows of another table below. Columns are found by name; new categories and wider ranges are allowed from then on.',
  group: 'tables',
  picks: 'no',
  needsOther: true,
  params: {},
  apply(input) {
    const { table, schema, other } = input;
    if (!other || other.table.rows === 0) throw refusal('The other table has no rows.');
    const added = other.table;
    const found = misfits(table, added);
    if (found.length > 0)
      throw refusal(
        `The rows do not fit: ${found.slice(0, 20).join('; ')}${found.length > 20 ? `; and ${found.length - 20} more` : ''}. ` +
          'Rename, drop or derive columns of the other table first.',
      );
    const byName = new Map(added.columns.map((column) => [column.name, column]));
    const columns = table.columns.map((column) => {
      const below = byName.get(column.name)!;
      return isCategory(column)
        ? joinedTexts(column, below, added.rows)
        : joinedNumbers(column, below, added.rows);
    });
    const wide = columns.reduce<TableSchema>(widened, schema);
    const wider = wide.fields.filter(
      (field) => JSON.stringify(field) !== JSON.stringify(fieldOf(schema, field.name)),
    );
    return {
      table: { rows: table.rows + added.rows, columns },
      from: Int32Array.from({ length: table.rows + added.rows }, (_, row) => (row < table.rows ? row : -1)),
      schema: wide,
      summary:
        `appended ${rowsText(added.rows)}` +
        (wider.length > 0 ? `; ${wider.map(({ name }) => name).join(', ')} now may hold more` : ''),
    };
  },
});
