// Cells and columns that the way of reading takes from the models: what is told of them, and how they are had after all.

import type { FieldKind } from '../../core/schema.ts';
import { isCategory, type Column } from '../../core/table.ts';
import type { Level } from './column-builder.ts';
import type { ColumnContext } from './column-context.ts';
import { shown, type Problems } from './problems.ts';
import type { ReadProblem } from './types.ts';

/** Words for a missing cell that are codes as well: Namibia, the grade "-". Among short codes nobody can tell. */
const codeLike: ReadonlySet<string> = new Set(['NA', 'na', 'N.A.', 'nil', '-', '--', '?', '.']);
/** Not longer than this is a code: of a country, a grade, a state. */
const longestCode = 3;

const remedyOf = (index: number | undefined, kind: FieldKind, text: string): ReadProblem['remedy'] =>
  index === undefined ? null : { column: index, kind, text };

/**
 * Words for a missing cell in a column of words, where they may be words themselves. Among codes as short as they are that
 * is a warning.
 * @param missing levels that count as missing. @param present the others.
 */
export function noteMissingWords(
  column: string,
  missing: readonly Level[],
  present: readonly Level[],
  { problems, index }: Pick<ColumnContext, 'problems' | 'index'>,
): void {
  const short = present.filter(({ text }) => text.length <= longestCode).length;
  const codes = present.length > 0 && 2 * short >= present.length;
  for (const { text, line, count } of missing) {
    if (text === '') continue;
    const asCode = codes && codeLike.has(text);
    problems.add(
      asCode ? 'warning' : 'note',
      `"${text}" counts as missing` +
        (asCode ? `, but it may be a code like the others, such as "${shown(present[0]!.text)}".` : '.'),
      { column, line, count, remedy: remedyOf(index, 'category', `Keep "${text}" as a word`) },
    );
  }
}

/** The same words where the person said that the cells are words. */
export function noteKeptWords(
  problems: Problems,
  column: string,
  chosen: FieldKind,
  kept: readonly Level[],
): void {
  for (const { text, line, count } of kept) {
    const why = `"${text}" stays a word, because ${chosen} was chosen; only empty cells are missing.`;
    problems.add('note', why, { column, line, count });
  }
}

/** A column that only names its rows, or holds prose: no model is told it unless the person says otherwise. */
export function noteLeftOut(
  { column, kind }: { readonly column: Column; readonly kind: FieldKind },
  { problems, index }: Pick<ColumnContext, 'problems' | 'index'>,
): void {
  if (!isCategory(column)) return;
  const { name, levels } = column;
  const add = (text: string, remedy: FieldKind, words: string): void =>
    problems.add('note', text, { column: name, remedy: remedyOf(index, remedy, words) });
  if (kind === 'text')
    add(
      'Long texts that differ from row to row: no model is told them.',
      'category',
      'Read them as categories',
    );
  if (kind !== 'identifier') return;
  if (rise(levels))
    add(
      `Whole numbers that rise from row to row, from ${shown(levels[0]!)} on, as keys and row numbers do: taken for an identifier, which no model is told.`,
      'integer',
      'Read them as numbers',
    );
  else
    add(
      'Texts that differ in nearly every row, as keys do: taken for an identifier, which no model is told.',
      'category',
      'Read them as categories',
    );
}

/** Digits that a number column would read: no leading zeros, not more than it holds exactly. */
const plainNumber = /^(0|[1-9]\d{0,14})$/;

function rise(levels: readonly string[]): boolean {
  let last = -1;
  return levels.every((text) => {
    const value = plainNumber.test(text) ? Number(text) : NaN;
    const rises = value > last;
    last = value;
    return rises;
  });
}
