// How tokens are put into groups: brackets, and what a token in the middle holds together (sqlparse's engine/grouping.py).

import { grouped, isSpace } from './token.ts';
import type { GroupKind, Token } from './token.ts';

/** Their first and last token are brackets, which never become part of a group inside. */
const delimited: readonly (GroupKind | null)[] = [
  'Parenthesis',
  'SquareBrackets',
  'Case',
  'If',
  'For',
  'Begin',
];

/** Deeper brackets are refused, as in sqlparse. */
const deepest = 100;

/** What sqlparse raises where it gives up. */
export class GroupingError extends Error {}

export const oneOf = (token: Token | null, groups: readonly GroupKind[], kinds: readonly string[]): boolean =>
  token !== null && (token.group === null ? kinds.includes(token.kind) : groups.includes(token.group));

/** Puts the tokens from `from` to `to` (inclusive) into one group; with `extend` into the first one, where it is such a group. */
export function join(list: Token, group: GroupKind, from: number, to: number, extend = false): Token {
  const first = list.tokens[from]!;
  if (extend && first.group === group) {
    const more = list.tokens.splice(from + 1, to - from);
    first.tokens.push(...more);
    first.value += more.map((token) => token.value).join('');
    return first;
  }
  const made = grouped(group, list.tokens.slice(from, to + 1));
  list.tokens.splice(from, to - from + 1, made);
  return made;
}

export function nextAt(list: Token, at: number): number | null {
  for (let index = at + 1; index < list.tokens.length; index += 1)
    if (!isSpace(list.tokens[index]!)) return index;
  return null;
}

export function before(list: Token, at: number): number | null {
  for (let index = at - 1; index >= 0; index -= 1) if (!isSpace(list.tokens[index]!)) return index;
  return null;
}

export const tokenAt = (list: Token, at: number | null): Token | null =>
  at === null ? null : (list.tokens[at] ?? null);

/** Calls back for the innermost groups first, passing over those of one kind. */
export function inside(list: Token, except: GroupKind | null, act: (list: Token) => void): void {
  for (const token of [...list.tokens])
    if (token.group !== null && token.group !== except) inside(token, except, act);
  act(list);
}

export function pairs(
  list: Token,
  group: GroupKind,
  opens: (token: Token) => boolean,
  closes: (token: Token) => boolean,
  depth = 0,
): void {
  if (depth > deepest) throw new GroupingError();
  const open: number[] = [];
  let gone = 0;
  [...list.tokens].forEach((token, index) => {
    const at = index - gone;
    if (isSpace(token)) return;
    if (token.group !== null && token.group !== group) return pairs(token, group, opens, closes, depth + 1);
    if (opens(token)) open.push(at);
    else if (closes(token)) {
      const from = open.pop();
      if (from === undefined) return;
      join(list, group, from, at);
      gone += at - from;
    }
  });
}

export interface Middle {
  readonly group: GroupKind;
  match(token: Token): boolean;
  left(token: Token): boolean;
  right(token: Token | null): boolean;
  /** Last token that is taken in; without it the one behind the middle. */
  last?(list: Token, at: number, next: number | null): number;
  /** Whether the group begins at the middle and not at the token before it. */
  fromMiddle?: boolean;
  extend?: boolean;
  recurse?: boolean;
}

const isDelimiter = (list: Token, token: Token | null): boolean =>
  token !== null &&
  delimited.includes(list.group) &&
  (token === list.tokens[0] || token === list.tokens.at(-1));

/** Groups what a token in the middle holds together: x < y. */
export function around(list: Token, rule: Middle, depth = 0): void {
  if (depth > deepest) throw new GroupingError();
  let gone = 0;
  let previous: Token | null = null;
  let previousAt = 0;
  for (const [index, token] of [...list.tokens].entries()) {
    const at = index - gone;
    if (at < 0 || isSpace(token)) continue;
    if (rule.recurse !== false && token.group !== null && token.group !== rule.group)
      around(token, rule, depth + 1);
    if (rule.match(token)) {
      const nextPlace = nextAt(list, at);
      const next = tokenAt(list, nextPlace);
      if (
        previous &&
        rule.left(previous) &&
        rule.right(next) &&
        !isDelimiter(list, previous) &&
        !isDelimiter(list, next)
      ) {
        const from = rule.fromMiddle ? at : previousAt;
        const to: number = rule.last ? rule.last(list, at, nextPlace) : (nextPlace ?? at);
        previous = join(list, rule.group, from, to, rule.extend !== false);
        previousAt = from;
        gone += to - from;
        continue;
      }
    }
    previous = token;
    previousAt = at;
  }
}

/** Groups from each token that fits to where it belongs; `act` returns the place to go on behind. */
export function each(list: Token, fits: (token: Token) => boolean, act: (at: number) => number): void {
  for (let at = 0; at < list.tokens.length; at += 1) if (fits(list.tokens[at]!)) at = act(at);
}
