// From a version's outputs to what it says: the class that it answers, or the value, and the columns of a table of answers.

import type { Task } from './define.ts';
import type { CategoryColumn, Column, NumberColumn } from './table.ts';

export interface AnswerSpec {
  readonly task: Task;
  /** Class names by index; empty for regression. */
  readonly classes: readonly string[];
  /** Name of what is predicted. */
  readonly target: string;
  /** From which probability on a binary answer is positive. */
  readonly threshold: number;
}

/**
 * Class answered for place `i` of row-major scores, the first of the likeliest ones; −1 where there is no answer (a gap that no
 * step of the preparation fills gives none), and for regression.
 */
export function answeredClass(
  { task, classes, threshold }: AnswerSpec,
  scores: Float32Array,
  i: number,
): number {
  if (task === 'regression') return -1;
  if (task === 'binary') {
    const score = scores[i] ?? NaN;
    return Number.isNaN(score) ? -1 : Number(score >= Math.fround(threshold));
  }
  let best = -1;
  for (let c = 0; c < classes.length; c++) {
    const score = scores[i * classes.length + c] ?? NaN;
    if (Number.isNaN(score)) return -1;
    if (best < 0 || score > scores[i * classes.length + best]!) best = c;
  }
  return best;
}

/** Probability of every class for place `i`; empty for regression. */
export function probabilitiesAt({ task, classes }: AnswerSpec, scores: Float32Array, i: number): number[] {
  if (task === 'regression') return [];
  if (task === 'binary') return [1 - (scores[i] ?? NaN), scores[i] ?? NaN];
  return Array.from(scores.subarray(i * classes.length, (i + 1) * classes.length));
}

/** The shortest decimal that is this number again in 32 bits: what a file should say of it. */
export function shortest(value: number): number {
  // Written down, −0 would lose its sign.
  if (value === 0) return value;
  for (let digits = 6; digits < 9; digits++) {
    const written = Number(value.toPrecision(digits));
    if (Math.fround(written) === value) return written;
  }
  return Number(value.toPrecision(9));
}

/**
 * Columns that stand beside the rows: the answer, and the probability of the positive class or of every class.
 * @param taken names that are used already: the new ones differ from them and from each other.
 */
export function answerColumns(
  spec: AnswerSpec,
  scores: Float32Array,
  rows: number,
  taken: Iterable<string>,
): Column[] {
  const names = new Set(taken);
  const free = (name: string): string => {
    let unique = name;
    for (let n = 2; names.has(unique); n++) unique = `${name} (${n})`;
    names.add(unique);
    return unique;
  };
  const number = (name: string, from: number, step: number): NumberColumn => {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) values[row] = shortest(scores[row * step + from]!);
    return { name: free(name), kind: 'number', values };
  };
  const { task, classes, target } = spec;
  if (task === 'regression') return [number(`predicted ${target}`, 0, 1)];
  const codes = Int32Array.from({ length: rows }, (_, row) => answeredClass(spec, scores, row));
  const answer: CategoryColumn = {
    name: free(`predicted ${target}`),
    kind: 'category',
    codes,
    levels: classes,
  };
  const chances =
    task === 'binary'
      ? [number(`P(${classes[1] ?? 'positive'})`, 0, 1)]
      : classes.map((name, c) => number(`P(${name})`, c, classes.length));
  return [answer, ...chances];
}
