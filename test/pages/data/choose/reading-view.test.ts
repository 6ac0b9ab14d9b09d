import { describe, expect, it } from 'vitest';
import type { Dialect, Guess } from '../../../../src/exchange/reading/types.ts';
import { readingChange, readingFields } from '../../../../src/pages/data/choose/reading-view.ts';

const dialect: Dialect = {
  encoding: 'windows-1252',
  delimiter: ';',
  quote: '"',
  header: true,
  decimal: ',',
  dates: null,
};
const guesses: Guess[] = [
  { about: 'delimiter', value: ';', sure: true, why: 'every row has 5 cells with it', alternatives: [] },
  { about: 'decimal', value: ',', sure: false, why: 'cells like 1,234 could be both', alternatives: ['.'] },
];
const field = (about: string, options = {}, read: Dialect | null = dialect) => {
  const found = readingFields(read, guesses, options).find((one) => one.about === about);
  if (!found) throw new Error(about);
  return found;
};

describe('readingFields', () => {
  it('says what was guessed, how sure, and why', () => {
    const delimiter = field('delimiter');
    expect(delimiter.options[0]?.label).toContain('semicolon');
    expect(delimiter.help).toBe('sure: every row has 5 cells with it');
    expect(delimiter.unsure).toBe(false);
    expect(field('decimal')).toMatchObject({ unsure: true });
    expect(field('decimal').help).toContain('please check');
  });

  it('shows what a person chose, and no guess beside it', () => {
    const chosen = field('decimal', { dialect: { decimal: '.' } });
    expect(chosen).toMatchObject({ value: '.', unsure: false, help: 'chosen by you' });
    expect(field('ragged', { ragged: 'fill' }).value).toBe('fill');
  });

  it('lets everything be chosen where nothing was read', () => {
    const fields = readingFields(null, [], {});
    expect(fields.map(({ about }) => about)).toEqual([
      ...['delimiter', 'header', 'decimal', 'encoding', 'quote', 'dates', 'ragged'],
    ]);
    for (const one of fields) expect(one.value).toBe(one.options[0]?.value);
  });

  it('has a place for a delimiter that is on no list', () => {
    const read = field('delimiter', {}, { ...dialect, delimiter: '~' });
    expect(read.options.map(({ value }) => value)).toContain('~');
  });

  it('every option of every field is a choice that shows as itself, and the first one takes it back', () => {
    for (const { about, options } of readingFields(dialect, guesses, {}))
      for (const [place, { value }] of options.entries())
        expect(field(about, readingChange(about, value)).value, `${about} ${place}`).toBe(value);
  });
});
