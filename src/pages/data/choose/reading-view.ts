// How a file is read, as fields with choices.

import type { Dialect, Guess, ReadOptions } from '../../../exchange/reading/types.ts';
import { readingText } from '../../text/data-choose.ts';

type About = keyof Dialect | 'ragged';

interface ReadingField {
  readonly about: About;
  readonly label: string;
  readonly options: { value: string; label: string }[];
  readonly value: string;
  readonly help: string;
  /** A guess that a person should look at. */
  readonly unsure: boolean;
}

/** No choice: the reader guesses. */
const automatic = 'auto:';
const order: readonly About[] = ['delimiter', 'header', 'decimal', 'encoding', 'quote', 'dates', 'ragged'];

function valueText(about: About, value: unknown): string {
  if (about === 'dates' && value === null) return 'text';
  return String(value);
}

function chosenValue(about: About, { dialect, ragged }: ReadOptions): string | null {
  const value = about === 'ragged' ? ragged : dialect?.[about];
  return value === undefined ? null : valueText(about, value);
}

/**
 * @param dialect how the file was read; null where it was not.
 */
export function readingFields(
  dialect: Dialect | null,
  guesses: readonly Guess[],
  options: ReadOptions,
): ReadingField[] {
  return order.map((about): ReadingField => {
    const known = readingText.values[about].map(([value, label]) => ({
      value: String(value),
      label: String(label),
    }));
    const labelOf = (value: string) => known.find((one) => one.value === value)?.label ?? value;
    const guess = guesses.find((candidate) => candidate.about === about);
    const used = about === 'ragged' || !dialect ? null : valueText(about, dialect[about]);
    const chosen = chosenValue(about, options);
    const suggestion =
      about === 'ragged'
        ? readingText.refuse
        : used !== null && chosen === null
          ? readingText.suggested(labelOf(used))
          : readingText.automatic;
    const extra = [chosen, used].filter(
      (value): value is string => value !== null && !known.some((one) => one.value === value),
    );
    const unsure = chosen === null && guess?.sure === false;
    return {
      about,
      label: readingText.labels[about],
      options: [
        { value: automatic, label: suggestion },
        ...known,
        ...[...new Set(extra)].map((value) => ({ value, label: value })),
      ],
      value: chosen ?? automatic,
      help:
        chosen !== null
          ? readingText.chosen
          : guess
            ? `${guess.sure ? readingText.sure : readingText.unsure}: ${guess.why}`
            : '',
      unsure,
    };
  });
}

/** What to read otherwise when a choice is made in a field. */
export function readingChange(about: About, picked: string): ReadOptions {
  const value = picked === automatic ? undefined : picked;
  switch (about) {
    case 'ragged':
      return { ragged: value === 'drop' || value === 'fill' ? value : undefined };
    case 'header':
      return { dialect: { header: value === undefined ? undefined : value === 'true' } };
    case 'dates':
      return {
        dialect: {
          dates:
            value === 'text' ? null : value === 'day-first' || value === 'month-first' ? value : undefined,
        },
      };
    case 'decimal':
      return { dialect: { decimal: value === '.' || value === ',' ? value : undefined } };
    case 'encoding':
      return { dialect: { encoding: readingText.values.encoding.find(([id]) => id === value)?.[0] } };
    case 'delimiter':
    case 'quote':
      return { dialect: { [about]: value } };
  }
}
