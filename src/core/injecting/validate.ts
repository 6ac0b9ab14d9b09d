// What is wrong with a change, in words for a person.

import { injectionCourses, type Injection, type InjectionKnowledge } from '../injection.ts';
import { injectionKinds } from '../injections/index.ts';
import { problems } from '../params.ts';
import type { Table } from '../table.ts';

const isRow = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** @returns why it cannot be made to these rows; null when it can. */
export function problemOf(injection: Injection, table: Table, known: InjectionKnowledge): string | null {
  if (!injectionKinds.has(injection.kind)) return `There is no change called "${injection.kind}".`;
  const kind = injectionKinds.get(injection.kind);
  const { course, overRows, fromRow, toRow, since = fromRow, params } = injection;
  if (!injectionCourses.includes(course)) return `There is no course called "${String(course)}".`;
  if (!kind.courses.includes(course)) return `${kind.label} cannot be ${course}.`;
  if (!isRow(overRows) || (course !== 'sudden' && overRows < 1))
    return 'The number of rows over which it comes must be a whole number, at least 1.';
  if (!isRow(fromRow) || !isRow(since) || (toRow !== null && !isRow(toRow)))
    return 'The rows from and to which it lasts must be whole numbers.';
  if (since > fromRow) return 'Its course cannot begin after it does.';
  if (toRow !== null && toRow < fromRow) return 'It ends before it begins.';
  if (since < known.historyRows)
    return `It begins at row ${since}; rows before ${known.historyRows} are the past of the stream, which stays as it is.`;
  const wrong = Object.values(problems(kind.params, params))[0];
  return wrong ?? kind.problem(table, params, known);
}

/** The first problem of a script, with the change that has it; null when there is none. */
export function scriptProblem(
  script: readonly Injection[],
  table: Table,
  known: InjectionKnowledge,
): string | null {
  const ids = new Set<string>();
  for (const [at, injection] of script.entries()) {
    const problem = ids.has(injection.id)
      ? `Two changes are called "${injection.id}".`
      : problemOf(injection, table, known);
    if (problem) return `Change ${at + 1} of ${script.length}: ${problem}`;
    ids.add(injection.id);
  }
  return null;
}
