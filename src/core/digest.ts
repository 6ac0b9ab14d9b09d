// Fingerprints: SHA-256 of bytes, and of what a table says.

import { AppError } from './errors.ts';
import { isCategory, type Column, type Table } from './table.ts';

/** SHA-256 (FIPS 180-4) as 64 hexadecimal digits. */
export async function digestBytes(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await subtle().digest('SHA-256', bytes.slice()));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * SHA-256 of a table's content: names, kinds and cells of its columns, in order. It does not depend on how the content
 * is held: order of a dictionary, levels that no row has, bits of a NaN. It changes when any cell, name or kind does.
 */
export async function digestTable(table: Table): Promise<string> {
  const columns = await Promise.all(
    table.columns.map(async (column) => [column.name, column.kind, await digestBytes(contentOf(column))]),
  );
  // JSON marks where each part ends, so that no two tables write the same text.
  return digestBytes(new TextEncoder().encode(JSON.stringify([table.rows, columns])));
}

function contentOf(column: Column): Uint8Array {
  if (!isCategory(column)) {
    const view = new DataView(new ArrayBuffer(column.values.length * 8));
    column.values.forEach((value, i) => view.setFloat64(i * 8, Number.isNaN(value) ? NaN : value, true));
    return new Uint8Array(view.buffer);
  }
  // Categories are numbered by first appearance; the texts follow, so the numbers mean the same everywhere.
  const numbers = new Map<string, number>();
  const view = new DataView(new ArrayBuffer(column.codes.length * 4));
  column.codes.forEach((code, i) => {
    const text = column.levels[code];
    if (text !== undefined && !numbers.has(text)) numbers.set(text, numbers.size);
    view.setInt32(i * 4, text === undefined ? -1 : numbers.get(text)!, true);
  });
  const texts = new TextEncoder().encode(JSON.stringify([...numbers.keys()]));
  const content = new Uint8Array(view.byteLength + texts.length);
  content.set(new Uint8Array(view.buffer));
  content.set(texts, view.byteLength);
  return content;
}

function subtle(): SubtleCrypto {
  // Browsers hide it from pages that came over plain http from another machine.
  if (!globalThis.crypto?.subtle)
    throw new AppError(
      'bad-input',
      'This browser does not let the page check its data, because the page was not loaded securely. Nothing was ' +
        'changed. Open the page over https or from this machine.',
    );
  return globalThis.crypto.subtle;
}
