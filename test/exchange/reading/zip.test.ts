// The rows Z1 to Z16 of the catalogue of bad input, and mutated zip files.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { limits } from '../../../src/exchange/reading/types.ts';
import { openZip } from '../../../src/exchange/reading/zip.ts';
import { text, writeZip, type Written } from './zip-writer.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/exchange');
const blobOf = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)]);

async function contents(bytes: Uint8Array): Promise<Map<string, string>> {
  const zip = await openZip(blobOf(bytes), 'a.zip');
  const found = new Map<string, string>();
  for (const entry of zip.entries) found.set(entry.path, new TextDecoder().decode(await zip.read(entry)));
  return found;
}
const ignored = async (bytes: Uint8Array): Promise<ReadonlyMap<string, string>> =>
  new Map((await openZip(blobOf(bytes), 'a.zip')).ignored.map(({ path, why }) => [path, why]));

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await contents(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('bad-file');
    expect((error as AppError).message).toMatch(/"a\.zip".*Nothing was imported\./);
    return (error as AppError).message;
  }
  throw new Error('It was accepted.');
}

const cat: Written = { path: 'cats/1.txt', bytes: text('meow '.repeat(100)) };
const dog: Written = { path: 'dogs/2.txt', bytes: text('woof'), stored: true };

describe('honest zip files', () => {
  it('are read, packed and stored', async () => {
    expect(await contents(writeZip([cat, dog], 'a comment'))).toEqual(
      new Map([
        ['cats/1.txt', 'meow '.repeat(100)],
        ['dogs/2.txt', 'woof'],
      ]),
    );
  });

  it('of fflate and of Python, with data descriptors, with 64-bit sizes and a comment (Z15)', async () => {
    expect(await contents(zipSync({ a: { 'b.txt': text('hello') } }))).toEqual(
      new Map([['a/b.txt', 'hello']]),
    );
    const descriptors = await contents(readFileSync(join(fixtures, 'descriptors.zip')));
    expect([...descriptors]).toEqual([
      ['cats/1.txt', 'meow '.repeat(200)],
      ['dögs/2.txt', 'woof'],
    ]);
    const wide = await contents(readFileSync(join(fixtures, 'zip64.zip')));
    expect(wide.get('large/numbers.txt')?.slice(-7)).toBe('498 499');
  });

  it('with the records of a zip64 file at the end (Z15)', async () => {
    const plain = writeZip([cat]);
    const at = plain.length - 22;
    const old = Buffer.from(plain.slice(at));
    const record = Buffer.alloc(56 + 20);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(44n, 4);
    record.writeBigUInt64LE(1n, 24);
    record.writeBigUInt64LE(1n, 32);
    record.writeBigUInt64LE(BigInt(old.readUInt32LE(12)), 40);
    record.writeBigUInt64LE(BigInt(old.readUInt32LE(16)), 48);
    record.writeUInt32LE(0x07064b50, 56);
    record.writeBigUInt64LE(BigInt(at), 64);
    old.writeUInt32LE(0xffffffff, 16);
    const wide = Buffer.concat([plain.subarray(0, at), record, old]);
    expect([...(await contents(wide)).keys()]).toEqual(['cats/1.txt']);
    record.writeBigUInt64LE(2n ** 60n, 48);
    expect(await refusal(Buffer.concat([plain.subarray(0, at), record, old]))).toContain('large zip file');
  });

  it('with folders, empty files and names in old code pages', async () => {
    const old = new Uint8Array([0x8e, ...text('pfel.txt')]);
    const zip = writeZip([
      { path: 'cats/', bytes: text('') },
      { path: 'cats/empty.txt', bytes: text('') },
      { path: old, bytes: text('a'), flags: 0 },
      { path: text('ü.txt'), bytes: text('b'), flags: 0 },
      { path: 'one\\two.txt', bytes: text('c') },
    ]);
    expect([...(await contents(zip)).keys()]).toEqual([
      'cats/empty.txt',
      'Äpfel.txt',
      'ü.txt',
      'one/two.txt',
    ]);
  });
});

describe('bad zip files', () => {
  it('Z1: what is no zip file, empty or cut off is refused', async () => {
    expect(await refusal(text('PK but no zip file at all, however long it may be'))).toContain('no zip file');
    expect(await refusal(new Uint8Array(0))).toContain('no zip file');
    const zip = writeZip([cat, dog]);
    for (const length of [1, 30, zip.length >> 1, zip.length - 1]) await refusal(zip.slice(0, length));
    await refusal(new Uint8Array([...zip, 0]));
    await refusal(zip.slice(1));
  });

  it('Z2: an empty zip file has no entries', async () => {
    expect(await contents(writeZip([]))).toEqual(new Map());
  });

  it('Z3: what is packed far too tightly is refused before it is unpacked', async () => {
    const bomb = writeZip([{ path: 'zeros', bytes: new Uint8Array(8 * 1024 * 1024) }]);
    expect(bomb.length).toBeLessThan(20_000);
    expect(await refusal(bomb)).toContain(`more than ${limits.zipRatio} times`);
    const harmless = writeZip([{ path: 'zeros', bytes: new Uint8Array(1024 * 1024) }]);
    expect((await contents(harmless)).get('zeros')).toHaveLength(1024 * 1024);
  });

  it('Z3: a bomb that declares little is stopped where it exceeds that', async () => {
    const bomb = writeZip([{ path: 'zeros', bytes: new Uint8Array(64 * 1024 * 1024), size: 1000 }]);
    expect(await refusal(bomb)).toContain('more than the 1000 bytes');
  });

  it('Z4: zip files in zip files are left out and listed', async () => {
    const zip = writeZip([cat, { path: 'more.ZIP', bytes: writeZip([dog]) }]);
    expect([...(await contents(zip)).keys()]).toEqual(['cats/1.txt']);
    expect((await ignored(zip)).get('more.ZIP')).toContain('inside the zip file');
  });

  it.each([
    ['Z5: a size that is too small', { ...cat, size: 100 }, 'more than the 100 bytes'],
    ['Z5: a size that is too large', { ...cat, size: 501 }, 'holds 500 bytes and declares 501'],
    ['Z5: a stored size that is wrong', { ...dog, path: 'x', size: 3 }, 'the size of'],
    ['Z5: packed bytes cut off', { ...cat, packedSize: 5 }, 'lies over something else|end too early|damaged'],
    ['Z6: a size of 4 GB', { ...cat, size: 0xfffffffe }, 'unpacks to more than'],
    ['Z7: a wrong checksum', { ...cat, crc: 1 }, 'wrong checksum'],
    ['Z7: a wrong checksum of stored bytes', { ...dog, path: 'x', crc: 1 }, 'wrong checksum'],
    ['Z8: encrypted', { ...cat, flags: 1 }, 'is encrypted'],
    ['Z8: strongly encrypted', { ...cat, flags: 0x41 }, 'is encrypted'],
    ['another method', { ...cat, method: 12 }, 'method 12'],
    ['Z14: another name in front of it', { ...cat, local: { path: 'dogs/1.txt' } }, 'contradicts'],
    ['Z14: another size in front of it', { ...cat, local: { size: 5 } }, 'contradicts'],
    ['Z14: another method in front of it', { ...cat, local: { method: 0 } }, 'contradicts'],
    ['Z14: the place of another entry', { ...cat, offset: 0 }, 'lies over something else'],
    ['Z14: a place in the table of contents', { ...cat, offset: 0xfffff }, 'lies over something else'],
  ])('%s is refused', async (_, entry: Written, why) => {
    expect(await refusal(writeZip([dog, entry]))).toMatch(new RegExp(why));
  });

  it('Z14: contents that run into the next entry are refused', async () => {
    const longer: Written = { ...dog, bytes: text('woof'), size: 20, packedSize: 20 };
    expect(await refusal(writeZip([longer, cat]))).toContain('lies over something else');
  });

  it('Z9: names that lead elsewhere are left out and listed', async () => {
    const names = ['../../etc/passwd', '/abs', 'C:\\x', 'a/../b', 'a//b', './c', '..\\d', 'e\u0000f', 'g/..'];
    const zip = writeZip([...names.map((path) => ({ path, bytes: text('x') })), dog]);
    expect([...(await contents(zip)).keys()]).toEqual(['dogs/2.txt']);
    expect([...(await ignored(zip)).keys()]).toEqual(names);
  });

  it('Z10: an entry called __proto__ is an entry like any other', async () => {
    const zip = writeZip([
      { path: '__proto__', bytes: text('x') },
      { path: 'constructor/y', bytes: text('z') },
    ]);
    expect([...(await contents(zip))]).toEqual([
      ['__proto__', 'x'],
      ['constructor/y', 'z'],
    ]);
  });

  it('Z11: two entries with one name are refused, also when only their composition differs', async () => {
    expect(await refusal(writeZip([dog, dog]))).toContain('two files called "dogs/2.txt"');
    const composed = ['a\u0308', '\u00e4'].map((path) => ({ path, bytes: text(path) }));
    expect(await refusal(writeZip(composed))).toContain('two files called');
  });

  it('Z12: more entries than the limit are refused', async () => {
    const many = Array.from({ length: limits.zipEntries + 1 }, (_, i) => ({
      path: `${i}`,
      bytes: text(''),
      stored: true,
    }));
    expect(await refusal(writeZip(many))).toContain(`${limits.zipEntries} are the most`);
  });

  it('Z13: a name that is no UTF-8 although it says so is left out; names that differ by case are two', async () => {
    const zip = writeZip([
      { path: new Uint8Array([0xff, 0xfe]), bytes: text('x') },
      { path: 'a', bytes: text('1') },
      { path: 'A', bytes: text('2') },
    ]);
    expect([...(await contents(zip)).keys()]).toEqual(['a', 'A']);
    expect((await ignored(zip)).get('entry 1')).toBe('its name is not readable');
  });

  it('Z16: links are left out and listed; other attributes have no meaning', async () => {
    const unix = 3 << 8;
    const zip = writeZip([
      { path: 'link', bytes: text('/etc/passwd'), madeBy: unix, attributes: 0xa1ff0000 },
      { path: 'run.sh', bytes: text('x'), madeBy: unix, attributes: 0x81ff0000 },
    ]);
    expect([...(await contents(zip)).keys()]).toEqual(['run.sh']);
    expect((await ignored(zip)).get('link')).toBe('it is a link');
  });
});

describe('mutated zip files', () => {
  const runs = process.env['FUZZ'] === '1' ? 500 : 60;
  const file = fc.record({
    path: fc.stringMatching(/^[a-z]{1,8}\/[a-z]{1,8}$/),
    bytes: fc.uint8Array({ maxLength: 300 }),
    stored: fc.boolean(),
  });
  const files = fc.uniqueArray(file, { minLength: 1, maxLength: 4, selector: ({ path }) => path });
  const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const mutation = fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), place, bit: fc.nat(7) }),
    fc.record({ kind: fc.constant('cut' as const), place, length: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ kind: fc.constant('end' as const), place }),
    fc.record({ kind: fc.constant('lie' as const), place, value: fc.constantFrom(0, 1, 0xffff, 0xffffffff) }),
  );

  it('are refused in words, or give the bytes that were packed', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.array(mutation, { minLength: 1, maxLength: 3 }), async (made, mutations) => {
        let zip = Buffer.from(writeZip(made));
        for (const change of mutations) {
          if (zip.length < 4) break;
          const at = Math.floor(change.place * (zip.length - 3));
          if (change.kind === 'flip') zip[at] = zip[at]! ^ (1 << change.bit);
          else if (change.kind === 'lie') zip.writeUInt32LE(change.value, at);
          else if (change.kind === 'end') zip = zip.subarray(0, at);
          else zip = Buffer.concat([zip.subarray(0, at), zip.subarray(at + change.length)]);
        }
        const packed = made.map(({ bytes }) => Buffer.from(bytes).toString('hex'));
        let zipFile;
        try {
          zipFile = await openZip(blobOf(zip), 'a.zip');
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          return;
        }
        for (const entry of zipFile.entries)
          try {
            expect(packed).toContain(Buffer.from(await zipFile.read(entry)).toString('hex'));
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
          }
      }),
      { numRuns: runs },
    );
  });
});
