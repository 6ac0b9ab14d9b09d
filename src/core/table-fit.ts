// A table that somebody brought, made ready for a version: its inputs by name and kind, what is missing and what is more,
// and what is odd about the cells.

import { warningKinds, warningsOf, type WarningKind } from './input-warning.ts';
import { convertColumn } from './schema-conversion.ts';
import type { SignatureInput } from './signature.ts';
import type { Column, Table } from './table.ts';

/** How many cells of one input have each warning. */
export interface InputReport {
  readonly name: string;
  readonly counts: Readonly<Record<WarningKind, number>>;
}

export interface AbsentColumn {
  readonly name: string;
  /** A column of the table that is no input and is called nearly the same; null: none. */
  readonly similar: string | null;
}

export interface TableFit {
  /** The inputs in their order; what the table lacks is missing in every row. */
  readonly table: Table;
  readonly absent: readonly AbsentColumn[];
  /** Columns that the version does not read. */
  readonly extra: readonly string[];
  /** Inputs with a warning, in their order. */
  readonly reports: readonly InputReport[];
  /** What is odd about a row; empty: nothing. */
  readonly oddOf: (row: number) => readonly OddCell[];
}

interface OddCell {
  readonly input: string;
  readonly kind: WarningKind;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** A column of missing cells. */
function gaps({ name, kind }: SignatureInput, rows: number): Column {
  return kind === 'category'
    ? { name, kind, codes: new Int32Array(rows).fill(-1), levels: [] }
    : { name, kind, values: new Float64Array(rows).fill(NaN) };
}

/** Of several columns with one name the first counts. Cells that their input's kind cannot hold are missing. */
export function fitTable(inputs: readonly SignatureInput[], table: Table): TableFit {
  const byName = new Map<string, Column>();
  for (const column of table.columns) if (!byName.has(column.name)) byName.set(column.name, column);
  const wanted = new Set(inputs.map(({ name }) => name));
  const extra = [...byName.keys()].filter((name) => !wanted.has(name));
  const absent: AbsentColumn[] = [];
  const columns: Column[] = [];
  const judges: { input: string; of: (row: number) => WarningKind | null }[] = [];
  for (const input of inputs) {
    const given = byName.get(input.name);
    if (!given) {
      const similar = extra.find((name) => plain(name) === plain(input.name)) ?? null;
      absent.push({ name: input.name, similar });
      columns.push(gaps(input, table.rows));
      continue;
    }
    const { column, failed } = convertColumn(given, input.kind);
    const unreadable = new Set(failed);
    const odd = warningsOf(input, column);
    columns.push(column);
    judges.push({ input: input.name, of: (row) => (unreadable.has(row) ? 'unreadable' : odd(row)) });
  }
  return {
    table: { rows: table.rows, columns },
    absent,
    extra,
    reports: judges
      .map(({ input, of }) => ({ name: input, counts: countsOf(table.rows, of) }))
      .filter(({ counts }) => warningKinds.some((kind) => counts[kind] > 0)),
    oddOf: (row) =>
      judges.flatMap(({ input, of }) => {
        const kind = of(row);
        return kind ? [{ input, kind }] : [];
      }),
  };
}

function countsOf(rows: number, of: (row: number) => WarningKind | null): Record<WarningKind, number> {
  const counts = { below: 0, above: 0, unknown: 0, missing: 0, unreadable: 0 };
  for (let row = 0; row < rows; row++) {
    const kind = of(row);
    if (kind) counts[kind]++;
  }
  return counts;
}
