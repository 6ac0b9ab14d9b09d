// What people are told about a column.

import type { FieldKind } from '../../core/schema.ts';
import type { Level } from './column-builder.ts';
import { grouped, shown, type Problems } from './problems.ts';
import { NumberReader } from './numbers.ts';
import { readAs, type CellRules, type Doubt, type Reading } from './readings.ts';

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

/** A column of texts that mostly has numbers or dates: which cells spoil it. @returns whether it is one. */
export function noteMixture(
  problems: Problems,
  column: string,
  present: readonly Level[],
  rules: CellRules,
  place: 'line' | 'row',
): boolean {
  const readings: readonly [string, Reading][] = [
    ['numbers', { as: 'number', numbers: new NumberReader(rules.dialect.decimal) }],
    ['dates', { as: 'time', order: rules.dialect.dates }],
  ];
  for (const [words, reading] of readings) {
    const odd = present.filter(({ text }) => Number.isNaN(readAs(reading, text, 0, text.length)));
    const cells = present.reduce((sum, { count }) => sum + count, 0);
    const oddCells = odd.reduce((sum, { count }) => sum + count, 0);
    if (odd.length === 0 || oddCells * 2 > cells) continue;
    const places = odd
      .slice(0, 3)
      .map(({ text, line }) => `"${shown(text)}" in ${place} ${line}`)
      .join(', ');
    problems.add(
      'warning',
      `Read as texts, because ${grouped(oddCells)} of ${grouped(cells)} cells are no ${words}: ${places}${odd.length > 3 ? ', …' : ''}.`,
      { column, line: odd[0]!.line, count: oddCells },
    );
    return true;
  }
  return false;
}

const examples = (texts: readonly string[]): string =>
  texts
    .slice(0, 3)
    .map((text) => `"${shown(text)}"`)
    .join(', ') + (texts.length > 3 ? ', …' : '');
