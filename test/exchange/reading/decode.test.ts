import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decoding, guessEncoding, WrongEncoding } from '../../../src/exchange/reading/decode.ts';
import type { Encoding } from '../../../src/exchange/reading/types.ts';
import { guess, read, refused, shownTable } from './reading.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function utf16(text: string, little: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), little);
  return new Uint8Array(view.buffer);
}

const decoded = (bytes: Uint8Array, encoding: Encoding, cuts: readonly number[] = []): string => {
  const decoding = new Decoding(encoding);
  const ends = [...cuts, bytes.length];
  return ends.map((end, i) => decoding.next(bytes.subarray(ends[i - 1] ?? 0, end))).join('') + decoding.end();
};

describe('decoding', () => {
  test('a character may be cut anywhere (C4)', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'é', '€', '𝒳', '\ufeff'), maxLength: 12 }),
        fc.nat(3),
        (raw, marks) => {
          const text = `x${raw}`;
          const marked = '\ufeff'.repeat(marks) + text;
          const versions: [Uint8Array, Encoding][] = [
            [utf8(marked), 'utf-8'],
            [utf16(marked, true), 'utf-16le'],
            [utf16(marked, false), 'utf-16be'],
          ];
          for (const [bytes, encoding] of versions) {
            for (let cut = 0; cut <= bytes.length; cut++) expect(decoded(bytes, encoding, [cut])).toBe(text);
            expect(
              decoded(
                bytes,
                encoding,
                Array.from(bytes, (_, i) => i),
              ),
            ).toBe(text);
          }
        },
      ),
    ));

  test('a cut last character and bytes that are no UTF-8 are errors', () => {
    expect(() => decoded(utf8('é').subarray(0, 1), 'utf-8')).toThrow(WrongEncoding);
    expect(() => decoded(Uint8Array.of(0x61, 0xe9, 0x62), 'utf-8')).toThrow(WrongEncoding);
    expect(() => decoded(utf16('ab', true).subarray(0, 3), 'utf-16le')).toThrow(WrongEncoding);
  });

  test.each([
    ['plain letters', utf8('a,b\n1,2\n'), 'utf-8', true],
    ['UTF-8', utf8('é,b\n1,2\n'), 'utf-8', true],
    ['UTF-8 with mark', utf8('\ufeffé'), 'utf-8', true],
    ['UTF-16 LE with mark', utf16('\ufeffa,b\n', true), 'utf-16le', true],
    ['UTF-16 BE with mark', utf16('\ufeffa,b\n', false), 'utf-16be', true],
    ['UTF-16 LE', utf16('a,b\n1,é\n', true), 'utf-16le', false],
    ['UTF-16 BE', utf16('a,b\n1,é\n', false), 'utf-16be', false],
    // "café,Müller,Straße" and "naïve" as Windows and as old Macs wrote them.
    ['Windows', Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 0x2c, 0x4d, 0xfc, 0x6c, 0xdf), 'windows-1252', false],
    ['Mac', Uint8Array.of(0x63, 0x61, 0x66, 0x8e, 0x2c, 0x4d, 0x9f, 0x6c, 0xa7), 'macintosh', false],
  ] as const)('recognises %s', (_, bytes, encoding, sure) => {
    const guessed = guessEncoding(bytes, true);
    expect(guessed.encoding).toBe(encoding);
    expect(guessed.guess.sure).toBe(sure);
    expect(guessed.guess.alternatives.length > 0).toBe(!sure);
  });

  test('a character cut at the end of the sample is no sign against UTF-8', () => {
    const bytes = utf8('aé').subarray(0, 2);
    expect(guessEncoding(bytes, false).encoding).toBe('utf-8');
    expect(guessEncoding(bytes, true).encoding).toBe('windows-1252');
  });
});

describe('files in other encodings', () => {
  const rows = 'name,n\ncafé,1\nMüller,2\n';
  const bytes = Uint8Array.from(rows, (c) => c.charCodeAt(0));

  test('C1: marks of UTF-8, one or two, are no part of the first name', async () => {
    for (const marks of ['\ufeff', '\ufeff\ufeff'])
      expect(shownTable(await read(`${marks}a,b\n1,x\n2,y\n`))[0]).toEqual(['a', 'integer', [1, 2]]);
  });

  test('C2: UTF-16 of both orders', async () => {
    for (const little of [true, false]) {
      const result = await read(utf16(`\ufeff${rows}`, little));
      expect(result.dialect?.encoding).toBe(little ? 'utf-16le' : 'utf-16be');
      expect(shownTable(result)[0]).toEqual(['name', 'category', ['café', 'Müller']]);
    }
  });

  test('C3: windows-1252 is guessed, said to be unsure, and can be chosen', async () => {
    const result = await read(bytes);
    expect(guess(result, 'encoding')).toMatchObject({ value: 'windows-1252', sure: false });
    expect(shownTable(result)[0]![2]).toEqual(['café', 'Müller']);
    const chosen = await read(bytes, { dialect: { encoding: 'macintosh' } });
    expect(shownTable(chosen)[0]![2]).toEqual(['cafÈ', 'M¸ller']);
    expect(chosen.guesses.some(({ about }) => about === 'encoding')).toBe(false);
    expect(await refused(bytes, { dialect: { encoding: 'utf-8' } })).toMatch(/does not allow/);
  });

  test('C3: a byte that is no UTF-8 far behind the sample', async () => {
    const many = new Blob(['a,b\n', 'x,1\n'.repeat(100_000), Uint8Array.of(0xe9), ',2\n']);
    const result = await read(many);
    expect(result.table.rows).toBe(100_001);
    expect(shownTable(result)[0]![2].at(-1)).toBe('é');
    expect(guess(result, 'encoding')).toMatchObject({ value: 'windows-1252', sure: false });
  });

  test('C27: binary files are refused', async () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x46, 0, 0, 0, 13);
    expect(await refused(png)).toMatch(/not a text file: byte 5 is zero/);
    expect(await refused('a,b\n1,\u00002\n')).toMatch(/byte 7 is zero/);
  });
});
