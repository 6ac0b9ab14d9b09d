// The words of a formula: numbers, texts, names and signs, each with its place.

import { AppError } from './errors.ts';

export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'quoted-name' | 'sign' | 'end';
  /** What it says: without quotes, doubled quotes undone. */
  readonly text: string;
  /** Character it begins at, from 0. */
  readonly at: number;
}

/** Longest formula, in characters. */
export const longestFormula = 2000;

/** @param at character from 0. */
export function formulaError(at: number, what: string): AppError {
  return new AppError(
    'bad-input',
    `The formula cannot be used: at character ${at + 1}, ${what}. Nothing was changed; correct the formula.`,
  );
}

const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const name = /[\p{L}_][\p{L}\p{N}_]*/uy;
const sign = /==|!=|<=|>=|[-+*/%^<>()[\],]/y;
const space = /\s+/y;
/** What people write from habit, and what to write here. */
const habits: readonly (readonly [string, string])[] = [
  ['&&', 'write "and" instead of "&&"'],
  ['||', 'write "or" instead of "||"'],
  ['=', 'write "==" to compare'],
  ['!', 'write "not" or "!=" instead of "!"'],
];

/** @throws AppError 'bad-input' that names the place. The last token is the end. */
export function tokensOf(formula: string): Token[] {
  if (formula.length > longestFormula)
    throw formulaError(
      longestFormula,
      `it goes on, and ${longestFormula} characters are the most (it has ${formula.length})`,
    );
  const tokens: Token[] = [];
  let at = 0;
  const read = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(formula)?.[0] ?? null;
  };
  while (at < formula.length) {
    const blank = read(space);
    if (blank !== null) {
      at += blank.length;
      continue;
    }
    const first = formula[at]!;
    if (first === "'" || first === '"' || first === '`') {
      const [text, end] = quoted(formula, at, first);
      tokens.push({ kind: first === '`' ? 'quoted-name' : 'text', text, at });
      at = end;
      continue;
    }
    const digits = read(number);
    const word = digits === null ? read(name) : null;
    const mark = digits === null && word === null ? read(sign) : null;
    const text = digits ?? word ?? mark;
    if (text === null) {
      const habit = habits.find(([written]) => formula.startsWith(written, at));
      const character = String.fromCodePoint(formula.codePointAt(at)!);
      throw formulaError(at, habit ? habit[1] : `"${character}" means nothing here`);
    }
    if (text === '<' && formula[at + 1] === '>') throw formulaError(at, 'write "!=" instead of "<>"');
    tokens.push({ kind: digits !== null ? 'number' : word !== null ? 'name' : 'sign', text, at });
    at += text.length;
  }
  tokens.push({ kind: 'end', text: '', at });
  return tokens;
}

/** What stands between two quotes, and the place after the second. A doubled quote stands for one. */
function quoted(formula: string, from: number, quote: string): [string, number] {
  let text = '';
  for (let at = from + 1; at < formula.length; at++) {
    if (formula[at] !== quote) text += formula[at]!;
    else if (formula[at + 1] === quote) text += formula[at++]!;
    else return [text, at + 1];
  }
  throw formulaError(from, `a ${quote} is opened and never closed`);
}
