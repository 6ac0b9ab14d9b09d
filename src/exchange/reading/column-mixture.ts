// Columns of texts that mostly hold numbers or dates: what is told about them, and what would help.

import type { Level } from './column-builder.ts';
import type { ColumnContext } from './column-context.ts';
import { grouped, shown } from './problems.ts';
import { chosenReading, isBareNumber, readAs, type Reading } from './readings.ts';
import { isMoneyOrShare } from './signs.ts';

/** From so many numbers, and so large a part of the cells, on a column probably is one of numbers. */
const remedied = { cells: 20, part: 0.95 } as const;

/**
 * A column of texts that mostly has numbers or dates: which cells spoil it, and what reading it as one would lose.
 * @returns whether it is one.
 */
export function noteMixture(
  column: string,
  present: readonly Level[],
  { rules, problems, index, place = 'row' }: ColumnContext,
): boolean {
  const texts = present.map(({ text }) => text);
  const counts = present.map(({ count }) => count);
  const cells = counts.reduce((sum, count) => sum + count, 0);
  for (const [kind, words] of [
    ['number', 'numbers'],
    ['time', 'dates'],
  ] as const) {
    const reading = chosenReading(kind, texts, counts, rules);
    const found = misfits(present, reading);
    // Codes like 12A and 13B are no numbers with a unit.
    const unit =
      found.signed > found.bare && reading.as === 'number' && reading.sign && !isMoneyOrShare(reading.sign);
    const count = found.told.reduce((sum, level) => sum + level.count, 0);
    if (count === 0 || count > (unit ? 1 - remedied.part : 0.5) * cells) continue;
    const { told } = found;
    const places = told
      .slice(0, 3)
      .map(({ text, line }) => `"${shown(text)}" in ${place} ${line}`)
      .join(', ');
    const few = `${grouped(count)} of ${grouped(cells)}`;
    const why =
      found.signed > found.bare && found.lost === 0
        ? `${few} numbers ${count === 1 ? 'is' : 'are'} without the sign ${signWords(reading)} of the others`
        : `${few} cells are no ${found.signed > 0 && found.lost === 0 ? 'plain ' : ''}${words}`;
    const fitting = cells - found.lost;
    problems.add('warning', `Read as texts, because ${why}: ${places}${told.length > 3 ? ', …' : ''}.`, {
      column,
      line: told[0]!.line,
      count,
      remedy:
        index !== undefined && fitting >= remedied.cells && fitting >= remedied.part * cells
          ? {
              column: index,
              kind: kind === 'number' && found.whole ? 'integer' : kind,
              text: `Read it as ${kind === 'number' ? 'a number' : 'a time'}: ${lostText(found.lost)}`,
            }
          : null,
    });
    return true;
  }
  return false;
}

const signWords = (reading: Reading): string =>
  reading.as === 'number' && reading.sign
    ? [reading.sign.prefix, reading.sign.suffix]
        .filter((each) => each !== '')
        .map((each) => `"${shown(each)}"`)
        .join(' and ')
    : '';

const lostText = (lost: number): string =>
  lost === 0
    ? 'no cell is lost'
    : lost === 1
      ? '1 cell becomes missing'
      : `${grouped(lost)} cells become missing`;

interface Misfits {
  /**
   * The cells that are told: those that cannot be read; with a sign that most numbers lack, or, where nothing else is
   * wrong, without the sign that most carry.
   */
  readonly told: readonly Level[];
  /** Cells that are numbers with the sign of the reading; without one; cells that cannot be read. */
  readonly signed: number;
  readonly bare: number;
  readonly lost: number;
  readonly whole: boolean;
}

function misfits(present: readonly Level[], reading: Reading): Misfits {
  const parts = { signed: 0, bare: 0, lost: 0 };
  let whole = true;
  const partOf = present.map(({ text, count }) => {
    const bare = isBareNumber(reading, text, 0, text.length);
    const lost = Number.isNaN(readAs(reading, text, 0, text.length));
    const part = lost ? 'lost' : reading.as === 'number' && reading.sign && !bare ? 'signed' : 'bare';
    if (!lost && reading.as === 'number') whole &&= reading.numbers.whole;
    parts[part] += count;
    return part;
  });
  const told = present.filter((_, i) => {
    const part = partOf[i];
    if (part === 'lost') return true;
    return part === 'signed' ? parts.signed <= parts.bare : parts.signed > parts.bare && parts.lost === 0;
  });
  return { told, ...parts, whole };
}
