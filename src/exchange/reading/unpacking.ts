// Bytes packed with DEFLATE, unpacked so that neither a lie about their size nor damage goes unnoticed: fflate checks no
// CRC-32, and cuts silently where a file declares less than it holds.

import { Inflate } from 'fflate';

/** Why bytes cannot be had, in words that end a sentence: "its contents are damaged (wrong checksum)". */
export class UnpackingFailure extends Error {
  constructor(why: string, options?: { cause?: unknown }) {
    super(why, options);
    this.name = 'UnpackingFailure';
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as in zip, gzip and PNG (reflected polynomial 0xEDB88320). */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) value = (value >>> 8) ^ crcTable[(value ^ bytes[i]!) & 0xff]!;
  return (value ^ 0xffffffff) >>> 0;
}

/** Packed bytes handed to the inflater at a time: at most about 1,030 times as many come out before they are counted. */
const step = 4096;

/**
 * A raw DEFLATE stream, which must hold `size` bytes, no fewer and no more, with this CRC-32. Stops as soon as it holds more.
 * @throws UnpackingFailure
 */
export function inflateExactly(packed: Uint8Array, size: number, crc: number): Uint8Array<ArrayBuffer> {
  let held = new Uint8Array(Math.min(size, Math.max(step, packed.length * 8)));
  let length = 0;
  let ended = false;
  const inflater = new Inflate((chunk, final) => {
    if (length + chunk.length > size)
      throw new UnpackingFailure(`it holds more than the ${size} bytes that it declares`);
    if (length + chunk.length > held.length) {
      const larger = new Uint8Array(Math.min(size, Math.max(held.length * 2, length + chunk.length)));
      larger.set(held.subarray(0, length));
      held = larger;
    }
    held.set(chunk, length);
    length += chunk.length;
    ended ||= final;
  });
  try {
    for (let at = 0; at < packed.length; at += step)
      inflater.push(packed.subarray(at, at + step), at + step >= packed.length);
  } catch (error) {
    if (error instanceof UnpackingFailure) throw error;
    throw new UnpackingFailure('its packed contents are damaged', { cause: error });
  }
  if (!ended) throw new UnpackingFailure('its packed contents end too early');
  return checked(held.subarray(0, length), size, crc);
}

/** Bytes that must be `size` many with this CRC-32. @throws UnpackingFailure */
export function checked(bytes: Uint8Array<ArrayBuffer>, size: number, crc: number): Uint8Array<ArrayBuffer> {
  if (bytes.length !== size)
    throw new UnpackingFailure(`it holds ${bytes.length} bytes and declares ${size}`);
  if (crc32(bytes) !== crc) throw new UnpackingFailure('its contents are damaged (wrong checksum)');
  return bytes;
}

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * A gzip file of one member (RFC 1952), at most `most` bytes long when unpacked.
 * @throws UnpackingFailure
 */
export function gunzip(bytes: Uint8Array, most: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isGzip(bytes) || bytes.length < 18) throw new UnpackingFailure('it is no complete gzip file');
  const flags = bytes[3]!;
  if (bytes[2] !== 8 || flags & 0xe0) throw new UnpackingFailure('it is packed in an unknown way');
  let at = 10;
  if (flags & 4) at += 2 + view.getUint16(at, true);
  // File name and comment, each ended by a zero byte.
  for (const flag of [8, 16])
    if (flags & flag) {
      const end = bytes.indexOf(0, at);
      if (end < 0) throw new UnpackingFailure('its header is damaged');
      at = end + 1;
    }
  if (flags & 2) at += 2;
  if (at > bytes.length - 8) throw new UnpackingFailure('its header is damaged');
  const size = view.getUint32(bytes.length - 4, true);
  if (size > most) throw new UnpackingFailure(`it unpacks to ${size} bytes; ${most} are the most`);
  return inflateExactly(bytes.subarray(at, bytes.length - 8), size, view.getUint32(bytes.length - 8, true));
}
