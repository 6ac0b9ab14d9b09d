// Parquet files: read column by column and row group by row group, so that never more than one column of one group is unpacked.

import { parquetSchema } from 'hyparquet';
import type { FieldKind } from '../../core/schema.ts';
import { AppError } from '../../core/errors.ts';
import { noteLeftOut } from './column-losses.ts';
import { columnNames } from './headers.ts';
import { Pace } from './pace.ts';
import { NumberLeaf, TextLeaf, TooMuchText, type Finished } from './parquet-columns.ts';
import { leafType, type LeafType } from './parquet-types.ts';
import { bytesOf, damaged, openFile, type ParquetFile } from './parquet-file.ts';
import { chunkRange, DamagedPage, decodeChunk, type SchemaNode } from './parquet-pages.ts';
import { grouped, Problems, refusal, shown } from './problems.ts';
import type { CellRules } from './readings.ts';
import { limits, type ReadCallbacks, type ReadOptions, type ReadResult, type Source } from './types.ts';

interface Leaf {
  /** Its place among all columns of the file, lists included. */
  readonly place: number;
  readonly path: readonly SchemaNode[];
  readonly type: LeafType;
}

/**
 * Reads a Parquet file. Whole numbers that JavaScript cannot hold become texts; structs become columns "a.b"; lists, maps and bytes are
 * left out and listed.
 * @throws AppError 'bad-file' naming the file, the column and what to do; 'aborted' on the signal.
 */
export async function readParquet(
  source: Source,
  options: ReadOptions,
  callbacks: ReadCallbacks,
): Promise<ReadResult> {
  const { name } = source;
  if (source.from !== 'file') throw refusal(name, 'it is no file.', 'Choose the Parquet file itself.');
  const problems = new Problems();
  const file = await openFile(name, source.blob);
  const leaves = leavesOf(file, problems);
  const names = columnNames(
    leaves.map(({ path }) =>
      path
        .map(({ element }) => element.name)
        .slice(1)
        .join('.'),
    ),
    1,
    problems,
  );
  const pace = new Pace(
    callbacks,
    leaves.reduce((sum, leaf) => sum + leafBytes(file, leaf), 0),
  );
  const columns = leaves.map(({ type }) => newColumn(type, file.rows));
  await readGroups(file, leaves, names, columns, pace);
  const shownOnes = columns.flatMap((column, i) => (column instanceof TextLeaf && column.noText ? [] : [i]));
  columns.forEach((column, i) => {
    if (column instanceof TextLeaf && column.noText)
      problems.add('warning', 'Left out, because it holds bytes that are no text.', { column: names[i]! });
  });
  if (shownOnes.length === 0) throw noColumns(name);
  const chosen = new Map(shownOnes.map((i, k) => [i, options.kinds?.[k] ?? null]));
  await readRoundedAgain(file, leaves, names, columns, chosen, pace, problems);
  pace.doing = 'deciding the kinds of columns';
  pace.rows = file.rows;
  pace.report();
  const rules = rulesOf(options);
  const finished: Finished[] = [];
  for (const [i, kind] of chosen) {
    const column = columns[i]!;
    const { note } = leaves[i]!.type;
    if (note) problems.add('note', note, { column: names[i]! });
    const one =
      column instanceof NumberLeaf
        ? column.finish(names[i]!, kind, problems)
        : column.finish(names[i]!, kind, rules, problems);
    if (kind === null) noteLeftOut(one, { problems, index: finished.length });
    finished.push(one);
    await pace.turn();
  }
  return {
    name,
    format: 'parquet',
    table: { rows: file.rows, columns: finished.map(({ column }) => column) },
    kinds: finished.map(({ kind }) => kind),
    image: null,
    dialect: null,
    guesses: [],
    problems: problems.list(),
    bytes: source.blob.size,
  };
}

const newColumn = (type: LeafType, rows: number): NumberLeaf | TextLeaf =>
  type.as === 'text' ? new TextLeaf(rows, type.raw) : new NumberLeaf(type, rows);

/** Rounded numbers would be other numbers: unless the person wants numbers, these columns are read again, as texts. */
async function readRoundedAgain(
  file: ParquetFile,
  leaves: readonly Leaf[],
  names: readonly string[],
  columns: (NumberLeaf | TextLeaf)[],
  chosen: ReadonlyMap<number, FieldKind | null>,
  pace: Pace,
  problems: Problems,
): Promise<void> {
  const again = [...chosen.keys()].filter((i) => {
    const column = columns[i]!;
    const wanted = chosen.get(i);
    return column instanceof NumberLeaf && column.rounded && wanted !== 'number' && wanted !== 'integer';
  });
  if (again.length === 0) return;
  pace.bytes = 0;
  const texts = again.map(() => new TextLeaf(file.rows));
  await readGroups(
    file,
    again.map((i) => leaves[i]!),
    again.map((i) => names[i]!),
    texts,
    pace,
  );
  again.forEach((i, k) => {
    columns[i] = texts[k]!;
    problems.add(
      'warning',
      'Whole numbers beyond 9,007,199,254,740,991 are kept as texts, so that none is rounded.',
      { column: names[i]! },
    );
  });
}

const noColumns = (name: string): AppError =>
  refusal(
    name,
    'none of its columns can be read here: all hold lists, maps or bytes.',
    'Write it anew with plain columns.',
  );

const rulesOf = ({ dialect }: ReadOptions): CellRules => ({
  dialect: {
    encoding: 'utf-8',
    delimiter: ',',
    quote: '"',
    header: true,
    decimal: dialect?.decimal ?? '.',
    dates: dialect?.dates ?? null,
  },
  decimalSure: true,
  datesChosen: dialect?.dates != null,
});

/** The columns that can be read. */
function leavesOf({ name, metadata, rows }: ParquetFile, problems: Problems): Leaf[] {
  const leaves: Leaf[] = [];
  let place = 0;
  const visit = (node: SchemaNode, above: readonly SchemaNode[]): void => {
    const path = [...above, node];
    if (node.children.length > 0) {
      for (const child of node.children) visit(child, path);
      return;
    }
    if (path.length > 1 && node.element.type !== undefined) {
      const type = leafType(path);
      if ('why' in type)
        problems.add('warning', `Left out, because it holds ${type.why}.`, { column: path[1]!.element.name });
      else leaves.push({ place, path, type });
      place++;
    }
  };
  try {
    visit(parquetSchema(metadata), []);
    for (const group of metadata.row_groups)
      if (group.columns.length !== place || group.columns.some(({ meta_data: meta }) => !meta))
        throw new DamagedPage('a part has other columns than the whole');
  } catch (error) {
    throw damaged(name, error instanceof DamagedPage ? error.message : 'its columns cannot be told', error);
  }
  if (rows === 0 || place === 0) throw refusal(name, 'it has no data rows.', 'Choose another file.');
  if (leaves.length === 0) throw noColumns(name);
  if (leaves.length > limits.columns || leaves.length * rows > limits.cells)
    throw refusal(
      name,
      `it has ${grouped(leaves.length)} columns and ${grouped(rows)} rows; ${grouped(limits.columns)} columns and ` +
        `${grouped(limits.cells)} cells are the most.`,
      'Leave out columns or rows.',
    );
  return leaves;
}

const leafBytes = ({ metadata }: ParquetFile, { place }: Leaf): number =>
  metadata.row_groups.reduce(
    (sum, group) => sum + Number(group.columns[place]!.meta_data!.total_compressed_size),
    0,
  );

async function readGroups(
  file: ParquetFile,
  leaves: readonly Leaf[],
  names: readonly string[],
  columns: readonly (NumberLeaf | TextLeaf)[],
  pace: Pace,
): Promise<void> {
  const { name, blob, metadata, footer } = file;
  let rows = 0;
  for (const group of metadata.row_groups) {
    for (const [i, leaf] of leaves.entries()) {
      await pace.turn();
      const { meta_data: meta, file_path: elsewhere, crypto_metadata: secret } = group.columns[leaf.place]!;
      const at = `the column "${shown(names[i]!)}" in rows ${grouped(rows + 1)} to ${grouped(rows + Number(group.num_rows))}`;
      if (elsewhere || secret)
        throw refusal(
          name,
          `${at} is encrypted or lies in another file.`,
          'Write it anew as one plain file.',
        );
      try {
        const { from, to } = chunkRange(meta!, footer);
        const bytes = await bytesOf(name, blob, from, to);
        for (const page of decodeChunk(bytes, {
          schemaPath: leaf.path,
          meta: meta!,
          rows: Number(group.num_rows),
        }))
          columns[i]!.add(page);
        pace.bytes += bytes.length;
      } catch (error) {
        if (error instanceof AppError) throw error;
        if (error instanceof TooMuchText)
          throw refusal(name, `${at} ${error.message}.`, 'Leave out this column.', error);
        throw damaged(
          name,
          `${at}${error instanceof DamagedPage ? `, ${error.message}` : ' cannot be read'}`,
          error,
        );
      }
    }
    rows += Number(group.num_rows);
    pace.rows = rows;
  }
}
