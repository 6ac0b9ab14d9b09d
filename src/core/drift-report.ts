// How two tables of the same columns differ in distribution, column by column, with sizes and with p-values that know how
// many columns were looked at.

import { compareColumns, type ColumnDrift, type Compared } from './drift-column.ts';
import { driftSignificance, wordsOf } from './drift-words.ts';
import { holm } from './holm.ts';
import type { TableSchema } from './schema.ts';
import { isCategory, type Table } from './table.ts';

export interface DriftReport {
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  /** Strongest first. */
  readonly columns: readonly ColumnDrift[];
  readonly drifted: number;
  /** Columns that were not compared, and why, in words. */
  readonly skipped: readonly { readonly column: string; readonly why: string }[];
}

const leastStrength = 0.1;

/**
 * @param reference the earlier rows, @param current the later ones; columns are found by name.
 * @param schema of the reference: identifiers, free text and ignored columns are not compared.
 * @param onStep awaited after every column, so that a worker hears of a cancellation; what it throws ends the report.
 */
export async function driftReport(
  reference: Table,
  current: Table,
  schema: TableSchema,
  onStep: (done: number, total: number) => Promise<void> = async () => undefined,
): Promise<DriftReport> {
  const now = new Map(current.columns.map((column) => [column.name, column]));
  const fields = new Map(schema.fields.map((field) => [field.name, field]));
  const skipped: { column: string; why: string }[] = [];
  const compared: Compared[] = [];
  let done = 0;
  for (const before of reference.columns) {
    await onStep(done++, reference.columns.length);
    const after = now.get(before.name);
    now.delete(before.name);
    const field = fields.get(before.name);
    const why = !after
      ? 'it is gone'
      : field?.role === 'ignore'
        ? 'it is to be ignored'
        : field?.kind === 'identifier' || field?.kind === 'text'
          ? 'every row has a value of its own'
          : isCategory(before) !== isCategory(after)
            ? `it was of kind ${before.kind} and is of kind ${after.kind}`
            : null;
    if (why !== null) skipped.push({ column: before.name, why });
    else if (after) compared.push(compareColumns(before, after, reference.rows, current.rows));
  }
  for (const name of now.keys()) skipped.push({ column: name, why: 'it is new' });

  const tested = compared.filter(({ pValue }) => pValue !== null);
  const adjusted = new Map(
    holm(tested.map(({ pValue }) => pValue ?? 1)).map((p, at) => [tested[at]!.column, p]),
  );
  const columns = compared
    .map((column): ColumnDrift => {
      const p = adjusted.get(column.column) ?? null;
      const drifted = p !== null && p < driftSignificance && column.strength >= leastStrength;
      const found = { ...column, adjusted: p, drifted };
      return { ...found, words: wordsOf(found) };
    })
    .sort((a, b) => b.strength - a.strength);
  return {
    rowsBefore: reference.rows,
    rowsAfter: current.rows,
    columns,
    drifted: columns.filter(({ drifted }) => drifted).length,
    skipped,
  };
}
