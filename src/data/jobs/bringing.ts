// Tables come in: from files, from the catalogue, from the page, from storage.

import { datasets } from '../../core/datasets/index.ts';
import { AppError } from '../../core/errors.ts';
import { defaults, problems } from '../../core/params.ts';
import { Random } from '../../core/random.ts';
import { convertColumn } from '../../core/schema-conversion.ts';
import { columnKindOf, fieldOf, type ImageShape } from '../../core/schema.ts';
import { inferSchema, kindsOf, schemaFromCard, withField } from '../../core/schema-inference.ts';
import type { Table } from '../../core/table.ts';
import { firstVersion } from '../../core/editing.ts';
import { unpackVersion } from '../../core/version-table-packing.ts';
import { decodeTable } from '../../exchange/compact.ts';
import { readSource } from '../../exchange/reading/read.ts';
import type { Job } from './job.ts';
import { packed } from './packing.ts';

export const read: Job<'read'> = async ({ key, source, options }, shelf, { controls, report }) => {
  const found = await readSource(source, options, { onProgress: report, signal: controls.signal });
  const { name, table, kinds, image, format, dialect, guesses, problems: noted, bytes } = found;
  const held = shelf.put(key, {
    name,
    version: firstVersion(table),
    schema: inferSchema(table, kinds, image),
    split: null,
  });
  return { ...held, format, dialect, guesses, problems: noted, bytes };
};

/** Most rows that a generator is asked for. */
const mostGenerated = 1_000_000;

export const generate: Job<'generate'> = ({ key, dataset: id, params, rows, seed, drift }, shelf) => {
  const dataset = datasets.get(id);
  if (dataset.content.from !== 'generator')
    throw new AppError('bad-input', `${dataset.label} is no generator.`);
  if (!(Number.isInteger(rows) && rows >= 1 && rows <= mostGenerated))
    throw new AppError('bad-input', `Ask for between 1 and ${mostGenerated} rows, not ${rows}.`);
  const values = { ...defaults(dataset.content.params), ...params };
  const [problem] = Object.values(problems(dataset.content.params, values));
  if (problem) throw new AppError('bad-input', problem);
  const table = dataset.content.make(rows, new Random(seed).stream('generate'), values, drift);
  const made = shelf.put(key, {
    name: dataset.label,
    version: firstVersion(table),
    schema: schemaFromCard(dataset, table),
    split: null,
  });
  return { ...made, inOrder: true };
};

const schemaOf = (table: Table, dataset: string | null, image: ImageShape | null) =>
  dataset === null ? inferSchema(table, kindsOf(table), image) : schemaFromCard(datasets.get(dataset), table);

export const take: Job<'take'> = (
  { key, name, table, ids, parts, split, nextId, schema, dataset, image },
  shelf,
) => {
  const fresh = firstVersion(table);
  const version = { table, ids: ids ?? fresh.ids, parts, nextId: nextId ?? fresh.nextId };
  return shelf.put(key, { name, version, schema: schema ?? schemaOf(table, dataset, image), split });
};

export const open: Job<'open'> = async ({ key, name, bytes, schema, split, nextId }, shelf) => {
  const stored = await decodeTable(new Uint8Array(await bytes.arrayBuffer()));
  const item = { name, version: unpackVersion(stored, nextId), schema, split };
  shelf.put(key, item);
  return packed(item, bytes);
};

export const setField: Job<'setField'> = ({ key, name, change }, shelf) => {
  const item = shelf.get(key);
  const { table } = item.version;
  const schema = withField(item.schema, name, change, table);
  const wanted = fieldOf(schema, name).kind;
  const columns = table.columns.map((column) =>
    column.name === name && column.kind !== columnKindOf(wanted)
      ? convertColumn(column, wanted).column
      : column,
  );
  return shelf.put(key, { ...item, schema, version: { ...item.version, table: { ...table, columns } } });
};

export const setSchema: Job<'setSchema'> = ({ key, schema }, shelf) =>
  shelf.put(key, { ...shelf.get(key), schema });

export const held: Job<'held'> = ({ key }, shelf) => shelf.held(key);

/** Tables are never changed in place, so that both keys may share one. */
export const copy: Job<'copy'> = ({ key, newKey }, shelf) => shelf.put(newKey, shelf.get(key));
