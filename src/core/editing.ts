// How an edit becomes a data version: every row keeps its id and its part, new rows get ids of their own and a part by the
// split's rule.

import type { EditInput, EditKind, EditResult } from './edit.ts';
import { AppError } from './errors.ts';
import { classesIn } from './classes.ts';
import { problems, type ParamValues } from './params.ts';
import { Random } from './random.ts';
import type { TableSchema } from './schema.ts';
import { part, unknownPart, type SplitSpec } from './split.ts';
import { assignParts } from './splitting.ts';
import { lateTrainingRows } from './splitting-by-time.ts';
import { isCategory, takeRows, type Column, type Table } from './table.ts';
import type { VersionTable } from './version-table.ts';

export interface EditOrder {
  readonly params: ParamValues;
  /** Rows that were picked, in any order; null: none were. */
  readonly rows: Int32Array | null;
  readonly other: EditInput['other'];
  /** The split that made the version's parts; null where there is none. */
  readonly split: SplitSpec | null;
}

export interface Edited {
  readonly version: VersionTable;
  readonly schema: TableSchema;
  /** The split as the new version keeps it: by the same column under its new name. */
  readonly split: SplitSpec | null;
  readonly summary: string;
}

/** A table as a first version: ids 0, 1, 2 …, no split. */
export const firstVersion = (table: Table): VersionTable => ({
  table,
  ids: Float64Array.from({ length: table.rows }, (_, row) => row),
  parts: null,
  nextId: table.rows,
});

/** The same rows in another order, with their ids and parts. @param order row numbers, each once. */
export function inOrder(version: VersionTable, order: Int32Array): VersionTable {
  return {
    ...version,
    table: takeRows(version.table, order),
    ids: Float64Array.from(order, (row) => version.ids[row]!),
    parts: version.parts && Uint8Array.from(order, (row) => version.parts![row]!),
  };
}

const refused = (what: string): AppError => new AppError('bad-input', `${what} Nothing was changed.`);

/**
 * The version that an edit makes. The same edit with the same seed makes the same one.
 * @throws AppError 'bad-input' in words when the edit cannot be done, would change nothing, or would break the split: take
 * away its column, or put a group on both of its sides. RangeError when a version with parts comes without its split.
 */
export function applyEdit(
  version: VersionTable,
  schema: TableSchema,
  kind: EditKind,
  order: EditOrder,
  seed: number,
): Edited {
  const { table, parts } = version;
  if (parts && !order.split) throw new RangeError('The version has parts, so its split must be given.');
  const wrong = Object.values(problems(kind.params, order.params));
  if (wrong.length > 0) throw refused(`${kind.label} cannot be done: ${wrong.join(' ')}`);
  if (kind.needsOther && !order.other) throw refused(`${kind.label} needs a second table. Choose one.`);
  const result = kind.apply({
    table,
    schema,
    params: order.params,
    rows: pickedRows(kind, order.rows, table.rows),
    other: order.other,
    random: new Random(seed).stream(`edit ${kind.id}`),
  });
  const split = parts ? splitAfter(order.split!, table, result.table) : order.split;
  const { ids, nextId } = idsAfter(version, result);
  const after: VersionTable = { table: result.table, ids, parts: null, nextId };
  if (!parts) return { version: after, schema: result.schema, split, summary: result.summary };
  const known = Uint8Array.from(result.from, (row) => (row < 0 ? unknownPart : parts[row]!));
  const assigned = known.includes(unknownPart) ? assignParts(result.table, ids, split!, known) : known;
  keepApart(order.split!.column, table, parts, split!, result.table, assigned, known);
  return {
    version: { ...after, parts: assigned },
    schema: result.schema,
    split,
    summary: result.summary,
  };
}

function pickedRows(kind: EditKind, rows: Int32Array | null, count: number): Int32Array | null {
  if (kind.picks === 'must' && !rows?.length)
    throw refused(`${kind.label} needs picked rows. Pick some first.`);
  if (rows === null || kind.picks === 'no') return null;
  const picked = Int32Array.from(new Set(rows)).sort();
  if (picked.length > 0 && (picked[0]! < 0 || picked[picked.length - 1]! >= count))
    throw new RangeError(`A picked row is not among the ${count} rows of the table.`);
  return picked;
}

/** Ids follow the rows. @throws RangeError when an edit names a parent row twice or one that is not there: its fault. */
function idsAfter(
  { ids, nextId }: VersionTable,
  { table, from }: EditResult,
): { ids: Float64Array; nextId: number } {
  if (from.length !== table.rows)
    throw new RangeError(`An edit made ${table.rows} rows and says of ${from.length} where they are from.`);
  const seen = new Uint8Array(ids.length);
  let next = nextId;
  const after = new Float64Array(from.length);
  for (let row = 0; row < from.length; row++) {
    const source = from[row]!;
    if (source < 0) {
      after[row] = next++;
      continue;
    }
    if (source >= ids.length || seen[source] === 1)
      throw new RangeError(`An edit took row ${source} of its parent twice, or there is none.`);
    seen[source] = 1;
    after[row] = ids[source]!;
  }
  return { ids: after, nextId: next };
}

/** The split's column is needed for as long as there may be new rows. A renamed one is found by its place and cells. */
function splitAfter(split: SplitSpec, before: Table, after: Table): SplitSpec {
  const { column } = split;
  if (column === null || after.columns.some(({ name }) => name === column)) return split;
  const place = before.columns.findIndex(({ name }) => name === column);
  const [old, now] = [before.columns[place], after.columns[place]];
  if (old && now && after.columns.length === before.columns.length && cellsOf(old) === cellsOf(now))
    return { ...split, column: now.name };
  throw refused(
    `The rows are split by "${column}", so it cannot be taken away: new rows could not be told apart. ` +
      'Give it the role "ignore", or split another way first.',
  );
}

const cellsOf = (column: Column): Int32Array | Float64Array =>
  isCategory(column) ? column.codes : column.values;

/**
 * What kept the two sides of the split apart still does, where it did before: no group on both, and of the rows that were
 * there no more training rows as late as a test row than before. New rows are the rule's own: it puts a batch's training
 * rows after the test rows before them. The table's own order is no such thing: it may change. @throws AppError in words.
 */
function keepApart(
  columnBefore: string | null,
  before: Table,
  partsBefore: Uint8Array,
  { method, column }: SplitSpec,
  after: Table,
  parts: Uint8Array,
  known: Uint8Array,
): void {
  if (column === null || columnBefore === null) return;
  if (
    method === 'time' &&
    lateTrainingRows(after, column, known) > lateTrainingRows(before, columnBefore, partsBefore)
  )
    throw refused(
      `Rows for training would come as late in "${column}" as rows for testing, so test results would be too good. ` +
        'Change times within one part only, or split another way first.',
    );
  if (method !== 'group') return;
  const straddling = straddlingGroup(after, column, parts);
  if (straddling === undefined || straddlingGroup(before, columnBefore, partsBefore) !== undefined) return;
  throw refused(
    `The group ${straddling === null ? 'of rows without one' : `"${straddling}"`} of "${column}" would have rows ` +
      'for training and rows for testing, so test results would be too good. Change groups within one part only.',
  );
}

/** A group with rows in both parts, null being the rows without one; undefined: there is none. */
function straddlingGroup(table: Table, name: string, parts: Uint8Array): string | null | undefined {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (!column) return undefined;
  const { codes, names } = classesIn(column);
  const sides = new Uint8Array(names.length);
  for (let row = 0; row < parts.length; row++)
    sides[codes[row]!]! |= parts[row] === part.train ? 1 : parts[row] === part.test ? 2 : 0;
  const both = sides.indexOf(3);
  return both < 0 ? undefined : names[both];
}
