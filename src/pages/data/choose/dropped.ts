// From what a person drops, pastes or chooses to something that can be read.

import type { Source } from '../../../exchange/reading/types.ts';
import { chooseText } from '../../text/data-choose.ts';

interface Found {
  readonly path: string;
  readonly blob: Blob;
}

/** One file as itself, several as a folder. Null without any. */
function sourceOf(found: readonly Found[], name: string): Source | null {
  const [only, ...others] = found;
  if (!only) return null;
  if (others.length === 0 && !only.path.includes('/'))
    return { from: 'file', name: only.path, blob: only.blob };
  return { from: 'folder', name, files: found };
}

/** What was chosen in a file dialog, folders with their paths. */
export function sourceOfFiles(files: Iterable<File>): Source | null {
  const found = [...files].map((file) => ({ path: file.webkitRelativePath || file.name, blob: file }));
  const folder = found[0]?.path.split('/') ?? [];
  return sourceOf(found, folder.length > 1 ? (folder[0] ?? '') : chooseText.files(found.length));
}

export const textSource = (text: string): Source | null =>
  text.trim() === '' ? null : { from: 'text', name: chooseText.pastedName, text };

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** A reader gives its entries in portions of a hundred or so, and an empty one at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

async function walk(entry: FileSystemEntry, most: number, found: Found[]): Promise<void> {
  if (isFile(entry)) {
    if (found.length >= most) throw new Error(chooseText.tooManyFiles(most));
    const blob = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ path: entry.fullPath.replace(/^\//, ''), blob });
  } else if (isFolder(entry)) for (const inner of await entriesOf(entry)) await walk(inner, most, found);
}

/**
 * What was dropped or pasted: files and folders before text. Null when it is neither.
 * @param most files that are taken from folders. @throws Error in words when there are more, or a file is gone.
 */
export async function sourceOfTransfer(transfer: DataTransfer, most: number): Promise<Source | null> {
  // The browser forgets all of it after the first pause, so everything is asked for before.
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const entries = items.map((item) => item.webkitGetAsEntry());
  const files = [...transfer.files];
  const text = transfer.getData('text/plain');
  if (entries.length > 0 && entries.every((entry) => entry !== null)) {
    const found: Found[] = [];
    for (const entry of entries) await walk(entry, most, found);
    const [first] = entries;
    return sourceOf(found, entries.length === 1 && first ? first.name : chooseText.files(found.length));
  }
  return sourceOfFiles(files) ?? textSource(text);
}
