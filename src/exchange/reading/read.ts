// The one door for every file, paste and folder: recognises what it is and reads it.

import { AppError } from '../../core/errors.ts';
import { readCsv } from './csv.ts';
import { decodeSample, firstBytes, guessEncoding, sampleBytes, WrongEncoding } from './decode.ts';
import { readJson } from './json.ts';
import { isPictureName } from './picture-names.ts';
import { grouped, refusal } from './problems.ts';
import {
  limits,
  type FileFormat,
  type ReadCallbacks,
  type ReadOptions,
  type ReadResult,
  type Source,
} from './types.ts';

/**
 * Reads a file, pasted text or folder into a table. Nothing is kept anywhere.
 * @throws AppError 'bad-file' naming the file, the place and what can be done; 'aborted' soon after the signal; 'bad-input'
 *   for choices that cannot be.
 */
export async function readSource(
  source: Source,
  options: ReadOptions,
  callbacks: ReadCallbacks,
): Promise<ReadResult> {
  try {
    return await dispatch(source, options, callbacks);
  } catch (error) {
    throw AppError.from(error);
  }
}

async function dispatch(source: Source, options: ReadOptions, callbacks: ReadCallbacks): Promise<ReadResult> {
  if (source.from === 'folder') return readPacked(source, options, callbacks);
  // Pasted text has lost its encoding; half a surrogate pair becomes U+FFFD.
  const pasted = source.from === 'text';
  const blob = pasted ? new Blob([source.text]) : source.blob;
  const chosen: ReadOptions = pasted
    ? { ...options, dialect: { ...options.dialect, encoding: 'utf-8' } }
    : options;
  if (blob.size > limits.fileBytes)
    throw refusal(
      source.name,
      `it has ${grouped(blob.size)} bytes, and ${grouped(limits.fileBytes)} are the most.`,
      'Choose a smaller file, or leave out columns or rows.',
    );
  if (blob.size === 0) throw refusal(source.name, 'it is empty.', 'Choose another file.');
  const format = await recogniseFormat(source.name, blob, options);
  switch (format) {
    case 'parquet':
      return (await import('./parquet.ts')).readParquet(source, chosen, callbacks);
    case 'images':
      return readPacked(source, chosen, callbacks);
    case 'gzip': {
      const inner = await (
        await import('./packed-table.ts')
      ).gunzipped({ from: 'file', name: source.name, blob });
      return dispatchInner(source.name, inner, chosen, callbacks);
    }
    case 'json':
    case 'json-lines':
      return readJson(source.name, blob, format === 'json-lines', chosen, callbacks);
    case 'csv':
      return readCsv(source.name, blob, chosen, callbacks);
  }
}

/** Pictures, or one table among files. */
async function readPacked(
  source: Source,
  options: ReadOptions,
  callbacks: ReadCallbacks,
): Promise<ReadResult> {
  const inner = await (await import('./packed-table.ts')).tableWithin(source);
  if (inner) return dispatchInner(source.name, inner, options, callbacks);
  return (await import('./images.ts')).readImages(source, options, callbacks);
}

/** Something packed within something packed is not opened: that is how small files become endless ones. */
async function dispatchInner(
  outer: string,
  inner: Source,
  options: ReadOptions,
  callbacks: ReadCallbacks,
): Promise<ReadResult> {
  if (inner.from === 'file') {
    const head = new Uint8Array(await inner.blob.slice(0, 4).arrayBuffer());
    if ((head[0] === 0x1f && head[1] === 0x8b) || (head[0] === 0x50 && head[1] === 0x4b))
      throw refusal(outer, 'it is packed twice.', 'Unpack it once.');
  }
  return dispatch(inner, options, callbacks);
}

const beginnings: readonly (readonly [FileFormat, readonly number[]])[] = [
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
  ['images', [0x50, 0x4b, 0x03, 0x04]],
  ['images', [0x50, 0x4b, 0x05, 0x06]],
  ['images', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['images', [0xff, 0xd8, 0xff]],
  ['images', [0x47, 0x49, 0x46, 0x38]],
  ['images', [0x00, 0x00, 0x08, 0x03]],
  ['images', [0x00, 0x00, 0x08, 0x01]],
];

/**
 * What a file is: by its first bytes, for a name may lie; among texts by the first sign, and only then by its name.
 * @throws AppError 'bad-file' for files that are known and cannot be read.
 */
async function recogniseFormat(name: string, blob: Blob, options: ReadOptions): Promise<FileFormat | 'gzip'> {
  const sample = await firstBytes(name, blob, sampleBytes);
  const whole = sample.length === blob.size;
  const begins = (bytes: readonly number[]): boolean => bytes.every((byte, i) => sample[i] === byte);
  if (/\.(xlsx|xlsm|xlsb|ods|numbers)$/i.test(name) && begins([0x50, 0x4b]))
    throw refusal(name, 'it is a spreadsheet.', 'Save it as CSV from the spreadsheet program.');
  if (/\.bmp$/i.test(name) && begins([0x42, 0x4d])) return 'images';
  const known = beginnings.find(([, bytes]) => begins(bytes));
  if (known) return known[0];
  if (isWebp(sample)) return 'images';
  // MNIST's own files are gzip files too, and are known by their names.
  if (begins([0x1f, 0x8b])) return isPictureName(name) ? 'images' : 'gzip';
  if (begins([0xd0, 0xcf, 0x11, 0xe0]))
    throw refusal(name, 'it is an old Office file.', 'Save it as CSV from the spreadsheet program.');
  const encoding = options.dialect?.encoding ?? guessEncoding(sample, whole).encoding;
  let text: string;
  try {
    text = decodeSample(sample, encoding, whole).trimStart();
  } catch (error) {
    if (!(error instanceof WrongEncoding)) throw error;
    return 'csv';
  }
  if (/\.(jsonl|ndjson)$/i.test(name)) return 'json-lines';
  if (/\.json$/i.test(name)) return isJsonLines(text) ? 'json-lines' : 'json';
  if (/\.(csv|tsv|tab|psv)$/i.test(name) || !/^[[{]/.test(text)) return 'csv';
  if (isJsonLines(text)) return 'json-lines';
  // Text that begins like JSON: a bracket may also open a cell.
  return /^(\{\s*(["}]|$)|\[\s*([[{"\]\d-]|$))/.test(text) ? 'json' : 'csv';
}

const isWebp = (sample: Uint8Array): boolean =>
  String.fromCharCode(...sample.subarray(0, 4)) === 'RIFF' &&
  String.fromCharCode(...sample.subarray(8, 12)) === 'WEBP';

/** The first line is a whole value, and another one follows. */
function isJsonLines(text: string): boolean {
  const [first = '', second = ''] = text.split(/\r\n|\n|\r/, 2);
  if (!/^[[{]/.test(first) || !/^\s*[[{]/.test(second)) return false;
  try {
    JSON.parse(first);
    return true;
  } catch {
    return false;
  }
}
