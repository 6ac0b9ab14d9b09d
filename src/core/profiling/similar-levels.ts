/** Beyond this many levels they are names or sentences, and alike for good reasons. */
const mostLevels = 20_000;

/**
 * Levels that differ only in case, spaces, width or accents of letters, or in punctuation between letters: "New York",
 * "new-york". Where digits are part of a level its punctuation counts ("1.5" is not "15"), and so do signs at its end
 * ("A+", "A-"). Groups of two and more, in the order of the dictionary.
 */
export function similarLevels(levels: readonly string[]): string[][] {
  if (levels.length > mostLevels) return [];
  const groups = new Map<string, string[]>();
  for (const level of levels) {
    const key = keyOf(level);
    if (key === '') continue;
    const group = groups.get(key);
    if (group) group.push(level);
    else groups.set(key, [level]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function keyOf(level: string): string {
  const letters = level
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s\u200b]+/gu, '');
  if (/\d/u.test(letters)) return letters;
  return letters.replace(/(?<=\p{L})[_\-.,;:/'’"]+(?=\p{L})|[.,;:!?'’"]+$/gu, '');
}
