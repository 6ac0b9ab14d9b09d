// Does a column give the answer away? A check by numbers alone: it finds columns that are as good as the answer, or of which
// the answer is made. It cannot know what is measured only after the answer is; that a person must say.

import type { LeakSuspect } from '../profile.ts';
import { Random } from '../random.ts';
import type { TableSchema } from '../schema.ts';
import { columnOf, isCategory, type Column, type Table } from '../table.ts';
import { categoryAlone, folds, numberAlone, type Answers, type Strength } from './alone.ts';
import { leakParts, type Candidate } from './leak-parts.ts';
import type { LeakTarget } from './leak-target.ts';
import { leakText } from './leak-words.ts';

const mostLeakRows = 20_000;
const leastRows = 30;
const columnsPerStep = 16;
const leastOfAClass = 5;

export interface LeakReport {
  readonly suspects: readonly LeakSuspect[];
  /** Rows that were looked at; 0 when there are too few to say anything. */
  readonly rows: number;
}

/** How good a column is between guessing (0) and knowing the answer (1). */
function shareOf({ measure, value }: Strength, base: number): number {
  if (measure === 'auc') return 2 * value - 1;
  if (measure === 'accuracy') return base < 1 ? (value - base) / (1 - base) : 0;
  return value;
}

/**
 * Where suspicion begins. Chosen on the sets that ship with the page, where the strongest honest columns reach an AUC of
 * 0.98 (cell nuclei), remove 0.94 of the errors (petals), or explain an R² of 0.75 (a car's weight).
 */
const strongFrom = { auc: 0.98, accuracy: 0.97, r2: 0.98 } as const;
const certainFrom = { auc: 0.999, accuracy: 0.995, r2: 0.9995 } as const;

/**
 * Columns that predict the target almost perfectly by themselves, and columns that add up to the target or to such a
 * column. Looked at are all but the target, times and pixels; columns that are to be ignored too, as they may be in use
 * tomorrow. A table of more than 20,000 answered rows is judged by a random sample of them.
 */
export function* findLeaks(
  table: Table,
  schema: TableSchema,
  target: LeakTarget,
  seed: number,
): Generator<void, LeakReport, void> {
  const random = new Random(seed).stream('leaks');
  const rows = answeredRows(target.truth, random);
  const answers = answersOf(target, rows, random);
  if (!answers) return { suspects: [], rows: 0 };
  const base = baseOf(answers);
  const looked = schema.fields
    .filter(
      ({ name, kind, role }) =>
        name !== target.spec.column && kind !== 'image' && kind !== 'time' && role !== 'time',
    )
    .map(({ name }) => columnOf(table, name));
  const candidates: Candidate[] = [];
  for (const [i, column] of looked.entries()) {
    const strength = alone(column, rows, answers);
    candidates.push({ column, strength, degree: degreeOf(strength, base) });
    if (i % columnsPerStep === 0) yield;
  }
  const suspects: LeakSuspect[] = [];
  for (const { column, strength, degree } of candidates)
    if (degree)
      suspects.push({
        columns: [column.name],
        ...strength,
        degree,
        text: leakText(column, strength, degree, rows.length, target),
      });
  suspects.push(...(yield* leakParts(table, target, rows, answers, candidates)));
  return { suspects, rows: rows.length };
}

function degreeOf(strength: Strength, base: number): LeakSuspect['degree'] | null {
  const reached = strength.measure === 'accuracy' ? shareOf(strength, base) : strength.value;
  if (reached >= certainFrom[strength.measure]) return 'certain';
  return reached >= strongFrom[strength.measure] ? 'strong' : null;
}

/** Rows with an answer, ascending; a random choice if there are many (Knuth's selection sampling). */
function answeredRows(truth: Float64Array, random: Random): Int32Array {
  let answered = 0;
  for (const answer of truth) if (Number.isFinite(answer)) answered++;
  const rows = new Int32Array(Math.min(answered, mostLeakRows));
  let at = 0;
  let left = answered;
  for (let row = 0; row < truth.length && at < rows.length; row++) {
    if (!Number.isFinite(truth[row])) continue;
    if (random.uniform() * left < rows.length - at) rows[at++] = row;
    left--;
  }
  return rows;
}

function answersOf(target: LeakTarget, rows: Int32Array, random: Random): Answers | null {
  if (rows.length < leastRows) return null;
  const truth = Float64Array.from(rows, (row) => target.truth[row]!);
  if (target.task !== 'regression') {
    const counts = target.classes.map(() => 0);
    for (const answer of truth) counts[answer]!++;
    if (counts.filter((count) => count >= leastOfAClass).length < 2) return null;
  } else if (truth.every((answer) => answer === truth[0])) return null;
  const fold = Uint8Array.from(random.permutation(rows.length), (place) => place % folds);
  return { task: target.task, truth, classes: target.classes.length, fold };
}

/** Accuracy of always naming the most frequent class. */
function baseOf({ task, truth, classes }: Answers): number {
  if (task === 'regression') return 0;
  const counts = new Float64Array(classes);
  for (const answer of truth) counts[answer]!++;
  return counts.reduce((most, count) => Math.max(most, count), 0) / truth.length;
}

function alone(column: Column, rows: Int32Array, answers: Answers): Strength {
  if (!isCategory(column)) return numberAlone(valuesAt(column.values, rows), answers);
  const codes = Int32Array.from(rows, (row) => column.codes[row]!);
  const numbers = runningNumbers(codes, column.levels);
  return numbers ? numberAlone(numbers, answers) : categoryAlone(codes, column.levels.length, answers);
}

const valuesAt = (values: Float64Array, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (row) => values[row]!);

/** The numbers in names such as "P-00017", if almost every row has a name of its own; null otherwise. */
function runningNumbers(codes: Int32Array, levels: readonly string[]): Float64Array | null {
  if (new Set(codes).size < 0.9 * codes.length) return null;
  const numbers = Float64Array.from(codes, (code) => {
    const digits = /(\d{1,15})\D*$/.exec(levels[code] ?? '');
    return digits ? Number(digits[1]) : NaN;
  });
  return numbers.filter(Number.isNaN).length > 0.1 * codes.length ? null : numbers;
}
