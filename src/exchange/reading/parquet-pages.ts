// The bytes of one column in one row group, checked and decoded. hyparquet believes what pages say about themselves: a negative length
// would let it read for ever, a large one fill the memory. So every page is looked at before it is handed over.
// Format: parquet.thrift 2.10. Most writers add no checksums, so changed values cannot always be noticed.

import type { ColumnMetaData, CompressionCodec } from 'hyparquet/src/types.js';
import { parquetHeader, readColumn } from 'hyparquet/src/column.js';
import { compressors, decompressZstd } from 'hyparquet-compressors';
import { limits } from './types.ts';
import { crc32 } from './unpacking.ts';

type ColumnDecoder = Parameters<typeof readColumn>[2];
export type SchemaNode = ColumnDecoder['schemaPath'][number];

/** What is wrong, ending a sentence. */
export class DamagedPage extends Error {
  override readonly name = 'DamagedPage';
}

export interface Chunk {
  readonly schemaPath: readonly SchemaNode[];
  readonly meta: ColumnMetaData;
  readonly rows: number;
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

/** Where a column's bytes are in the file. @throws DamagedPage when they cannot be there. */
export function chunkRange(meta: ColumnMetaData, footer: number): { from: number; to: number } {
  const data = Number(meta.data_page_offset);
  const dictionary = Number(meta.dictionary_page_offset ?? 0);
  const from = dictionary > 0 && dictionary < data ? dictionary : data;
  const to = from + Number(meta.total_compressed_size);
  if (!isCount(from) || !isCount(to) || from < 4 || to < from || to > footer)
    throw new DamagedPage('its contents are said to be where they cannot be');
  return { from, to };
}

/** @throws DamagedPage or whatever the parser throws. */
function checkPages(bytes: Uint8Array<ArrayBuffer>, values: number): void {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  let [count, unpacked] = [0, 0];
  while (reader.offset < bytes.length && count < values) {
    const header = parquetHeader(reader);
    const { compressed_page_size: size, uncompressed_page_size: larger, crc } = header;
    if (!isCount(size) || reader.offset + size > bytes.length)
      throw new DamagedPage('a page runs over its end');
    unpacked += larger;
    if (!isCount(larger) || unpacked > limits.zipBytes)
      throw new DamagedPage(`a column of a row group unpacks to more than ${limits.zipBytes >> 20} MB`);
    if (crc !== undefined && crc32(bytes.subarray(reader.offset, reader.offset + size)) !== crc >>> 0)
      throw new DamagedPage('a page has a wrong checksum');
    reader.offset += size;
    const dictionary = header.dictionary_page_header?.num_values;
    if (dictionary !== undefined && (!isCount(dictionary) || dictionary > larger * 8))
      throw new DamagedPage('a dictionary claims more values than it can hold');
    const second = header.data_page_header_v2;
    const own = header.data_page_header?.num_values ?? second?.num_values ?? 0;
    if (!isCount(own)) throw new DamagedPage('a page has no number of values');
    if (second) {
      const { num_nulls: nulls, definition_levels_byte_length, repetition_levels_byte_length } = second;
      if (!isCount(nulls) || nulls > own) throw new DamagedPage('a page has more gaps than values');
      if (!isCount(definition_levels_byte_length) || !isCount(repetition_levels_byte_length))
        throw new DamagedPage('a page has no lengths of its parts');
      if (definition_levels_byte_length + repetition_levels_byte_length > Math.min(size, larger))
        throw new DamagedPage('a part of a page is longer than the page');
    }
    count += own;
  }
  if (count !== values) throw new DamagedPage('its pages do not hold as many values as it says');
}

const codecs: Partial<Record<CompressionCodec, (input: Uint8Array, length: number) => Uint8Array>> = {
  ...compressors,
  ZSTD: (input, length) => {
    const content = zstdContentSize(input);
    if (content !== null && content !== length) throw new DamagedPage('a page unpacks to another size');
    return decompressZstd(input, new Uint8Array(length));
  },
};

/** Size that a Zstandard frame declares (RFC 8878, 3.1.1.1); null where it does not. */
function zstdContentSize(input: Uint8Array): number | null {
  if (input.length < 14) return null;
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (view.getUint32(0, true) !== 0xfd2fb528) throw new DamagedPage('a page is not packed as it says');
  const descriptor = input[4]!;
  const single = (descriptor & 0x20) !== 0;
  const at = 5 + (single ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]!;
  switch (descriptor >> 6) {
    case 0:
      return single ? input[at]! : null;
    case 1:
      return view.getUint16(at, true) + 256;
    case 2:
      return view.getUint32(at, true);
    default:
      return Number(view.getBigUint64(at, true));
  }
}

const floorDivided = (value: bigint | number, by: bigint): number => {
  const whole = BigInt(value);
  return Number(whole / by - (whole % by < 0n ? 1n : 0n));
};

const utf8 = new TextDecoder('utf-8');

/** Times become ms since 1970 UTC, cut to whole ones; texts stay texts, JSON too. */
const parsers: ColumnDecoder['parsers'] = {
  timestampFromMilliseconds: (value) => Number(value),
  timestampFromMicroseconds: (value) => floorDivided(value, 1000n),
  timestampFromNanoseconds: (value) => floorDivided(value, 1_000_000n),
  dateFromDays: (days) => days * 86_400_000,
  stringFromBytes: (bytes) => utf8.decode(bytes),
  jsonFromBytes: (bytes) => utf8.decode(bytes),
  uuidFromBytes: (bytes) => {
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  },
  geometryFromBytes: () => null,
  geographyFromBytes: () => null,
};

/**
 * The values of a column in one row group, `rows` in all, in pages; missing ones are null or undefined, those of structs lie
 * in lists of at most one.
 * @throws DamagedPage or whatever the parser throws: the file is damaged.
 */
export function decodeChunk(
  bytes: Uint8Array<ArrayBuffer>,
  { schemaPath, meta, rows }: Chunk,
): ArrayLike<unknown>[] {
  if (Number(meta.num_values) !== rows) throw new DamagedPage('it has another number of values than rows');
  checkPages(bytes, rows);
  const element = schemaPath.at(-1)!.element;
  // Some writers say decimal in the new place only.
  const decimal = element.logical_type?.type === 'DECIMAL' ? element.logical_type : null;
  const decoder: ColumnDecoder = {
    pathInSchema: meta.path_in_schema,
    type: meta.type,
    element: decimal ? { ...element, converted_type: 'DECIMAL', scale: decimal.scale } : element,
    schemaPath: [...schemaPath],
    codec: meta.codec,
    compressors: codecs,
    parsers,
  };
  const group = { groupStart: 0, selectStart: 0, selectEnd: rows, groupRows: rows };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { data } = readColumn({ view, offset: 0 }, group, decoder);
  const pages = data as ArrayLike<unknown>[];
  if (pages.reduce((sum, page) => sum + page.length, 0) !== rows)
    throw new DamagedPage('it has another number of values than rows');
  return pages;
}
