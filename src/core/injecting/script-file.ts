// A script of changes as a file of its own, to be kept and to be played on another day or in another project.

import * as v from 'valibot';
import { AppError } from '../errors.ts';
import type { Injection } from '../injection.ts';
import { injection } from '../record-schema-injections.ts';

const format = 'model-loop-changes';
const newest = 1;
/** Larger files are none of ours. */
const mostCharacters = 1_000_000;

export const scriptText = (script: readonly Injection[]): string =>
  `${JSON.stringify({ format, version: newest, changes: script }, null, 2)}\n`;

const bad = (message: string): AppError => new AppError('bad-file', message);

/** @throws AppError 'bad-file' saying what is wrong with the text, 'newer-data' when a later page wrote it. */
export function scriptFrom(text: string): readonly Injection[] {
  if (text.length > mostCharacters) throw bad('This file is far too long for a script of changes.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw bad('This file is no script of changes: it is not JSON.');
  }
  const outer = v.safeParse(
    v.object({ format: v.literal(format), version: v.number(), changes: v.array(v.unknown()) }),
    value,
  );
  if (!outer.success) throw bad(`This file is no script of changes: it does not say "format": "${format}".`);
  if (outer.output.version > newest)
    throw new AppError(
      'newer-data',
      'A later release of this page wrote this script. Reload the page to get it.',
    );
  return outer.output.changes.map((change, at) => {
    const read = v.safeParse(injection, change, { abortEarly: true });
    if (read.success) return read.output;
    const [issue] = read.issues;
    const path = v.getDotPath(issue);
    throw bad(`Change ${at + 1} is damaged${path ? ` at "${path}"` : ''}: ${issue.message}.`);
  });
}
