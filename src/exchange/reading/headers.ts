// Names of columns: every one there and different, and every change told.

import { shown, type Problems } from './problems.ts';

/** A name is cut here; longer ones are surely no names, and every chart and list would carry them. */
const longestName = 1000;

/**
 * @param raw the names as the file has them.
 * @returns as many names, none empty and no two alike: an empty one becomes "column 3", a repeated one "a (2)". The
 *   first of equal names keeps it. Any text is a name, `__proto__` and markup too.
 */
export function columnNames(raw: readonly string[], line: number, problems: Problems): string[] {
  const taken = new Set(raw);
  const used = new Set<string>();
  return raw.map((text, i) => {
    const wanted = text === '' ? `column ${i + 1}` : text.slice(0, longestName);
    const changed = wanted !== text || used.has(wanted);
    let name = wanted;
    for (let k = 2; changed ? used.has(name) || (taken.has(name) && name !== text) : false; k++)
      name = `${wanted} (${k})`;
    used.add(name);
    if (name !== text)
      problems.add(
        'note',
        text === ''
          ? `Column ${i + 1} has no name: it is called "${name}".`
          : text.length > longestName
            ? `The name of column ${i + 1} has ${text.length} characters: it was cut to ${longestName}.`
            : `Column ${i + 1} is called "${shown(text)}" like one before it: it is now called "${shown(name)}".`,
        { line, column: name },
      );
    return name;
  });
}

export const numberedNames = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `column ${i + 1}`);
