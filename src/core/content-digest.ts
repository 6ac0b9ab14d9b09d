// The fingerprint of plain data (a plan, settings), whatever the order in which its fields were written.

import { digestBytes } from './digest.ts';
import { isPlain } from './record-schema-parts.ts';

/** SHA-256 of the JSON with the fields of every object in order. Undefined fields count as absent. */
export function digestContent(content: unknown): Promise<string> {
  return digestBytes(new TextEncoder().encode(JSON.stringify(content, inOrder)));
}

function inOrder(_: string, value: unknown): unknown {
  return isPlain(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}
