// What was found odd in a file, collected while it is read: each oddity once, with its count and its first line.

import { AppError } from '../../core/errors.ts';
import type { ReadProblem } from './types.ts';

export class Problems {
  readonly #found = new Map<string, ReadProblem>();

  /** The same text in the same column is one problem; counts add up, the first line stays. */
  add(
    severity: ReadProblem['severity'],
    text: string,
    place: {
      line?: number | null;
      column?: string | null;
      count?: number;
      remedy?: ReadProblem['remedy'];
    } = {},
  ): void {
    const { line = null, column = null, count = 1, remedy = null } = place;
    const key = JSON.stringify([severity, column, text]);
    const before = this.#found.get(key);
    this.#found.set(key, {
      severity,
      line: before ? before.line : line,
      column,
      text,
      count: (before?.count ?? 0) + count,
      remedy,
    });
  }

  /** Warnings first, then by line. */
  list(): ReadProblem[] {
    const rank = (problem: ReadProblem): number => (problem.severity === 'warning' ? 0 : 1);
    return [...this.#found.values()].sort((a, b) => rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0));
  }
}

/** A refusal: what is wrong with the file and where, that nothing was kept, what can be done. */
export const refusal = (file: string, what: string, remedy: string, cause?: unknown): AppError =>
  new AppError('bad-file', `"${shown(file)}": ${what} Nothing was imported. ${remedy}`, { cause });

/** Text of a cell or name inside a message: cut, and without characters that would not be seen or turn the line. */
export function shown(text: string): string {
  const visible = text
    .slice(0, 61)
    .replace(
      /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return text.length > 60 ? `${visible.slice(0, 60)}…` : visible;
}

/** 12,345 */
export const grouped = (value: number): string => value.toLocaleString('en-US');
