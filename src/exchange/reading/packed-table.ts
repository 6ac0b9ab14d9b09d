// Tables that come packed: a zip file with one table in it, a gzip file. Data sets are often handed out like that.

import { AppError } from '../../core/errors.ts';
import { openFolder } from './folder.ts';
import { isPictureName } from './picture-names.ts';
import { refusal } from './problems.ts';
import { limits, type Source } from './types.ts';
import { gunzip, UnpackingFailure } from './unpacking.ts';

const tableName = /\.(csv|tsv|tab|psv|txt|json|jsonl|ndjson|parquet)$/i;

const named = (path: string): string => path.split('/').at(-1) ?? path;

/**
 * The one table of a folder or zip file; null when there are pictures or no table at all.
 * @throws AppError 'bad-file' when there are several, or when it cannot be unpacked.
 */
export async function tableWithin(source: Source): Promise<Source | null> {
  const folder = await openFolder(source);
  const tables = folder.files.filter(({ path }) => tableName.test(path));
  const [table] = tables;
  if (!table || folder.files.some(({ path }) => isPictureName(path))) return null;
  if (tables.length > 1)
    throw refusal(
      source.name,
      `it holds ${tables.length} tables: ${tables
        .slice(0, 5)
        .map(({ path }) => path)
        .join(', ')}${tables.length > 5 ? ' …' : ''}.`,
      'Unpack it and choose one of them.',
    );
  return unpacked(source.name, named(table.path), () => table.read());
}

/** What a gzip file holds. @throws AppError 'bad-file' when it is damaged or holds too much. */
export function gunzipped({ name, blob }: Extract<Source, { from: 'file' }>): Promise<Source> {
  return unpacked(name, name.replace(/\.(gz|gzip)$/i, ''), async () =>
    gunzip(new Uint8Array(await blob.arrayBuffer()), limits.zipBytes),
  );
}

async function unpacked(
  outer: string,
  name: string,
  read: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Source> {
  try {
    return { from: 'file', name, blob: new Blob([await read()]) };
  } catch (error) {
    if (!(error instanceof UnpackingFailure)) throw AppError.from(error);
    throw refusal(outer, `"${name}" in it cannot be unpacked: ${error.message}.`, 'Fetch the file again.');
  }
}
