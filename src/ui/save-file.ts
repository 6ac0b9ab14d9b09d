// Hands something to the person as a file.

/** Some browsers begin to read the bytes only a while after the click. */
const keptMs = 60_000;

export function saveFile(name: string, bytes: Blob): void {
  const address = URL.createObjectURL(bytes);
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), keptMs);
}

/** Signs that some systems do not allow in names of files are left out. */
export const fileNameOf = (name: string, otherwise: string): string =>
  name
    .replace(/[^\p{L}\p{N} ._-]/gu, '')
    .slice(0, 80)
    .trim() || otherwise;
