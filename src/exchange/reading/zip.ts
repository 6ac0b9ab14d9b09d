// Zip files, of which nothing is believed: sizes, checksums and headers are checked, names that lead elsewhere are left out and
// listed, and what no honest zip file has is refused (zip-directory.ts).

import { checked, inflateExactly, UnpackingFailure } from './unpacking.ts';
import { readZipDirectory, refuseZip, type ZipDirectory, type ZipEntry } from './zip-directory.ts';

export interface ZipFile {
  /** Unpacked sizes and paths in the order of the table of contents. */
  readonly entries: readonly ZipEntry[];
  readonly ignored: ZipDirectory['ignored'];
  /**
   * The contents of one entry: as many bytes as it declares, with its CRC-32.
   * @throws AppError 'bad-file' when they are damaged; its cause is an UnpackingFailure that says only why.
   */
  read(entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>>;
}

/** Whether bytes begin like a zip file (an empty one included). */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

/**
 * Opens a zip file and reads its table of contents, no contents yet.
 * @param name for messages.
 * @throws AppError 'bad-file' naming the file, the entry, the limit and what to do.
 */
export async function openZip(blob: Blob, name: string): Promise<ZipFile> {
  const { entries, ignored } = await readZipDirectory(blob, name);
  return {
    entries,
    ignored,
    async read(entry) {
      const failed = (cause: UnpackingFailure): Error =>
        refuseZip(
          name,
          `"${entry.path}" cannot be unpacked: ${cause.message}.`,
          'Fetch or copy the file again, or pack it anew.',
          cause,
        );
      // Name and extra field in front of the contents are at most 65,535 bytes each.
      const most = entry.offset + 30 + 2 * 0xffff + entry.packedSize;
      const bytes = new Uint8Array(await blob.slice(entry.offset, Math.min(entry.end, most)).arrayBuffer());
      const from = contentsFrom(bytes, entry);
      if (from === null)
        throw failed(new UnpackingFailure('what stands in front of it contradicts the table of contents'));
      const packed = bytes.subarray(from, from + entry.packedSize);
      try {
        return entry.method === 'stored'
          ? checked(packed, entry.size, entry.crc)
          : inflateExactly(packed, entry.size, entry.crc);
      } catch (error) {
        if (error instanceof UnpackingFailure) throw failed(error);
        throw error;
      }
    },
  };
}

/** Where the contents begin behind the entry's own header; null when that header says something else than the table of contents. */
function contentsFrom(bytes: Uint8Array, entry: ZipEntry): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 30 || view.getUint32(0, true) !== 0x04034b50) return null;
  const flags = view.getUint16(6, true);
  if ((flags ^ entry.flags) & 0x2849) return null;
  if (view.getUint16(8, true) !== (entry.method === 'stored' ? 0 : 8)) return null;
  // With a data descriptor, checksum and sizes follow the contents and are zero here; of large files they stand in the extra field.
  const later = (flags & 8) !== 0;
  const agrees = (value: number, expected: number): boolean =>
    value === expected || (later && value === 0) || value === 0xffffffff;
  if (!agrees(view.getUint32(14, true), entry.crc)) return null;
  if (!agrees(view.getUint32(18, true), entry.packedSize)) return null;
  if (!agrees(view.getUint32(22, true), entry.size)) return null;
  const nameLength = view.getUint16(26, true);
  if (nameLength !== entry.rawName.length) return null;
  for (let i = 0; i < nameLength; i++) if (bytes[30 + i] !== entry.rawName[i]) return null;
  const from = 30 + nameLength + view.getUint16(28, true);
  return from + entry.packedSize <= bytes.length ? from : null;
}
