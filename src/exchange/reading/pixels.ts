// What picture files say about themselves, read before anything is decoded: a file of a few kilobytes can claim to be gigabytes
// large. Also whether the file is whole, as far as its format tells: browsers show the rest of a cut file as grey.
// PNG: W3C PNG 3rd ed.; JPEG: ITU-T T.81; GIF89a; WebP: RFC 9649; BMP: the Windows bitmap headers.

import { crc32 } from './unpacking.ts';

export interface PictureHeader {
  readonly mime: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/bmp';
  readonly width: number;
  readonly height: number;
}

/** Why a file is no picture that can be read: ends a sentence. */
export interface NoPicture {
  readonly why: string;
}

const cut: NoPicture = { why: 'it is cut off or damaged' };
const unknown: NoPicture = { why: 'it is no PNG, JPEG, GIF, WebP or BMP picture' };

const startsWith = (bytes: Uint8Array, text: string, at = 0): boolean => {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
};

/** Finds format and size. The format counts, not the file's name. */
export function pictureHeader(bytes: Uint8Array): PictureHeader | NoPicture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = startsWith(bytes, '\x89PNG\r\n\x1a\n')
    ? png(bytes, view)
    : startsWith(bytes, '\xff\xd8\xff')
      ? jpeg(bytes, view)
      : startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')
        ? gif(bytes, view)
        : startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)
          ? webp(bytes, view)
          : startsWith(bytes, 'BM')
            ? bmp(view)
            : unknown;
  if (!('why' in found) && (found.width < 1 || found.height < 1)) return { why: 'it has no pixels' };
  return found;
}

function png(bytes: Uint8Array, view: DataView): PictureHeader | NoPicture {
  if (bytes.length < 33 || !startsWith(bytes, 'IHDR', 12)) return cut;
  // Every chunk carries a checksum: no flipped bit of a PNG goes unnoticed.
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) return cut;
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length))
      return { why: 'it is damaged (wrong checksum)' };
    if (startsWith(bytes, 'IEND', at + 4))
      return { mime: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
    at += 12 + length;
  }
  return cut;
}

function jpeg(bytes: Uint8Array, view: DataView): PictureHeader | NoPicture {
  let size: PictureHeader | null = null;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return cut;
    const marker = bytes[at + 1]!;
    // Fill bytes, and markers without contents.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return cut;
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame && length >= 8)
      size = { mime: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === 0xda) {
      for (let end = bytes.length - 2; end > at; end--)
        if (bytes[end] === 0xff && bytes[end + 1] === 0xd9) return size ?? cut;
      return cut;
    }
    at += 2 + length;
  }
  return cut;
}

function gif(bytes: Uint8Array, view: DataView): PictureHeader | NoPicture {
  let end = bytes.length - 1;
  while (end > 0 && bytes[end] === 0) end--;
  if (end < 13 || bytes[end] !== 0x3b) return cut;
  return { mime: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

function webp(bytes: Uint8Array, view: DataView): PictureHeader | NoPicture {
  if (bytes.length < 30 || view.getUint32(4, true) + 8 > bytes.length) return cut;
  const of = (width: number, height: number): PictureHeader => ({ mime: 'image/webp', width, height });
  if (startsWith(bytes, 'VP8 ', 12)) {
    if (!startsWith(bytes, '\x9d\x01\x2a', 23)) return cut;
    return of(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  }
  if (startsWith(bytes, 'VP8L', 12)) {
    if (bytes[20] !== 0x2f) return cut;
    const bits = view.getUint32(21, true);
    return of((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  if (startsWith(bytes, 'VP8X', 12))
    return of((view.getUint32(24, true) & 0xffffff) + 1, (view.getUint32(26, true) >>> 8) + 1);
  return cut;
}

function bmp(view: DataView): PictureHeader | NoPicture {
  if (view.byteLength < 26) return cut;
  const header = view.getUint32(14, true);
  if (header !== 12 && (header < 40 || view.byteLength < 54)) return cut;
  const width = header === 12 ? view.getUint16(18, true) : view.getInt32(18, true);
  const height = header === 12 ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true));
  const bits = view.getUint16(header === 12 ? 24 : 28, true);
  const packed = header !== 12 && view.getUint32(30, true) !== 0 && view.getUint32(30, true) !== 3;
  const bytes = packed ? 1 : Math.ceil((width * bits) / 32) * 4 * height;
  if (view.getUint32(10, true) + bytes > view.byteLength) return cut;
  return { mime: 'image/bmp', width, height };
}
