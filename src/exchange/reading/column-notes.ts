// What people are told about a column.

import type { FieldKind } from '../../core/schema.ts';
import type { Level } from './column-builder.ts';
import { grouped, shown, type Problems } from './problems.ts';
import { NumberReader } from './numbers.ts';
import { readAs, type CellRules, type Doubt, type Reading } from './readings.ts';
import type { SignsMet } from './signs.ts';

export function noteMissing(
  problems: Problems,
  column: string,
  spelling: string,
  line: number,
  count: number,
): void {
  if (spelling !== '') problems.add('note', `"${spelling}" counts as missing.`, { column, line, count });
}

/** Cells that do not fit the kind that was chosen for their column. */
export function noteUnfit(
  problems: Problems,
  column: string,
  kind: FieldKind,
  texts: readonly string[],
  line: number,
  count: number,
): void {
  problems.add('warning', `Not of the chosen kind ${kind} (${examples(texts)}): count as missing.`, {
    column,
    line,
    count,
  });
}

export function noteDoubt(problems: Problems, column: string, doubt: Doubt, first: Level): void {
  const example = `"${shown(first.text)}"`;
  const texts: Record<Doubt, string> = {
    thousands: `Could be thousands or decimals, such as ${example}: read as texts. Choose the decimal mark to read numbers.`,
    'quoted-thousands': `Could be numbers with thousands marks or texts in quotes, such as ${example}: read as texts. Choose number to read numbers.`,
    dates: `Dates in which day and month could be either, such as ${example}: read as texts. Choose the order of day and month.`,
    'dates-contradict': `Dates, some with the day first and some with the month first, such as ${example}: read as texts.`,
    'other-decimal': `Numbers with another decimal mark, such as ${example}: read as texts. Choose the decimal mark to read numbers.`,
  };
  problems.add('warning', texts[doubt], { column, line: first.line });
}

/** @returns whether the column holds nothing but numbers, some in quotes. */
export function noteQuotedNumbers(
  problems: Problems,
  name: string,
  present: readonly Level[],
  rules: CellRules,
): boolean {
  const numbers = new NumberReader(rules.dialect.decimal);
  if (!present.every(({ text }) => !Number.isNaN(numbers.read(text, 0, text.length)))) return false;
  const quoted = present.find(({ inQuotes }) => inQuotes)!;
  problems.add(
    'note',
    `Numbers in quotes that they do not need, such as "${shown(quoted.text)}": read as texts. Choose number if they count or measure something.`,
    { column: name, line: quoted.line, count: present.reduce((sum, level) => sum + level.count, 0) },
  );
  return true;
}

/** A sign or unit that all numbers of a column carry, and brackets: what became of them. */
export function noteSigns(problems: Problems, column: string, reading: Reading, signs: SignsMet): void {
  if (reading.as !== 'number' || !reading.sign) return;
  const { dropped, bracketed } = signs;
  const { prefix, suffix } = reading.sign;
  const valueOf = (text: string): number => readAs(reading, text, 0, text.length);
  const cells = (count: number): string => (count === 1 ? '1 cell' : `${grouped(count)} cells`);
  if (dropped) {
    const words = [prefix, suffix].filter((each) => each !== '').map((each) => `"${shown(each)}"`);
    const value = valueOf(dropped.text);
    const share = suffix === '%' && value !== 0 ? `, not as ${Number((value / 100).toPrecision(12))}` : '';
    problems.add(
      'note',
      `The ${words.length === 1 ? 'sign' : 'signs'} ${words.join(' and ')} ${words.length === 1 ? 'was' : 'were'} dropped in ${cells(dropped.count)}: "${shown(dropped.text)}" is read as ${value}${share}.`,
      { column, line: dropped.line, count: dropped.count },
    );
  }
  if (bracketed)
    problems.add(
      'note',
      `Numbers in brackets were read as negative in ${cells(bracketed.count)}: "${shown(bracketed.text)}" is read as ${valueOf(bracketed.text)}.`,
      { column, line: bracketed.line, count: bracketed.count },
    );
}

const examples = (texts: readonly string[]): string =>
  texts
    .slice(0, 3)
    .map((text) => `"${shown(text)}"`)
    .join(', ') + (texts.length > 3 ? ', …' : '');
