// Writes zip files for tests, true ones and ones that lie.

import { crc32, deflateRawSync } from 'node:zlib';

export interface Written {
  readonly path: string | Uint8Array;
  readonly bytes: Uint8Array;
  readonly stored?: boolean;
  /** Lies, in both headers. */
  readonly size?: number;
  readonly packedSize?: number;
  readonly crc?: number;
  readonly flags?: number;
  readonly method?: number;
  /** Lies, in the header in front of the contents only. */
  readonly local?: { readonly path?: string; readonly size?: number; readonly method?: number };
  /** Lies, in the table of contents only. */
  readonly offset?: number;
  readonly madeBy?: number;
  readonly attributes?: number;
}

const join = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.concat(parts));

export const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);

export function writeZip(files: readonly Written[], comment = ''): Uint8Array<ArrayBuffer> {
  const contents: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const file of files) {
    const name = typeof file.path === 'string' ? text(file.path) : file.path;
    const packed = file.stored ? file.bytes : new Uint8Array(deflateRawSync(file.bytes));
    const method = file.method ?? (file.stored ? 0 : 8);
    const size = file.size ?? file.bytes.length;
    // Zip's flag for names in UTF-8.
    const flags = file.flags ?? 0x800;
    const crc = file.crc ?? crc32(file.bytes);
    const header = (local: boolean, own: Uint8Array): Buffer => {
      const view = Buffer.alloc(local ? 30 : 46);
      view.writeUInt32LE(local ? 0x04034b50 : 0x02014b50, 0);
      if (!local) view.writeUInt16LE(file.madeBy ?? 20, 4);
      const start = local ? 4 : 6;
      view.writeUInt16LE(20, start);
      view.writeUInt16LE(flags, start + 2);
      view.writeUInt16LE(local ? (file.local?.method ?? method) : method, start + 4);
      view.writeUInt32LE(crc, start + 10);
      view.writeUInt32LE(file.packedSize ?? packed.length, start + 14);
      view.writeUInt32LE(local ? (file.local?.size ?? size) : size, start + 18);
      view.writeUInt16LE(own.length, start + 22);
      if (!local) view.writeUInt32LE(file.attributes ?? 0, 38);
      if (!local) view.writeUInt32LE(file.offset ?? at, 42);
      return view;
    };
    const localName = file.local?.path === undefined ? name : text(file.local.path);
    const parts = [header(true, localName), localName, packed];
    directory.push(header(false, name), name);
    contents.push(...parts);
    at += parts.reduce((sum, part) => sum + part.length, 0);
  }
  const table = join(directory);
  const ending = Buffer.alloc(22);
  ending.writeUInt32LE(0x06054b50, 0);
  ending.writeUInt16LE(files.length, 8);
  ending.writeUInt16LE(files.length, 10);
  ending.writeUInt32LE(table.length, 12);
  ending.writeUInt32LE(at, 16);
  ending.writeUInt16LE(text(comment).length, 20);
  return join([...contents, table, ending, text(comment)]);
}
