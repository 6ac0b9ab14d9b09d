// Words that are no values: how missing cells and yes-or-no cells are spelled.

import { NumberReader, thousandsMarks } from './numbers.ts';
import { signedBody } from './signs.ts';
import { readTime } from './times.ts';

/**
 * Spellings of a missing cell, exactly as they stand: "Na" is sodium, and "none" is an answer in many a
 * survey, so other cases are text.
 * Each but the empty one is noted with its count.
 */
export const missingSpellings: ReadonlySet<string> = new Set([
  ...['', 'NA', 'na', 'N/A', 'n/a', 'N.A.', 'n.a.', '<NA>', '#N/A', '#N/A N/A', '#NA', '#NULL!', '#DIV/0!'],
  ...['#VALUE!', '#REF!', '#NAME?', '#NUM!', 'NaN', 'nan', 'NAN', '-nan', '-NaN', 'NaT', '1.#IND', '1.#QNAN'],
  ...['-1.#IND', '-1.#QNAN', 'null', 'NULL', 'Null', 'None', 'nil', '-', '--', '?', '.', '\\N'],
]);
const longestMissing = Math.max(...[...missingSpellings].map((word) => word.length));

export const isMissingText = (text: string): boolean =>
  text.length <= longestMissing && missingSpellings.has(text);

/**
 * Pairs of words for yes and no, in any case. Only the first is taken for a boolean by itself: other words are what people
 * know their answers by, and stay theirs. The rest are read where the person chose boolean.
 */
export const booleanPairs = [
  ['true', 'false'],
  ['yes', 'no'],
  ['t', 'f'],
  ['y', 'n'],
] as const;
const longestBoolean = 5;

/** 1, 0, or NaN for any other text. @param pair number of the pair of words. */
export function readBoolean(text: string, pair: number): number {
  if (text.length > longestBoolean) return NaN;
  const word = text.toLowerCase();
  return word === booleanPairs[pair]![0] ? 1 : word === booleanPairs[pair]![1] ? 0 : NaN;
}

const everyNumber = [
  new NumberReader('.'),
  new NumberReader(','),
  ...thousandsMarks.flatMap((mark) => [
    ...(mark === '.' ? [] : [new NumberReader('.', mark)]),
    ...(mark === ',' ? [] : [new NumberReader(',', mark)]),
  ]),
];

/** Whether the text is a number in any dialect or a date in any order. */
export function readsAsFigure(text: string): boolean {
  const end = text.length;
  return (
    everyNumber.some((reader) => !Number.isNaN(reader.read(text, 0, end))) ||
    !Number.isNaN(readTime(text, 0, end, 'day-first')) ||
    !Number.isNaN(readTime(text, 0, end, 'month-first'))
  );
}

/** Would part cells in another dialect, or mean something at the beginning of a file. */
const sign = /[,;\t|\x1f]|^\ufeff|^sep=.$/i;

/**
 * Whether a bare cell with this text could be read as anything but the text: a missing cell, a number in any dialect, with
 * a sign or unit or without, a date in any order, true and false, two cells with another delimiter. The writer puts such
 * texts into quotes, and the reader takes quotes that are there for no other reason as the sign of a text.
 */
export const readsAsOther = (text: string): boolean =>
  isMissingText(text) ||
  sign.test(text) ||
  !Number.isNaN(readBoolean(text, 0)) ||
  readsAsFigure(signedBody(text) ?? text);
