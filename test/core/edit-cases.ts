// Edits applied to small tables, as their tests need it.

import type { EditInput, EditKind, EditResult } from '../../src/core/edit.ts';
import { AppError } from '../../src/core/errors.ts';
import { defaults, type ParamValues } from '../../src/core/params.ts';
import { Random } from '../../src/core/random.ts';
import type { Field, TableSchema } from '../../src/core/schema.ts';
import { cellText, columnOf, type Table } from '../../src/core/table.ts';

export function schemaOf(table: Table, fields: Readonly<Record<string, Partial<Field>>> = {}): TableSchema {
  return {
    v: 1,
    fields: table.columns.map(({ name, kind }) => ({
      name,
      kind,
      role: 'feature',
      optional: true,
      min: null,
      max: null,
      categories: null,
      ...(Object.hasOwn(fields, name) ? fields[name] : {}),
    })),
    image: null,
  };
}

interface Case {
  readonly params?: ParamValues;
  readonly rows?: readonly number[];
  readonly other?: Table;
  readonly schema?: TableSchema;
  readonly seed?: number;
}

function inputOf(kind: EditKind, table: Table, given: Case = {}): EditInput {
  return {
    table,
    schema: given.schema ?? schemaOf(table),
    params: { ...defaults(kind.params), ...given.params },
    rows: given.rows ? Int32Array.from(given.rows) : null,
    other: given.other ? { table: given.other, schema: schemaOf(given.other) } : null,
    random: new Random(given.seed ?? 1),
  };
}

export const applied = (kind: EditKind, table: Table, given: Case = {}): EditResult =>
  kind.apply(inputOf(kind, table, given));

/** Why an edit is refused, which it must be with an error for people. */
export function refusalOf(kind: EditKind, table: Table, given: Case = {}): string {
  try {
    applied(kind, table, given);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'bad-input') throw error;
    if (!error.message.includes('Nothing was changed'))
      throw new Error(`Not said to be safe: ${error.message}`);
    return error.message;
  }
  throw new Error('The edit was not refused.');
}

/** The cells of a column as texts. */
export function cells(table: Table, name: string): string[] {
  const column = columnOf(table, name);
  return Array.from({ length: table.rows }, (_, row) => cellText(column, row));
}
