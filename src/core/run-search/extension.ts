// What this page adds to MLflow's language: OR, NOT and parentheses around clauses. NOT binds most, then AND, then OR. The
// clauses themselves are MLflow's. NOT turns an answer round: a run without the key fits `NOT metrics.loss < 1`.

import { refuse } from './clause.ts';
import type { Clause } from './clause.ts';
import { tokenize } from './lexer.ts';
import { parseStrict } from './strict.ts';
import { isSpace, matches } from './token.ts';
import type { Token } from './token.ts';

export type Condition =
  | { readonly kind: 'clause'; readonly clause: Clause }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition };

/** Deeper nesting is refused: nobody writes it, and reading it would overflow the stack. */
const deepest = 50;

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    // Words before a bracket look like functions to the lexer ("NOT(…)"), here they are what they say.
    this.#tokens = tokenize(text);
  }

  read(): Condition {
    const condition = this.#any();
    if (this.#peek()) throw refuse(`Nothing may follow here: '${this.#rest()}'`);
    return condition;
  }

  #peek(ahead = 0): Token | undefined {
    let left = ahead;
    for (let at = this.#at; at < this.#tokens.length; at += 1) {
      const token = this.#tokens[at]!;
      if (isSpace(token)) continue;
      if (left === 0) return token;
      left -= 1;
    }
    return undefined;
  }

  #take(): Token {
    while (isSpace(this.#tokens[this.#at]!)) this.#at += 1;
    return this.#tokens[this.#at++]!;
  }

  #rest(): string {
    return this.#tokens
      .slice(this.#at)
      .map((token) => token.value)
      .join('')
      .trim();
  }

  #isWord(word: string, token = this.#peek()): boolean {
    return (
      token !== undefined &&
      (token.kind === 'Keyword' || token.kind === 'Name') &&
      token.value.toUpperCase() === word
    );
  }

  #list(word: 'AND' | 'OR', kind: 'and' | 'or', one: () => Condition): Condition {
    const of = [one()];
    while (this.#isWord(word)) {
      this.#take();
      of.push(one());
    }
    return of.length === 1 ? of[0]! : { kind, of };
  }

  #any(): Condition {
    if ((this.#depth += 1) > deepest) throw refuse(`More than ${deepest} parentheses inside one another.`);
    const condition = this.#list('OR', 'or', () => this.#list('AND', 'and', () => this.#one()));
    this.#depth -= 1;
    return condition;
  }

  #one(): Condition {
    if (this.#isWord('NOT')) {
      this.#take();
      if ((this.#depth += 1) > deepest) throw refuse(`More than ${deepest} times NOT in a row.`);
      const of = this.#one();
      this.#depth -= 1;
      return { kind: 'not', of };
    }
    const next = this.#peek();
    if (!next) throw refuse('A clause is missing at the end.');
    if (matches(next, 'Punctuation', '(')) {
      this.#take();
      const condition = this.#any();
      const end = this.#peek();
      if (!end || !matches(end, 'Punctuation', ')')) throw refuse("A ')' is missing.");
      this.#take();
      return condition;
    }
    return { kind: 'clause', clause: this.#clause() };
  }

  /** Up to the next AND, OR or closing bracket; a NOT within (NOT IN, IS NOT NULL) belongs to it. */
  #clause(): Clause {
    let text = '';
    let level = 0;
    for (let next = this.#peek(); next; next = this.#peek()) {
      if (level === 0 && (this.#isWord('AND', next) || this.#isWord('OR', next))) break;
      if (matches(next, 'Punctuation', '(')) level += 1;
      else if (matches(next, 'Punctuation', ')') && (level -= 1) < 0) break;
      const from = this.#at;
      this.#take();
      text += this.#tokens
        .slice(from, this.#at)
        .map((token) => token.value)
        .join('');
    }
    const clauses = parseStrict(text.trim());
    if (clauses.length !== 1) throw refuse(`A clause is missing: '${text.trim()}'`);
    return clauses[0]!;
  }
}

/** @throws AppError 'bad-input'. */
export const parseExtended = (filter: string): Condition => new Reader(filter).read();
