// Cells as they are, for the eye: what would not be seen is named, what is too long is cut.

/** Longest text that is shown in a table. */
const longestShown = 60;

interface Part {
  readonly text: string;
  /** A character that would not be seen; then `text` is its code, "U+00A0". */
  readonly hidden: boolean;
}

interface Shown {
  readonly parts: readonly Part[];
  /** More than is shown, or characters that are not seen: the full text is worth a look. */
  readonly cut: boolean;
}

/** Control, format and odd space characters; ordinary spaces at the ends too, as they hide there. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]|^ +| +$/gu;

const names = new Map([
  ['\n', '↵'],
  ['\t', '⇥'],
  ['\r', '␍'],
]);

const nameOf = (character: string): string =>
  names.get(character) ?? `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A cell's text in parts; a pair of surrogates is never cut in two. */
export function shownText(text: string, longest = longestShown): Shown {
  const characters = [...text.slice(0, 2 * longest + 2)];
  const cut = characters.length > longest || text.length > 2 * longest + 2;
  const start = cut ? characters.slice(0, longest).join('') : text;
  const parts: Part[] = [];
  let from = 0;
  for (const found of start.matchAll(unseen)) {
    // A cut text does not end there, so blanks at the cut hide nothing.
    if (cut && found[0].startsWith(' ') && found.index > 0) continue;
    if (found.index > from) parts.push({ text: start.slice(from, found.index), hidden: false });
    const name = found[0].startsWith(' ') ? '␠'.repeat(found[0].length) : nameOf(found[0]);
    parts.push({ text: name, hidden: true });
    from = found.index + found[0].length;
  }
  if (from < start.length) parts.push({ text: start.slice(from), hidden: false });
  if (cut) parts.push({ text: '…', hidden: false });
  return { parts, cut };
}
