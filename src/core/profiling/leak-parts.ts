// Columns that only together make the target: they add up to it, or to a column that is as good.

import type { Task } from '../define.ts';
import type { LeakSuspect } from '../profile.ts';
import { columnOf, isCategory, type Column, type NumberColumn, type Table } from '../table.ts';
import type { Answers, Strength } from './alone.ts';
import type { LeakTarget } from './leak-target.ts';
import { partsText, sumText } from './leak-words.ts';
import { identitiesAmong } from './parts.ts';
import { separatingSums } from './sums.ts';

export interface Candidate {
  readonly column: Column;
  readonly strength: Strength;
  readonly degree: LeakSuspect['degree'] | null;
}

/** @param rows of the table, those that `answers` are of. */
export function* leakParts(
  table: Table,
  target: LeakTarget,
  rows: Int32Array,
  answers: Answers,
  candidates: readonly Candidate[],
): Generator<void, LeakSuspect[], void> {
  const own = columnOf(table, target.spec.column);
  const numbers: NumberColumn[] = [];
  for (const column of [own, ...candidates.map((candidate) => candidate.column)])
    if (!isCategory(column) && (column.kind === 'number' || column.kind === 'integer')) numbers.push(column);
  const asGood = new Map(
    candidates
      .filter(({ degree }) => degree === 'certain')
      .map(({ column, strength }) => [column.name, strength]),
  );
  if (!isCategory(own)) asGood.set(own.name, { measure: measureOf(target.task), value: 1 });

  // A suspicion is named once, however many sums lead to it.
  const found = new Map<string, LeakSuspect>();
  const identities = yield* identitiesAmong(numbers.map((column) => valuesAt(column, rows)));
  for (const { members, signs } of identities) {
    const names = members.map((member) => numbers[member]!.name);
    const whole = names.includes(own.name) ? own.name : names.find((name) => asGood.has(name));
    if (whole === undefined) continue;
    const side = signs[names.indexOf(whole)]!;
    const columns = names.filter((name) => name !== whole);
    const parts = columns.map((name) => -signs[names.indexOf(name)]! * side);
    const strength = asGood.get(whole)!;
    const text = partsText(`${sumOf(columns, parts)} = ${whole}`, whole, own.name, strength, rows.length);
    found.set(JSON.stringify(columns), { columns, ...strength, degree: 'certain', text });
  }
  const counts = numbers.filter(({ kind, name }) => kind === 'integer' && name !== own.name);
  const sums = yield* separatingSums(
    counts.map((column) => valuesAt(column, rows)),
    answers,
  );
  for (const { members, signs } of sums) {
    const columns = members.map((member) => counts[member]!.name);
    const key = JSON.stringify(columns);
    if (!found.has(key))
      found.set(key, {
        columns,
        measure: 'auc',
        value: 1,
        degree: 'certain',
        text: sumText(sumOf(columns, signs), own.name, rows.length),
      });
  }
  return [...found.values()];
}

const valuesAt = (column: NumberColumn, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (row) => column.values[row]!);

const measureOf = (task: Task): Strength['measure'] =>
  task === 'binary' ? 'auc' : task === 'multiclass' ? 'accuracy' : 'r2';

/** "casual + registered", terms that are added first. */
function sumOf(names: readonly string[], signs: readonly number[]): string {
  const terms = names
    .map((name, i) => ({ name, added: signs[i]! > 0 }))
    .sort((a, b) => Number(b.added) - Number(a.added));
  return terms.map(({ name, added }, i) => (added ? (i ? `+ ${name}` : name) : `− ${name}`)).join(' ');
}
