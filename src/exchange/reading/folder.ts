// A dropped folder, a zip file or a single file, all as a list of files with paths.

import { AppError } from '../../core/errors.ts';
import { refusal } from './problems.ts';
import { limits, type Source } from './types.ts';
import { UnpackingFailure } from './unpacking.ts';
import { isZip, openZip } from './zip.ts';

export interface FolderFile {
  /** With "/" between folders. */
  readonly path: string;
  /** Bytes, unpacked. */
  readonly size: number;
  /** @throws UnpackingFailure saying why it cannot be had; the other files can. */
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

export interface Folder {
  readonly name: string;
  /** As they lie on the disk, packed. */
  readonly bytes: number;
  /** By path, "2.png" before "10.png", whatever order the disk or the zip file has. */
  readonly files: readonly FolderFile[];
  /** What a zip file holds and should not, and why it was left out. */
  readonly ignored: readonly { readonly path: string; readonly why: string }[];
}

/** What operating systems put into folders by themselves. */
const litter = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/;

const collator = new Intl.Collator('en', { numeric: true });
const byPath = (a: FolderFile, b: FolderFile): number =>
  collator.compare(a.path, b.path) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

async function readBlob(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    throw new UnpackingFailure('it was moved, changed or closed to this page since it was chosen', {
      cause: error,
    });
  }
}

/**
 * Lists the files; reads no contents but a zip file's table of contents.
 * @throws AppError 'bad-file' for a damaged zip file, for too many files or bytes, and for a text.
 */
export async function openFolder(source: Source): Promise<Folder> {
  const { name } = source;
  if (source.from === 'text')
    throw refusal(name, 'a pasted text holds no files.', 'Drop a folder or a zip file instead.');
  if (source.from === 'folder') {
    const bytes = source.files.reduce((sum, { blob }) => sum + blob.size, 0);
    if (source.files.length > limits.zipEntries || bytes > limits.fileBytes)
      throw refusal(
        name,
        `the folder holds ${source.files.length} files with ${Math.ceil(bytes / 1024 / 1024)} MB; ` +
          `${limits.zipEntries} files and ${limits.fileBytes / 1024 / 1024} MB are the most.`,
        'Drop a part of it.',
      );
    const files = source.files.map(({ path, blob }) => ({
      path,
      size: blob.size,
      read: () => readBlob(blob),
    }));
    return { name, bytes, files: ordered(files), ignored: [] };
  }
  const { blob } = source;
  if (blob.size > limits.fileBytes)
    throw refusal(
      name,
      `it has ${Math.ceil(blob.size / 1024 / 1024)} MB; ${limits.fileBytes / 1024 / 1024} MB are the most.`,
      'Split it.',
    );
  if (!isZip(await readBlob(blob.slice(0, 4))))
    return {
      name,
      bytes: blob.size,
      files: [{ path: name, size: blob.size, read: () => readBlob(blob) }],
      ignored: [],
    };
  const zip = await openZip(blob, name);
  const files = zip.entries.map((entry) => ({
    path: entry.path,
    size: entry.size,
    async read() {
      try {
        return await zip.read(entry);
      } catch (error) {
        throw error instanceof AppError && error.cause instanceof UnpackingFailure ? error.cause : error;
      }
    },
  }));
  return { name, bytes: blob.size, files: ordered(files), ignored: zip.ignored };
}

const ordered = (files: readonly FolderFile[]): FolderFile[] =>
  files.filter(({ path }) => !litter.test(path)).sort(byPath);
