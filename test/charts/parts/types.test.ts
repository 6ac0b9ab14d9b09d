import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plotMarkup, plotText } from '../../../src/charts/parts/types.ts';

test('markup, templates and TeX lose their meaning, the words stay', () => {
  expect(plotText('<b>a & b</b>')).toBe('&lt;b&gt;a &amp; b&lt;/b&gt;');
  expect(plotText('%{customdata}')).toBe('%\u200b{customdata}');
  expect(plotText('$x^2$')).toBe('\u200b$x^2$');
  expect(plotText('a\u202eb\u0000c')).toBe('a b c');
  expect(plotText('Temperature (°C)')).toBe('Temperature (°C)');
});

test('no text gets a tag, a template or a long label through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const safe = plotText(text);
      expect(safe).not.toMatch(/[<>]|%\{|^\$/);
      expect([...safe.replace(/&(amp|lt|gt);/g, '.').replaceAll('\u200b', '')].length).toBeLessThanOrEqual(
        200,
      );
    }),
  );
});

test('our own markup keeps its tags around safe texts', () => {
  expect(plotMarkup`%{y}<br>${plotText('<i>')} ${3}<extra></extra>`).toBe(
    '%{y}<br>&lt;i&gt; 3<extra></extra>',
  );
});
