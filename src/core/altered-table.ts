// A table with one column changed, the rest shared: what a model says to a world that differs in one thing.

import { isCategory } from './table.ts';
import type { Column, Table } from './table.ts';

/** @param column takes the place of the one of its name. */
export function withColumn(table: Table, column: Column): Table {
  return { ...table, columns: table.columns.map((other) => (other.name === column.name ? column : other)) };
}

/** The column with the cells of `rows` dealt out anew among those rows: row `rows[i]` gets the cell of `rows[order[i]]`. */
export function permuted(column: Column, rows: ArrayLike<number>, order: ArrayLike<number>): Column {
  const deal = <T extends Int32Array | Float64Array>(of: T, copy: T): T => {
    for (let i = 0; i < rows.length; i++) copy[rows[i]!] = of[rows[order[i]!]!]!;
    return copy;
  };
  return isCategory(column)
    ? { ...column, codes: deal(column.codes, column.codes.slice()) }
    : { ...column, values: deal(column.values, column.values.slice()) };
}
