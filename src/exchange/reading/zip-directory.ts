// The table of contents of a zip file (PKWARE's APPNOTE 6.3.10), read before anything is unpacked. Everything that a file may lie
// about is checked against everything else that it says.

import { AppError } from '../../core/errors.ts';
import { limits } from './types.ts';

export interface ZipEntry {
  /** With "/" between folders; relative, without "." and "..". */
  readonly path: string;
  /** Unpacked, as declared. */
  readonly size: number;
  readonly packedSize: number;
  readonly crc: number;
  readonly method: 'stored' | 'deflated';
  /** The name as it is written, to be found again in front of the contents. */
  readonly rawName: Uint8Array;
  readonly flags: number;
  /** Where its own header begins, and where the next thing in the file begins. */
  readonly offset: number;
  readonly end: number;
}

export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  /** What is left out, and why: "../x: its name leads out of the folder". */
  readonly ignored: readonly { readonly path: string; readonly why: string }[];
}

export const refuseZip = (name: string, what: string, toDo: string, cause?: unknown): AppError =>
  new AppError('bad-file', `The zip file "${name}" was not read: ${what} Nothing was imported. ${toDo}`, {
    cause,
  });
const packAgain = 'Pack the files again as a plain zip, or drop the folder itself.';
const damaged = (name: string, what: string): AppError =>
  refuseZip(name, `it is damaged (${what}).`, 'Fetch or copy the file again.');

interface Ending {
  readonly entries: number;
  readonly start: number;
  readonly end: number;
}

const bytesOf = async (blob: Blob, from: number, to: number): Promise<DataView<ArrayBuffer>> =>
  new DataView(await blob.slice(from, to).arrayBuffer());

/** Finds the end record, which says where the directory is. */
async function endingOf(blob: Blob, name: string): Promise<Ending> {
  const from = Math.max(0, blob.size - 22 - 0xffff);
  const view = await bytesOf(blob, from, blob.size);
  let at = view.byteLength - 22;
  // The comment after the record must reach exactly to the end of the file.
  while (
    at >= 0 &&
    !(view.getUint32(at, true) === 0x06054b50 && at + 22 + view.getUint16(at + 20, true) === view.byteLength)
  )
    at--;
  if (at < 0)
    throw refuseZip(name, 'it is no zip file, or its end is missing.', 'Fetch or copy the file again.');
  const disks = view.getUint16(at + 4, true) + view.getUint16(at + 6, true);
  const entries = view.getUint16(at + 10, true);
  const size = view.getUint32(at + 12, true);
  const start = view.getUint32(at + 16, true);
  if (entries === 0xffff || size === 0xffffffff || start === 0xffffffff)
    return zip64EndingOf(blob, name, from + at);
  if (disks !== 0 || view.getUint16(at + 8, true) !== entries)
    throw refuseZip(name, 'it is one part of several.', packAgain);
  if (start + size !== from + at) throw damaged(name, 'its table of contents is not where it should be');
  return { entries, start, end: start + size };
}

async function zip64EndingOf(blob: Blob, name: string, ending: number): Promise<Ending> {
  const wrong = damaged(name, 'the record of a large zip file is wrong');
  if (ending < 76) throw wrong;
  const locator = await bytesOf(blob, ending - 20, ending);
  const at = Number(locator.getBigUint64(8, true));
  if (locator.getUint32(0, true) !== 0x07064b50 || at > ending - 76) throw wrong;
  const view = await bytesOf(blob, at, ending - 20);
  if (view.getUint32(0, true) !== 0x06064b50) throw wrong;
  if (Number(view.getBigUint64(4, true)) + 12 !== view.byteLength) throw wrong;
  if (view.getUint32(16, true) !== 0 || view.getUint32(20, true) !== 0)
    throw refuseZip(name, 'it is one part of several.', packAgain);
  const entries = Number(view.getBigUint64(32, true));
  const size = Number(view.getBigUint64(40, true));
  const start = Number(view.getBigUint64(48, true));
  if (Number(view.getBigUint64(24, true)) !== entries || start + size !== at) throw wrong;
  return { entries, start, end: start + size };
}

/** Upper half of code page 437, in which names are written unless they say that they are UTF-8. */
const page437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** The name as text; null when it claims to be UTF-8 and is not. Many programs write UTF-8 without saying so. */
function nameOf(raw: Uint8Array, flags: number): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw).normalize('NFC');
  } catch {
    if (flags & 0x800) return null;
    return Array.from(raw, (byte) => (byte < 128 ? String.fromCharCode(byte) : page437[byte - 128]!)).join(
      '',
    );
  }
}

/** Why a name is left out; null: it is a plain relative path. */
function whyNot(path: string): string | null {
  if (/^([/]|[A-Za-z]:)/.test(path)) return 'its name is an absolute path';
  for (let i = 0; i < path.length; i++)
    if (path.charCodeAt(i) < 32) return 'its name holds control characters';
  const parts = path.split('/');
  if (parts.includes('..')) return 'its name leads out of the folder';
  if (parts.some((part) => part === '.' || part === '')) return 'its name is no plain path';
  return /\.zip$/i.test(path) ? 'it is a zip file inside the zip file' : null;
}

const isLink = (madeBy: number, attributes: number): boolean =>
  madeBy >> 8 === 3 && ((attributes >>> 16) & 0xf000) === 0xa000;

/** 64-bit sizes and offset from the extra field, for those that are written as 0xffffffff. */
function widened(extra: DataView, values: number[], name: string): number[] {
  if (!values.includes(0xffffffff)) return values;
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    const end = Math.min(extra.byteLength, next + extra.getUint16(at + 2, true));
    return values.map((value) => {
      if (value !== 0xffffffff) return value;
      if (next + 8 > end) throw damaged(name, 'a large size is missing');
      next += 8;
      return Number(extra.getBigUint64(next - 8, true));
    });
  }
  return values;
}

/**
 * Reads the table of contents and refuses what no honest zip file has: more entries or bytes than the limits, parts packed far too
 * tightly, encryption, two entries with one name, entries that lie over one another.
 * @throws AppError 'bad-file' naming the file, the entry and what to do.
 */
export async function readZipDirectory(blob: Blob, name: string): Promise<ZipDirectory> {
  const ending = await endingOf(blob, name);
  const tooMany = (count: number | string): AppError =>
    refuseZip(
      name,
      `it holds ${count} files; ${limits.zipEntries} are the most.`,
      'Split it into several zip files.',
    );
  if (ending.entries > limits.zipEntries) throw tooMany(ending.entries);
  if (ending.end - ending.start > 1024 * limits.zipEntries)
    throw damaged(name, 'its table of contents is far too long');
  const view = await bytesOf(blob, ending.start, ending.end);

  const entries: Omit<ZipEntry, 'end'>[] = [];
  const ignored: { path: string; why: string }[] = [];
  const offsets: number[] = [ending.start];
  const seen = new Set<string>();
  let [at, total] = [0, 0];
  for (let count = 0; count < ending.entries; count++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50)
      throw damaged(name, `entry ${count + 1} of ${ending.entries} of its table of contents`);
    const [nameLength, extraLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > view.byteLength) throw damaged(name, `entry ${count + 1} runs over its table of contents`);
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const rawName = new Uint8Array(view.buffer, at + 46, nameLength);
    const extra = new DataView(view.buffer, at + 46 + nameLength, extraLength);
    const [size, packedSize, offset] = widened(
      extra,
      [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)],
      name,
    ) as [number, number, number];
    const text = nameOf(rawName, flags);
    const path = (text ?? '').replaceAll('\\', '/');
    const link = isLink(view.getUint16(at + 4, true), view.getUint32(at + 38, true));
    const shown = text ?? `entry ${count + 1}`;
    const crc = view.getUint32(at + 16, true);
    at = next;

    if (flags & 0x2041)
      throw refuseZip(name, `"${shown}" is encrypted.`, 'Pack the files again without a password.');
    if (method !== 0 && method !== 8)
      throw refuseZip(
        name,
        `"${shown}" is packed in a way that cannot be read here (method ${method}).`,
        packAgain,
      );
    if (method === 0 && size !== packedSize) throw damaged(name, `the size of "${shown}"`);
    total += size;
    if (total > limits.zipBytes)
      throw refuseZip(
        name,
        `it unpacks to more than ${limits.zipBytes >> 20} MB.`,
        'Split it into several zip files.',
      );
    // One megabyte does no harm however tightly it was packed.
    if (size > 1024 * 1024 && size > packedSize * limits.zipRatio)
      throw refuseZip(
        name,
        `"${shown}" unpacks to more than ${limits.zipRatio} times its size, as made-up files do.`,
        packAgain,
      );
    offsets.push(offset);
    const folder = path.endsWith('/') && size === 0;
    const why =
      text === null ? 'its name is not readable' : link ? 'it is a link' : folder ? null : whyNot(path);
    if (text !== null && seen.has(path))
      throw refuseZip(
        name,
        `it holds two files called "${shown}".`,
        'Remove one of them and pack the rest again.',
      );
    seen.add(path);
    if (why !== null) ignored.push({ path: shown, why });
    else if (!folder)
      entries.push({
        path,
        size,
        packedSize,
        crc,
        method: method === 0 ? 'stored' : 'deflated',
        rawName,
        flags,
        offset,
      });
  }
  if (at !== view.byteLength) throw damaged(name, 'something follows its table of contents');
  return { entries: withEnds(entries, offsets, name), ignored };
}

/** Where the next thing begins after each entry. What lies over the next thing is refused. */
function withEnds(entries: readonly Omit<ZipEntry, 'end'>[], offsets: number[], name: string): ZipEntry[] {
  const sorted = Float64Array.from(offsets).sort();
  const nextAfter = new Map<number, number>();
  for (let i = 0; i + 1 < sorted.length; i++) {
    if (sorted[i] === sorted[i + 1]) throw damaged(name, 'one entry lies over something else');
    nextAfter.set(sorted[i]!, sorted[i + 1]!);
  }
  const directory = offsets[0]!;
  return entries.map((entry) => {
    const end = nextAfter.get(entry.offset) ?? 0;
    // 30 bytes is the least that stands in front of the contents.
    if (entry.offset >= directory || entry.offset + 30 + entry.rawName.length + entry.packedSize > end)
      throw damaged(name, `"${entry.path}" lies over something else`);
    return { ...entry, end };
  });
}
