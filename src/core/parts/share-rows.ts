// Which rows plain shares are taken of, and which of those count.

import type { CountsRow } from '../figure-chance.ts';
import { isAmong } from './top-classes.ts';

export const isRight: CountsRow = (truth, answer) => truth === answer;

/** Of the rows of class `truth`, those that are answered `answer`. */
export const ofTruth =
  (truth: number, answer: number): CountsRow =>
  (known, given) =>
    known === truth ? given === answer : null;

/** Of the rows that are answered `answer`, those of class `truth`. */
export const ofAnswer =
  (answer: number, truth: number): CountsRow =>
  (known, given) =>
    given === answer ? known === truth : null;

/** All rows; those count whose class is among the `most` likeliest. */
export function amongFirst(most: number): CountsRow {
  const term = isAmong(most);
  return (truth, _, scores, at, outputs) => term(truth, scores, at, outputs, 0) === 1;
}
