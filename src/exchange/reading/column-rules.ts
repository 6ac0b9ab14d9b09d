// Rules of thumb about whole columns that reader and writer share.

import type { FieldKind } from '../../core/schema.ts';
import type { Level } from './column-builder.ts';
import { limits } from './types.ts';

/**
 * Columns of nothing but missing cells have the kind of the spelling that all of them share. The writer uses these, so
 * that even an empty column comes back as it was; elsewhere such a column is a number.
 */
export const emptyColumnSpellings = {
  time: 'NaT',
  integer: '<NA>',
  category: 'None',
  boolean: 'nil',
} as const;

const idName = /^(index|idx|key|nr|no|row)$|(^|[\s_.-])(id|uuid|guid)$/i;
const idSuffix = /[a-z]I[Dd]$/;
const unnamed = /^column \d+$/;

/**
 * Whole numbers that only name their rows: strictly ascending without a gap in a column without a name, or ascending in
 * one named id, index, key and the like. A few rows prove nothing.
 */
export function looksLikeIds(name: string, values: Float64Array): boolean {
  const named = idName.test(name) || idSuffix.test(name);
  if (!(named || unnamed.test(name)) || values.length < 10 || values.length > limits.levels) return false;
  if (!(values[0]! >= 0)) return false;
  for (let i = 1; i < values.length; i++) {
    const step = values[i]! - values[i - 1]!;
    if (!(named ? step > 0 : step === 1)) return false;
  }
  return true;
}

/**
 * Texts that differ in nearly every row name their rows when they are short and without spaces, and are prose when they
 * are long or have words. So are sentences (mostly three words and more) of which more than 50 or more than 30 % of the
 * rows are different; among a few rows all must be. Everything else is a category.
 */
export function kindOfTexts(present: readonly Level[]): FieldKind {
  let cells = 0;
  let characters = 0;
  let spaces = 0;
  let sentences = 0;
  for (const { text, count } of present) {
    const gaps = text.trim().match(/\s+/g)?.length ?? 0;
    cells += count;
    characters += text.length * count;
    spaces += gaps * count;
    if (gaps >= 2) sentences += count;
  }
  const distinct = present.length;
  const many = distinct > 50 || (distinct >= 10 && distinct > 0.3 * cells);
  if (sentences > 0.5 * cells && (many || (cells >= 4 && distinct === cells))) return 'text';
  if (cells < 10 || distinct < 0.5 * cells) return 'category';
  if (characters / cells > 40 || spaces / cells >= 2) return 'text';
  return distinct > 0.95 * cells && spaces === 0 ? 'identifier' : 'category';
}
