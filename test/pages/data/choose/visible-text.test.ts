import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownText } from '../../../../src/pages/data/choose/visible-text.ts';

const flat = (text: string, longest?: number) =>
  shownText(text, longest)
    .parts.map((part) => (part.hidden ? `[${part.text}]` : part.text))
    .join('');

describe('shownText', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a\nb\tc', 'a[↵]b[⇥]c'],
    ['nothing\u200bhere', 'nothing[U+200B]here'],
    ['no\u00a0break', 'no[U+00A0]break'],
    ['\ufeffid', '[U+FEFF]id'],
    ['turned \u202egnp.exe', 'turned [U+202E]gnp.exe'],
    ['nul\0', 'nul[U+0000]'],
    ['  two ahead', '[␠␠]two ahead'],
    ['one behind ', 'one behind[␠]'],
    ['<b>&amp;', '<b>&amp;'],
  ])('%j', (text, shown) => expect(flat(text)).toBe(shown));

  it('cuts long texts, between characters', () => {
    expect(flat('abcdef', 3)).toBe('abc…');
    expect(shownText('abc', 3).cut).toBe(false);
    expect(flat('😀😀😀😀', 3)).toBe('😀😀😀…');
    expect(flat('ab cdef', 3)).toBe('ab …');
  });

  it('never loses or adds a character that is seen', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 50, unit: 'grapheme' }), (text) => {
        const { parts } = shownText(text, 1000);
        const seen = parts
          .filter((part) => !part.hidden)
          .map((part) => part.text)
          .join('');
        expect(parts.some((part) => part.hidden) ? text.length > seen.length : seen === text).toBe(true);
        expect(parts.every((part) => part.text !== '')).toBe(true);
      }),
    );
  });
});
