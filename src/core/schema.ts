// What a table's columns mean, and what their cells may hold. Saved with every data version; later batches are checked
// against it (schema-check.ts). Guessing one from a table: schema-inference.ts.

import type { ColumnKind } from './table.ts';

/** What a person calls a column's kind. `text` and `identifier` are held as categories, `image` as one number per pixel. */
export const fieldKinds = [
  'number',
  'integer',
  'category',
  'boolean',
  'time',
  'text',
  'identifier',
  'image',
] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** What a person calls a kind within a sentence. */
export const kindWords: Readonly<Record<FieldKind, string>> = {
  number: 'a number',
  integer: 'a whole number',
  category: 'a category',
  boolean: 'true or false',
  time: 'a date or time',
  text: 'free text',
  identifier: 'an identifier',
  image: 'a pixel',
};

export const fieldRoles = ['feature', 'target', 'time', 'weight', 'group', 'ignore'] as const;
export type FieldRole = (typeof fieldRoles)[number];

export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  readonly role: FieldRole;
  /** Cells may be missing. */
  readonly optional: boolean;
  /** Allowed range, both ends included; null: unbounded. Of numbers, integers, pixels; of times in ms since 1970 UTC. */
  readonly min: number | null;
  readonly max: number | null;
  /** Allowed values of a category; null: any. */
  readonly categories: readonly string[] | null;
}

/** All fields of kind `image` together are one picture: pixels in the order of the fields, row by row. */
export interface ImageShape {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 red-green-blue (three numbers after one another per pixel). */
  readonly channels: 1 | 3;
  /** Value of the brightest pixel (16, 255, 1). Black is 0. */
  readonly brightest: number;
}

export interface TableSchema {
  readonly v: 1;
  /** One per column of the table, in its order. */
  readonly fields: readonly Field[];
  readonly image: ImageShape | null;
}

/** How a field's cells are held. */
export function columnKindOf(kind: FieldKind): ColumnKind {
  switch (kind) {
    case 'text':
    case 'identifier':
      return 'category';
    case 'image':
      return 'number';
    default:
      return kind;
  }
}

/** @throws RangeError naming the fields there are. */
export function fieldOf(schema: TableSchema, name: string): Field {
  const field = schema.fields.find((candidate) => candidate.name === name);
  if (!field)
    throw new RangeError(
      `The schema has no field "${name}". It has: ${schema.fields.map((f) => f.name).join(', ')}.`,
    );
  return field;
}

/** Names of the fields with a role, in the table's order. */
export const namesWith = (schema: TableSchema, role: FieldRole): string[] =>
  schema.fields.filter((field) => field.role === role).map(({ name }) => name);
