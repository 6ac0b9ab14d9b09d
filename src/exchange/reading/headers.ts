// Names of columns: every one there and different, and every change told.

import { isHiddenName } from '../../core/version-table-packing.ts';
import { shown, type Problems } from './problems.ts';

/** A name is cut here; longer ones are surely no names, and every chart and list would carry them. */
const longestName = 1000;

/**
 * @param raw the names as the file has them.
 * @returns as many names, none empty and no two alike: an empty one becomes "column 3", a repeated one "a (2)". The
 *   first of equal names keeps it. Any text is a name, `__proto__` and markup too; only NUL characters at its beginning are
 *   taken away, for the page keeps such names for itself.
 */
export function columnNames(raw: readonly string[], line: number, problems: Problems): string[] {
  const taken = new Set(raw);
  const used = new Set<string>();
  return raw.map((text, i) => {
    const open = isHiddenName(text) ? text.replace(/^\0+/, '') : text;
    const wanted = open === '' ? `column ${i + 1}` : open.slice(0, longestName);
    const changed = wanted !== text || used.has(wanted);
    let name = wanted;
    for (let k = 2; changed ? used.has(name) || (taken.has(name) && name !== text) : false; k++)
      name = `${wanted} (${k})`;
    used.add(name);
    if (name !== text)
      problems.add(open === text ? 'note' : 'warning', changeText(text, open, name, i), {
        line,
        column: name,
      });
    return name;
  });
}

function changeText(text: string, open: string, name: string, column: number): string {
  const called = `it is now called "${shown(name)}"`;
  if (text === '') return `Column ${column + 1} has no name: it is called "${name}".`;
  if (open !== text)
    return `The name of column ${column + 1} begins with a NUL character, which the page keeps for itself: ${called}.`;
  if (text.length > longestName)
    return `The name of column ${column + 1} has ${text.length} characters: it was cut to ${longestName}.`;
  return `Column ${column + 1} is called "${shown(text)}" like one before it: ${called}.`;
}

export const numberedNames = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `column ${i + 1}`);
