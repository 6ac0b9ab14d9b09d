// What the section "Ask a version" shows, worked out from state: hints, warnings in words, bars.

import type { WarningKind } from '../../../core/input-warning.ts';
import type { ScoreReport } from '../../../core/score-table.ts';
import { typedCell } from '../../../core/scoring-form.ts';
import type { SignatureInput } from '../../../core/signature.ts';
import type { RowTexts } from '../../../data/protocol.ts';
import { fixed, significant } from '../../../ui/format.ts';
import { scoreText as text } from '../../text/score.ts';

const dayMs = 86_400_000;

/** A number as short as it may be said; a time as a person writes it. */
export function valueText({ kind, name }: Pick<SignatureInput, 'kind' | 'name'>, value: number): string {
  if (kind === 'time') return typedCell({ name, kind, values: Float64Array.of(value) }, 0);
  return kind === 'integer' || Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

/** What a field says below itself. */
export function hintOf(input: SignatureInput): string {
  const { range, kind, mayBeMissing } = input;
  const parts: string[] = [];
  if (range && kind !== 'boolean')
    parts.push(text.fit(valueText(input, range[0]), valueText(input, range[1])));
  if (mayBeMissing) parts.push(text.mayBeMissing);
  return parts.join(', ');
}

/** What is odd about a field, in words. @param typed what stands in it. */
export function warningText(input: SignatureInput, kind: WarningKind, typed: string): string {
  const [low, high] = input.range ?? [NaN, NaN];
  switch (kind) {
    case 'above':
    case 'below':
      return text.warnings[kind](typed.trim(), valueText(input, low), valueText(input, high));
    case 'unknown':
      return text.warnings.unknown(typed);
    case 'missing':
    case 'unreadable':
      return text.warnings.missing;
  }
}

/** Whether only days, without a time of day, were learnt from. */
export const holdsDays = ({ kind, range }: SignatureInput): boolean =>
  kind === 'time' && range !== null && range.every((end) => end % dayMs === 0);

/** Longer lists are typed with suggestions instead of being chosen from. */
export const mostOptions = 40;

export interface ChanceBar {
  readonly name: string;
  readonly chance: number;
  readonly text: string;
  readonly answered: boolean;
}
const mostBars = 10;

/** The likeliest classes first, but two in their own order; and how many others there are. */
export function chanceBars(
  classes: readonly string[],
  probabilities: readonly number[],
  answered: number,
): { bars: ChanceBar[]; others: number } {
  const all = probabilities.map((chance, c) => ({
    name: classes[c] ?? '',
    chance,
    text: Number.isNaN(chance) ? '–' : fixed(chance, 3),
    answered: c === answered,
  }));
  const ordered = all.length > 2 ? all.toSorted((a, b) => b.chance - a.chance) : all;
  return { bars: ordered.slice(0, mostBars), others: Math.max(0, ordered.length - mostBars) };
}

/** A predicted number with its unit. */
export const predictedText = (value: number, unit: string | null): string =>
  `${significant(value)}${unit ? ` ${unit}` : ''}`;

const mostNames = 12;

/** '"a", "b" and 3 more'. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map((name) => `“${name}”`);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(', ')}, ${text.more(rest)}` : shown.join(', ');
}

export const oddityRows = (report: ScoreReport): Record<string, string>[] =>
  report.inputs.map(({ name, counts }) => ({
    name,
    ...Object.fromEntries(
      Object.entries(counts).map(([kind, n]) => [kind, n === 0 ? '–' : n.toLocaleString('en')]),
    ),
  }));

/** Probabilities among the new columns, to three digits; the file has all of them. */
export function roundedChances(texts: RowTexts, added: readonly string[]): RowTexts {
  const isChance = texts.columns.map((name) => added.includes(name) && name.startsWith('P('));
  return {
    ...texts,
    cells: texts.cells.map((cells) =>
      cells.map((text, place) => (isChance[place] && text !== '' ? fixed(Number(text), 3) : text)),
    ),
  };
}
