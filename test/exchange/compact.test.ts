import { readdirSync, statSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { Column, Table } from '../../src/core/table.ts';
import { decodeTable, encodeTable } from '../../src/exchange/compact.ts';

const cell = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(NaN, -0, 0, Infinity, 0.1, 1e21, 2 ** 53, -(2 ** 40), 5e-324),
  fc.integer({ min: -9999, max: 9999 }).map((n) => n / 100),
  fc.integer({ min: 0, max: 30000 }).map((n) => Date.UTC(2011, 0, 1) + n * 3600_000),
);
const numberColumn = (rows: number): fc.Arbitrary<Column> =>
  fc.record(
    {
      name: fc.string({ unit: 'grapheme' }),
      kind: fc.constantFrom('number', 'integer', 'boolean', 'time'),
      values: fc
        .oneof(
          fc.array(cell, { minLength: rows, maxLength: rows }),
          fc.array(fc.constantFrom(0, 1, NaN), { minLength: rows, maxLength: rows }),
          fc.array(
            fc.integer({ min: 0, max: 70000 }).map((n) => n / 10),
            { minLength: rows, maxLength: rows },
          ),
        )
        .map((values) => Float64Array.from(values)),
    },
    { noNullPrototype: true },
  );
const categoryColumn = (rows: number): fc.Arbitrary<Column> =>
  fc
    .record({
      name: fc.string(),
      levels: fc.oneof(
        fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 }),
        fc.constantFrom(254, 255, 256, 300).map((n) => Array.from({ length: n }, (_, i) => `level ${i}`)),
      ),
    })
    .chain(({ name, levels }) =>
      fc
        .array(fc.integer({ min: -1, max: levels.length - 1 }), { minLength: rows, maxLength: rows })
        .map((codes) => ({ name, kind: 'category' as const, levels, codes: Int32Array.from(codes) })),
    );
const anyTable: fc.Arbitrary<Table> = fc
  .integer({ min: 0, max: 40 })
  .chain((rows) =>
    fc
      .array(fc.oneof(numberColumn(rows), categoryColumn(rows)), { maxLength: 5 })
      .map((columns) => ({ rows, columns })),
  );

const small: Table = {
  rows: 3,
  columns: [
    { name: 'time', kind: 'time', values: Float64Array.of(0, 3600_000, 7200_000) },
    { name: 'x', kind: 'number', values: Float64Array.of(0.1, NaN, 1 / 3) },
    { name: 'c', kind: 'category', levels: ['no', 'yes'], codes: Int32Array.of(1, -1, 0) },
  ],
};

const isBadFile = (error: unknown): boolean => error instanceof AppError && error.code === 'bad-file';
async function refusal(bytes: Uint8Array): Promise<boolean> {
  try {
    await decodeTable(bytes);
    return false;
  } catch (error) {
    if (!isBadFile(error)) throw error;
    return true;
  }
}

/** CRC-32 bit by bit, to make files that lie with a correct checksum. */
function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) {
    c ^= byte;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  }
  return (c ^ 0xffffffff) >>> 0;
}
function forged(header: string, cells: number, headerLength?: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(12 + text.length + cells);
  bytes.set(new TextEncoder().encode('MLT1'));
  bytes.set(text, 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(8, headerLength ?? text.length, true);
  view.setUint32(4, crc32(bytes.subarray(8)), true);
  return bytes;
}
const column = (packing: object, more: object = {}): string =>
  JSON.stringify({ rows: 4, columns: [{ name: 'x', kind: 'number', packing, ...more }] });
const plain = { as: 'plain', width: 1, base: 0, step: 1, decimals: 0, missing: false };

describe('the compact table', () => {
  it('comes back bit for bit', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        const back = await decodeTable(await encodeTable(table));
        expect(back.rows).toBe(table.rows);
        // toStrictEqual tells −0 from 0 and takes NaN for NaN.
        expect(back.columns).toStrictEqual(table.columns);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the sign of a negative zero, beside missing cells too', async () => {
    for (const cells of [[-0], [NaN, -0], [0, -0, 1], [-0, -0.5]]) {
      const values = Float64Array.from(cells);
      const table: Table = { rows: cells.length, columns: [{ name: 'x', kind: 'number', values }] };
      const column = (await decodeTable(await encodeTable(table))).columns[0];
      expect(column && 'values' in column && [...column.values].every((v, i) => Object.is(v, cells[i]))).toBe(
        true,
      );
    }
  });

  it('keeps exact decimals small', async () => {
    const rows = 10_000;
    const size = async (values: Float64Array): Promise<number> =>
      gunzipSync(await encodeTable({ rows, columns: [{ name: 'x', kind: 'number', values }] })).length;
    expect(
      await size(
        Float64Array.from({ length: rows }, (_, i) => Math.floor(250 * Math.abs(Math.sin(i))) / 100),
      ),
    ).toBeLessThan(1.1 * rows);
    expect(await size(Float64Array.from({ length: rows }, (_, i) => 1e12 + i * 60_000))).toBeLessThan(
      1.1 * rows,
    );
    expect(await size(Float64Array.from({ length: rows }, (_, i) => Math.sin(i)))).toBeGreaterThan(8 * rows);
  });

  it('reads what a server has already gunzipped', async () => {
    const bytes = await encodeTable(small);
    expect(bytes[0]).toBe(0x1f);
    expect(await decodeTable(new Uint8Array(gunzipSync(bytes)))).toEqual(small);
  });

  it('refuses a file that is cut anywhere', async () => {
    for (const bytes of [await encodeTable(small), new Uint8Array(gunzipSync(await encodeTable(small)))])
      for (let length = 0; length < bytes.length; length++)
        expect(await refusal(bytes.subarray(0, length)), `cut to ${length}`).toBe(true);
  });

  it('refuses a file with any bit flipped', async () => {
    const bytes = new Uint8Array(gunzipSync(await encodeTable(small)));
    for (let at = 0; at < bytes.length; at++) {
      const broken = bytes.slice();
      broken[at]! ^= 1 << (at % 8);
      expect(await refusal(broken), `byte ${at}`).toBe(true);
    }
    // Some bits of gzip's own header (time, system) mean nothing; flipping those loses nothing either.
    const packed = await encodeTable(small);
    for (let at = 10; at < packed.length; at++) {
      const broken = packed.slice();
      broken[at]! ^= 0x10;
      if (!(await refusal(broken))) expect(await decodeTable(broken)).toEqual(small);
    }
  });

  it.each([
    ['more rows than bytes', forged(column(plain), 3)],
    ['fewer rows than bytes', forged(column(plain), 5)],
    ['two thousand million rows', forged(column(plain).replace('"rows":4', '"rows":2147483647'), 4)],
    ['a broken number of rows', forged(column(plain).replace('"rows":4', '"rows":0.5'), 4)],
    ['a longer list of columns than there are bytes', forged(column(plain), 4, 4_000_000_000)],
    ['a width that does not exist', forged(column({ ...plain, width: 3 }), 12)],
    ['a step of 0', forged(column({ ...plain, step: 0 }), 4)],
    ['categories without names', forged(column({ as: 'codes', width: 1 }, { kind: 'category' }), 4)],
    ['numbers for categories', forged(column({ as: 'codes', width: 1 }), 4)],
    ['no list of columns', forged('[1, 2', 4)],
    ['an unknown kind', forged(column(plain, { kind: 'picture' }), 4)],
  ])('refuses %s', async (_, bytes) => {
    expect(await refusal(bytes)).toBe(true);
    expect(await refusal(new Uint8Array(gzipSync(bytes)))).toBe(true);
  });

  it('refuses a category that does not exist', async () => {
    const header = column({ as: 'codes', width: 1 }, { kind: 'category', levels: ['a'] });
    const bytes = forged(header, 4);
    expect((await decodeTable(bytes)).rows).toBe(4);
    bytes[bytes.length - 1] = 2;
    new DataView(bytes.buffer).setUint32(4, crc32(bytes.subarray(8)), true);
    expect(await refusal(bytes)).toBe(true);
  });

  it('refuses other files', async () => {
    for (const text of ['', '<!doctype html>', 'a,b\n1,2'])
      expect(await refusal(new TextEncoder().encode(text))).toBe(true);
    expect(await refusal(new Uint8Array(gzipSync('hello')))).toBe(true);
  });

  it('refuses to write a table that does not fit together', async () => {
    const short = { ...small, rows: 4 };
    await expect(encodeTable(short)).rejects.toMatchObject({ code: 'bad-input' });
    const stray: Column = { name: 'c', kind: 'category', levels: ['no'], codes: Int32Array.of(1) };
    await expect(encodeTable({ rows: 1, columns: [stray] })).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('keeps all data sets under 1.1 MB', () => {
    const folder = new URL('../../public/data/', import.meta.url);
    const files = readdirSync(folder);
    expect(files.length).toBe(15);
    const bytes = files.map((file) => statSync(new URL(file, folder)).size);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_100_000);
  });
});
