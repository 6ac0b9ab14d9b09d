// Picture files for tests: a writer of plain PNGs, and a decoder that reads exactly those, in place of the browser's.

import { crc32, deflateSync, gzipSync, inflateSync } from 'node:zlib';
import type { Decode } from '../../../src/exchange/reading/images-decoding.ts';
import type { ReadCallbacks, Source } from '../../../src/exchange/reading/types.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(content.length, 0);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}

/** @param rgba four numbers per pixel. */
export function writePng(width: number, height: number, rgba: ArrayLike<number>): Bytes {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const lines = Buffer.alloc(height * (1 + width * 4));
  for (let y = 0; y < height; y++)
    for (let i = 0; i < width * 4; i++) lines[y * (1 + width * 4) + 1 + i] = rgba[y * width * 4 + i]!;
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(lines)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

export const greyPng = (width: number, height: number, grey: ArrayLike<number>): Bytes =>
  writePng(
    width,
    height,
    Array.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? 255 : grey[i >> 2]!)),
  );

/** Reads what `writePng` writes; rejects all else. */
export const decodePng: Decode = async (bytes, mime) => {
  if (mime !== 'image/png') throw new Error('not a PNG');
  const file = Buffer.from(bytes);
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const at = file.indexOf('IDAT', 0, 'latin1');
  const lines = inflateSync(file.subarray(at + 4, at + 4 + file.readUInt32BE(at - 4)));
  if (lines.length !== height * (1 + width * 4)) throw new Error('wrong length');
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    rgba.set(lines.subarray(y * (1 + width * 4) + 1, (y + 1) * (1 + width * 4)), y * width * 4);
  return { width, height, rgba };
};

export function writeIdx(lengths: readonly number[], values: ArrayLike<number>, packed = false): Bytes {
  const header = Buffer.alloc(4 + 4 * lengths.length);
  header[2] = 8;
  header[3] = lengths.length;
  lengths.forEach((length, i) => header.writeUInt32BE(length, 4 + 4 * i));
  const bytes = Buffer.concat([header, Uint8Array.from(values)]);
  return new Uint8Array(packed ? gzipSync(bytes) : bytes);
}

export const folderOf = (files: Readonly<Record<string, Bytes | string>>): Source => ({
  from: 'folder',
  name: 'pictures',
  files: Object.entries(files).map(([path, content]) => ({ path, blob: new Blob([content]) })),
});

export const quiet = (): ReadCallbacks => ({
  onProgress: () => undefined,
  signal: new AbortController().signal,
});
