// Bytes to text: which encoding a file has, and its text in pieces, right at every border between two pieces.

import type { AppError } from '../../core/errors.ts';
import { shown, refusal } from './problems.ts';
import { encodings, type Encoding, type Guess } from './types.ts';

/** As much of a file as the guesses look at. */
export const sampleBytes = 256 * 1024;
const binaryBytes = 4096;
/** A piece at most: some blobs come in one, and nobody could hear a cancel meanwhile. */
const pieceBytes = 256 * 1024;

interface EncodingGuess {
  readonly encoding: Encoding;
  readonly guess: Guess;
}

/** The bytes of a file are not what the chosen or guessed encoding allows. */
export class WrongEncoding extends Error {}

/**
 * @param sample the file's first bytes. A mark at its start decides; then zeros in every other byte (UTF-16), then
 * whether it is UTF-8; else where the high bytes lie.
 * @param whole the sample is the whole file, so no character may be cut at its end.
 */
export function guessEncoding(sample: Uint8Array, whole: boolean): EncodingGuess {
  const [a, b, c] = sample;
  if (a === 0xef && b === 0xbb && c === 0xbf)
    return guessed('utf-8', true, 'it begins with the mark of UTF-8');
  if (a === 0xff && b === 0xfe) return guessed('utf-16le', true, 'it begins with the mark of UTF-16');
  if (a === 0xfe && b === 0xff) return guessed('utf-16be', true, 'it begins with the mark of UTF-16');
  const zeros = [0, 0];
  for (let i = 0; i < Math.min(sample.length, binaryBytes); i++) if (sample[i] === 0) zeros[i % 2]!++;
  const half = Math.min(sample.length, binaryBytes) / 2;
  if (zeros[1]! > half * 0.4 && zeros[0]! < half * 0.05)
    return guessed('utf-16le', false, 'every other byte is zero');
  if (zeros[0]! > half * 0.4 && zeros[1]! < half * 0.05)
    return guessed('utf-16be', false, 'every other byte is zero');
  if (sample.every((byte) => byte < 0x80)) return guessed('utf-8', true, 'it has plain letters only');
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: !whole });
    return guessed('utf-8', true, 'its bytes are valid UTF-8, which hardly happens by chance');
  } catch {
    return guessSingleByte(sample);
  }
}

/** Not UTF-8: the two encodings of Western Europe have their letters in different places. */
export function guessSingleByte(sample: Uint8Array): EncodingGuess {
  let low = 0;
  let high = 0;
  let unused = 0;
  for (const byte of sample) {
    if (byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d) unused++;
    if (byte >= 0x80 && byte <= 0x9f) low++;
    else if (byte >= 0xc0) high++;
  }
  const mac = unused > 0 || low > high;
  return mac
    ? guessed('macintosh', false, 'it is not valid UTF-8, and its letters lie where old Macs put them')
    : guessed('windows-1252', false, 'it is not valid UTF-8, and its letters lie where Windows puts them');
}

function guessed(encoding: Encoding, sure: boolean, why: string): EncodingGuess {
  const alternatives = sure ? [] : encodings.filter((other) => other !== encoding);
  return { encoding, guess: { about: 'encoding', value: encoding, sure, why, alternatives } };
}

/** @throws AppError 'bad-file' for bytes that are no text: a zero among the first 4 KB. */
export function refuseBinary(name: string, sample: Uint8Array, encoding: Encoding): void {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return;
  const zero = sample.subarray(0, binaryBytes).indexOf(0);
  if (zero >= 0)
    throw refusal(
      name,
      `this is not a text file: byte ${zero + 1} is zero, which no text has.`,
      'Choose a CSV, JSON, Parquet or image file.',
    );
}

const lost = (name: string, cause: unknown): AppError =>
  refusal(
    name,
    'the file could not be read to its end. It was probably changed, moved or removed meanwhile.',
    'Choose the file again.',
    cause,
  );

/**
 * The bytes of a file, piece by piece.
 * @throws AppError 'bad-file' when the file changes or disappears while it is read.
 */
export async function* bytesOf(name: string, blob: Blob): AsyncGenerator<Uint8Array, void> {
  const reader = blob.stream().getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw lost(name, error);
      });
      if (done) break;
      bytes += value.length;
      for (let at = 0; at < value.length; at += pieceBytes) yield value.subarray(at, at + pieceBytes);
    }
  } finally {
    // Also when the caller stops early. A stream that failed cannot be cancelled, and need not be.
    await reader.cancel().catch(() => undefined);
  }
  if (bytes !== blob.size) throw lost(name, new Error(`${bytes} of ${blob.size} bytes`));
}

/** The first bytes of a file. @throws AppError like `bytesOf`. */
export async function firstBytes(name: string, blob: Blob, length: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.slice(0, length).arrayBuffer());
  } catch (error) {
    throw lost(name, error);
  }
}

/**
 * Turns pieces of bytes into pieces of text. Marks of the byte order at the beginning are dropped, however many; a
 * character may be cut between two pieces anywhere.
 */
export class Decoding {
  readonly #decoder: TextDecoder;
  #begun = false;

  constructor(encoding: Encoding) {
    this.#decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  }

  /** @throws WrongEncoding. */
  next(bytes: Uint8Array): string {
    return this.#text(() => this.#decoder.decode(bytes, { stream: true }));
  }

  /** What is left at the end. @throws WrongEncoding when the last character is cut. */
  end(): string {
    return this.#text(() => this.#decoder.decode());
  }

  #text(decode: () => string): string {
    let text: string;
    try {
      text = decode();
    } catch (error) {
      throw new WrongEncoding('bytes that this encoding does not have', { cause: error });
    }
    if (this.#begun || text === '') return text;
    const from = text.search(/[^\ufeff]/);
    this.#begun = from >= 0;
    return from < 0 ? '' : text.slice(from);
  }
}

/** The text of the first bytes; a character that is cut at their end is left out. @throws WrongEncoding. */
export function decodeSample(sample: Uint8Array, encoding: Encoding, whole: boolean): string {
  const decoding = new Decoding(encoding);
  return decoding.next(sample) + (whole ? decoding.end() : '');
}

/** The refusal when a chosen encoding does not fit. */
export const notIn = (name: string, encoding: Encoding, line: number): AppError =>
  refusal(
    name,
    `near line ${line} it has bytes that ${shown(encoding)} does not allow.`,
    'Choose another encoding, or leave the choice to the page.',
  );
