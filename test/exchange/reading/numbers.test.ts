import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NumberReader } from '../../../src/exchange/reading/numbers.ts';

const readIn = (text: string, decimal: '.' | ',' = '.', thousands = ''): number => {
  // Between others of its kind, so that reading beyond the cell would show.
  const framed = `9${text}9.9e9`;
  return new NumberReader(decimal, thousands).read(framed, 1, 1 + text.length);
};

describe('numbers', () => {
  test.each([
    ['0', 0],
    ['-0', -0],
    ['+5', 5],
    ['12', 12],
    ['1.5', 1.5],
    ['.5', 0.5],
    ['5.', 5],
    ['-.5e-3', -0.0005],
    ['1e5', 100000],
    ['1E+5', 100000],
    ['0.10', 0.1],
    ['123456789012345', 123456789012345],
    ['1234567890123456.5', 1234567890123456.5],
    ['0.1234567890123456789', 0.1234567890123456789],
    ['1e308', 1e308],
    ['5e-324', 5e-324],
    ['1e400', Infinity],
    ['-1e400', -Infinity],
    ['inf', Infinity],
    ['-Infinity', -Infinity],
    ['+INF', Infinity],
  ])('%s is %d', (text, value) => expect(readIn(text)).toBe(value));

  test.each([
    ...['', '-', '+', '.', '-.', 'e5', '1e', '1e+', '1.2.3', '1,5', '1 ', ' 1', '--1', '1-', '0x1F', '1_000'],
    ...[
      '007',
      '00',
      '-01',
      '00.5',
      '1234567890123456',
      '12345678901234567890',
      '12%',
      '$5',
      '１',
      'NaN',
      'infinit',
    ],
    ...['1,234', '1e5.5', '1d5', '.e5'],
  ])('%j is no number', (text) => expect(readIn(text)).toBeNaN());

  test('a comma as decimal mark', () => {
    expect(readIn('1,5', ',')).toBe(1.5);
    expect(readIn('1.5', ',')).toBeNaN();
    expect(readIn('123456789,0123456789', ',')).toBe(123456789.0123456789);
  });

  test.each([
    ['1,234', '.', ',', 1234],
    ['1,234,567.25', '.', ',', 1234567.25],
    ['999', '.', ',', 999],
    ['-12,345', '.', ',', -12345],
    ['1.234.567,5', ',', '.', 1234567.5],
    ['1 234', '.', ' ', 1234],
    ["1'234", '.', "'", 1234],
    ['1234', '.', ',', NaN],
    ['12,34', '.', ',', NaN],
    ['1,2345', '.', ',', NaN],
    ['1,,234', '.', ',', NaN],
    [',234', '.', ',', NaN],
    ['1,234,', '.', ',', NaN],
    ['0,123', '.', ',', NaN],
    ['1234,567', '.', ',', NaN],
    ['1,234,56', '.', ',', NaN],
  ] as const)('%s with decimal %s and thousands %s is %d', (text, decimal, thousands, value) =>
    expect(readIn(text, decimal, thousands)).toBe(value),
  );

  test('says how a number was written', () => {
    const numbers = new NumberReader('.');
    const written = (text: string): [boolean, boolean] => {
      numbers.read(text, 0, text.length);
      return [numbers.whole, numbers.plain];
    };
    expect(written('12')).toEqual([true, true]);
    expect(written('-12')).toEqual([true, false]);
    expect(written('1e3')).toEqual([true, false]);
    expect(written('1e-3')).toEqual([false, false]);
    expect(written('1.0')).toEqual([false, false]);
  });

  test('equals Number() bit for bit on every number that JavaScript writes', () =>
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(20), (value, fraction) => {
        for (const text of [value.toExponential(), value.toExponential(fraction), value.toPrecision(17)]) {
          const whole = /^-?\d{16,}$/.test(text);
          expect(readIn(text)).toBe(whole ? NaN : Number(text));
        }
      }),
    ));

  test('equals Number() or NaN by a pattern, on any text', () => {
    const pattern = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.e-+,'), maxLength: 24 }), (text) => {
        const number = pattern.test(text) && !/^[+-]?\d{16,}$/.test(text);
        expect(readIn(text)).toBe(number ? Number(text) : NaN);
      }),
    );
  });
});
