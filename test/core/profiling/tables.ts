// Tables for tests: any that may come up, and those that ship with the page.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Dataset } from '../../../src/core/define.ts';
import type { FieldKind, TableSchema } from '../../../src/core/schema.ts';
import type { Column, NumberColumn, Table } from '../../../src/core/table.ts';
import { decodeTable } from '../../../src/exchange/compact.ts';

const names = ['a', '__proto__', 'constructor', '<b>x</b>', ' ', 'target', 'time', 'é', 'sample_weight'];
const words = [
  '',
  'a',
  'A',
  'b',
  '__proto__',
  'toString',
  '1',
  '1.5',
  '-0',
  '007',
  'NaN',
  '2011-03-04',
  '<i>',
  'ü',
  'z'.repeat(200),
];

const cell: Record<NumberColumn['kind'], fc.Arbitrary<number>> = {
  number: fc.oneof(
    fc.double(),
    fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 1e308, -1e308, 5e-324, 0.1, 1e16),
    fc.double({ min: -1, max: 1, noNaN: true }),
  ),
  integer: fc.oneof(fc.integer({ min: -3, max: 40 }), fc.integer(), fc.maxSafeInteger(), fc.constant(NaN)),
  boolean: fc.constantFrom(0, 1, NaN),
  time: fc.oneof(
    fc.integer({ min: Date.UTC(2011, 0, 1), max: Date.UTC(2012, 0, 1) }),
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
    fc.constantFrom(NaN, 1e300, -8.64e15),
  ),
};

function anyColumn(name: string, rows: number): fc.Arbitrary<Column> {
  const numeric = fc.constantFrom(...(Object.keys(cell) as NumberColumn['kind'][])).chain((kind) =>
    // Some columns have few values, as data has.
    fc
      .oneof(cell[kind], fc.array(cell[kind], { minLength: 1, maxLength: 3 }))
      .chain((one) =>
        fc.array(Array.isArray(one) ? fc.constantFrom(...one) : cell[kind], {
          minLength: rows,
          maxLength: rows,
        }),
      )
      .map((values): Column => ({ name, kind, values: Float64Array.from(values) })),
  );
  const category = fc
    .array(fc.constantFrom(...words), { minLength: 1, maxLength: 40 })
    .chain((levels) =>
      fc
        .array(fc.integer({ min: -1, max: levels.length - 1 }), { minLength: rows, maxLength: rows })
        .map((codes): Column => ({ name, kind: 'category', levels, codes: Int32Array.from(codes) })),
    );
  return fc.oneof(numeric, category);
}

/** Any table that a reader could make, dictionaries with repeated texts and infinite numbers included. */
export const anyTable = (mostRows = 80): fc.Arbitrary<Table> =>
  fc
    .tuple(fc.integer({ min: 0, max: mostRows }), fc.uniqueArray(fc.constantFrom(...names), { maxLength: 5 }))
    .chain(([rows, chosen]) =>
      fc.tuple(...chosen.map((name) => anyColumn(name, rows))).map((columns): Table => ({ rows, columns })),
    );

export async function shippedTable(dataset: Dataset): Promise<Table> {
  if (dataset.content.from !== 'file') throw new Error(`${dataset.id} is no file`);
  return decodeTable(
    new Uint8Array(readFileSync(new URL(`../../../public/data/${dataset.content.file}`, import.meta.url))),
  );
}

/** A schema that allows everything. */
export const openSchema = (
  table: Table,
  roles: Readonly<Record<string, 'target' | 'time' | 'ignore'>> = {},
): TableSchema => ({
  v: 1,
  image: null,
  fields: table.columns.map(({ name, kind }) => ({
    name,
    kind: kind as FieldKind,
    role: Object.hasOwn(roles, name) ? roles[name]! : 'feature',
    optional: true,
    min: null,
    max: null,
    categories: null,
  })),
});
