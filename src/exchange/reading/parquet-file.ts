// Opening a Parquet file: its footer, which says where everything is.

import { parquetMetadata, type FileMetaData } from 'hyparquet';
import type { AppError } from '../../core/errors.ts';
import { DamagedPage } from './parquet-pages.ts';
import { grouped, refusal } from './problems.ts';
import { limits } from './types.ts';

/** A footer is a few kilobytes per column and row group. */
const largestFooter = 64 * 1024 * 1024;

export interface ParquetFile {
  readonly name: string;
  readonly blob: Blob;
  readonly metadata: FileMetaData;
  /** Where the footer begins. */
  readonly footer: number;
  readonly rows: number;
}

export const damaged = (name: string, what: string, cause?: unknown): AppError =>
  refusal(name, `the Parquet file is damaged: ${what}.`, 'Fetch or copy it again, or write it anew.', cause);

/** @throws AppError 'bad-file' when the file was moved or is too short. */
export async function bytesOf(
  name: string,
  blob: Blob,
  from: number,
  to: number,
): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await blob.slice(from, to).arrayBuffer());
  } catch (error) {
    throw refusal(name, 'it was moved or changed since it was chosen.', 'Choose it again.', error);
  }
  if (bytes.length !== to - from) throw damaged(name, 'it is cut off');
  return bytes;
}

/** @throws AppError 'bad-file' for a damaged or encrypted file. */
export async function openFile(name: string, blob: Blob): Promise<ParquetFile> {
  if (blob.size < 12) throw damaged(name, 'it is too short');
  if (blob.size > limits.fileBytes)
    throw refusal(
      name,
      `it has ${grouped(blob.size)} bytes, and ${grouped(limits.fileBytes)} are the most.`,
      'Choose a smaller file, or leave out columns or rows.',
    );
  const ending = await bytesOf(name, blob, blob.size - 8, blob.size);
  const magic = String.fromCharCode(...ending.subarray(4));
  if (magic === 'PARE') throw refusal(name, 'it is encrypted.', 'Write it anew without encryption.');
  if (magic !== 'PAR1') throw damaged(name, 'its end is missing');
  const length = new DataView(ending.buffer).getUint32(0, true);
  const footer = blob.size - 8 - length;
  if (footer < 4 || length > largestFooter)
    throw damaged(name, 'its table of contents has an impossible length');
  const bytes = await bytesOf(name, blob, footer, blob.size);
  try {
    const metadata = parquetMetadata(bytes.buffer, { geoparquet: false });
    const rows = Number(metadata.num_rows);
    const inGroups = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
    if (
      !Number.isSafeInteger(rows) ||
      rows < 0 ||
      metadata.row_groups.some((group) => !(group.num_rows >= 0n))
    )
      throw new DamagedPage('its number of rows is impossible');
    if (inGroups !== rows) throw new DamagedPage('its parts have another number of rows than the whole');
    return { name, blob, metadata, footer, rows };
  } catch (error) {
    throw damaged(
      name,
      error instanceof DamagedPage ? error.message : 'its table of contents cannot be read',
      error,
    );
  }
}
