// A table in few bytes, for shipping data sets with the page: column after column, gzip-compressed (.mlt, "model loop
// table"). The ending must not be .gz: servers would then announce a content encoding and browsers unpack it.
//
// Unpacked: "MLT1", CRC-32 of all that follows, length of the header, header (JSON, UTF-8), then the columns' cells.
// Cells are whole numbers of 1, 2 or 4 bytes or float64, stored plane by plane (all first bytes, all second bytes …),
// which compresses better than cell by cell. Everything is little-endian.

import * as v from 'valibot';
import { AppError } from '../core/errors.ts';
import type { Column, Table } from '../core/table.ts';
import {
  cellBytes,
  packCodes,
  packNumbers,
  unpackCodes,
  unpackNumbers,
  type Packed,
  type Packing,
} from './packing.ts';

const magic = [0x4d, 0x4c, 0x54, 0x31];
const prefixBytes = 12;
/** More than any table that the page can hold; stops a small file that unpacks without end. */
const largestUnpackedBytes = 512 * 1024 * 1024;

const wholeNumber = v.pipe(v.number(), v.safeInteger());
const packingSchema = v.variant('as', [
  v.object({ as: v.literal('float64') }),
  v.object({ as: v.literal('codes'), width: v.picklist([1, 2, 4]) }),
  v.object({
    as: v.picklist(['plain', 'delta']),
    width: v.picklist([1, 2, 4]),
    base: wholeNumber,
    step: v.pipe(wholeNumber, v.minValue(1)),
    decimals: v.pipe(wholeNumber, v.minValue(0), v.maxValue(15)),
    missing: v.boolean(),
  }),
]);
const headerSchema = v.object({
  rows: v.pipe(wholeNumber, v.minValue(0), v.maxValue(2 ** 31 - 1)),
  columns: v.pipe(
    v.array(
      v.object({
        name: v.string(),
        kind: v.picklist(['number', 'integer', 'category', 'boolean', 'time']),
        levels: v.optional(v.array(v.string())),
        packing: packingSchema,
      }),
    ),
    v.maxLength(100_000),
  ),
});
type Header = v.InferOutput<typeof headerSchema>;

const damaged = (why: string, cause?: unknown): AppError =>
  new AppError(
    'bad-file',
    `This table file is damaged (${why}). Nothing was changed. Fetch the file again, or use another copy.`,
    { cause },
  );

/**
 * @param table columns of `table.rows` cells each.
 * @returns the file's bytes; `decodeTable` gives back the same table bit for bit (every NaN becomes the same NaN).
 * @throws AppError 'bad-input' when a column's length or a category code does not fit the table.
 */
export async function encodeTable(table: Table): Promise<Uint8Array> {
  const packed = table.columns.map((column) => pack(column, table.rows));
  const header: Header = {
    rows: table.rows,
    columns: table.columns.map((column, i) => ({
      name: column.name,
      kind: column.kind,
      ...(column.kind === 'category' ? { levels: [...column.levels] } : {}),
      packing: packed[i]!.packing,
    })),
  };
  const headerBytes = new TextEncoder().encode(JSON.stringify(header));
  const cells = packed.reduce((sum, item) => sum + item.bytes.length, 0);
  const bytes = new Uint8Array(prefixBytes + headerBytes.length + cells);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint32(8, headerBytes.length, true);
  bytes.set(headerBytes, prefixBytes);
  let at = prefixBytes + headerBytes.length;
  for (const item of packed) {
    bytes.set(item.bytes, at);
    at += item.bytes.length;
  }
  view.setUint32(4, crc32(bytes.subarray(8)), true);
  return readAll(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip')), Infinity);
}

/**
 * @param bytes what `encodeTable` gave, or the same already gunzipped (some servers and proxies do that).
 * @throws AppError 'bad-file' on anything else; sizes are checked before memory is taken.
 */
export async function decodeTable(bytes: Uint8Array): Promise<Table> {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? await gunzip(bytes) : bytes;
  if (plain.length < prefixBytes || magic.some((byte, i) => plain[i] !== byte))
    throw damaged('it does not begin like one');
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  if (view.getUint32(4, true) !== crc32(plain.subarray(8))) throw damaged('its checksum does not match');
  const headerLength = view.getUint32(8, true);
  if (headerLength > plain.length - prefixBytes) throw damaged('it ends too early');
  const header = readHeader(plain.subarray(prefixBytes, prefixBytes + headerLength));

  const cells = header.columns.reduce((sum, column) => sum + header.rows * cellBytes(column.packing), 0);
  if (cells !== plain.length - prefixBytes - headerLength)
    throw damaged('its length does not match its content');
  let at = prefixBytes + headerLength;
  const columns = header.columns.map((column) => {
    const length = header.rows * cellBytes(column.packing);
    const unpacked = unpack(column, plain.subarray(at, at + length), header.rows);
    at += length;
    return unpacked;
  });
  return { rows: header.rows, columns };
}

function pack(column: Column, rows: number): Packed {
  const length = column.kind === 'category' ? column.codes.length : column.values.length;
  if (length !== rows)
    throw new AppError('bad-input', `Column "${column.name}" has ${length} cells, the table ${rows} rows.`);
  if (column.kind !== 'category') return packNumbers(column.values);
  const levels = column.levels.length;
  if (column.codes.some((code) => code < -1 || code >= levels))
    throw new AppError('bad-input', `Column "${column.name}" has a code without a category.`);
  return packCodes(column.codes, levels);
}

function unpack(column: Header['columns'][number], bytes: Uint8Array, rows: number): Column {
  const { name, kind, levels } = column;
  const packing: Packing = column.packing;
  if (kind === 'category') {
    if (packing.as !== 'codes' || !levels) throw damaged(`column "${name}" has no categories`);
    const codes = unpackCodes(bytes, rows, packing.width);
    if (codes.some((code) => code < -1 || code >= levels.length))
      throw damaged(`column "${name}" names a category that does not exist`);
    return { name, kind, codes, levels };
  }
  if (packing.as === 'codes') throw damaged(`column "${name}" holds categories where numbers belong`);
  return { name, kind, values: unpackNumbers(bytes, rows, packing) };
}

function readHeader(bytes: Uint8Array): Header {
  try {
    return v.parse(headerSchema, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (error) {
    throw damaged('its list of columns cannot be read', error);
  }
}

async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('gzip'));
    return await readAll(stream, largestUnpackedBytes);
  } catch (error) {
    throw error instanceof AppError ? error : damaged('it cannot be unpacked', error);
  }
}

async function readAll(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      throw damaged('it unpacks to more than any table can hold');
    }
    parts.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, i) => {
  let c = i;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});

/** CRC-32 as in gzip and PNG (ISO 3309). */
function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) c = crcTable[(c ^ bytes[i]!) & 0xff]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
