import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { possibleOrders, readTime, type DateOrder } from '../../../src/exchange/reading/times.ts';

const time = (text: string, order: DateOrder | null = null): number =>
  readTime(`1${text}-1:00Z`, 1, 1 + text.length, order);

describe('times', () => {
  test.each([
    ['1970-01-01', 0],
    ['2021-02-28', Date.UTC(2021, 1, 28)],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2000-02-29', Date.UTC(2000, 1, 29)],
    ['2021/12/31', Date.UTC(2021, 11, 31)],
    ['2021-12-31T23:59', Date.UTC(2021, 11, 31, 23, 59)],
    ['2021-12-31 23:59:58', Date.UTC(2021, 11, 31, 23, 59, 58)],
    ['2021-12-31T23:59:58Z', Date.UTC(2021, 11, 31, 23, 59, 58)],
    ['2021-12-31T23:59:58.1Z', Date.UTC(2021, 11, 31, 23, 59, 58, 100)],
    ['2021-12-31T23:59:58,123', Date.UTC(2021, 11, 31, 23, 59, 58, 123)],
    ['2021-12-31T23:59:58.123456789', Date.UTC(2021, 11, 31, 23, 59, 58, 123) + 0.456789],
    ['2021-12-31T23:00+02:00', Date.UTC(2021, 11, 31, 21)],
    ['2021-12-31T23:00-0530', Date.UTC(2022, 0, 1, 4, 30)],
    ['2021-12-31T23:00+02', Date.UTC(2021, 11, 31, 21)],
    ['-000001-01-01T00:00Z', Date.parse('-000001-01-01T00:00Z')],
    ['+012021-01-01T00:00Z', Date.parse('+012021-01-01T00:00Z')],
    ['0001-01-01', Date.parse('0001-01-01')],
  ])('%s', (text, value) => expect(time(text)).toBe(value));

  test.each([
    ...[
      '2021-02-29',
      '1900-02-29',
      '2021-13-01',
      '2021-00-10',
      '2021-01-32',
      '2021-1-1',
      '21-01-01',
      '20210101',
    ],
    ...[
      '2021-01',
      '2021-01-01T',
      '2021-01-01T24:00',
      '2021-01-01T12',
      '2021-01-01T12:60',
      '2021-01-01T12:00:60',
    ],
    ...[
      '2021-01-01T12:00X',
      '2021-01-01T12:00+',
      '2021-01-01T12:00:00.',
      '2021/01-01',
      '12:30',
      '2021-01-01x',
    ],
    ...['1/2/2021', 'Jan 1 2021', '2021-01-01T12:00+25:00'],
  ])('%s is none', (text) => expect(time(text)).toBeNaN());

  test('dates in a chosen order', () => {
    expect(time('3/4/2021', 'day-first')).toBe(Date.UTC(2021, 3, 3));
    expect(time('3/4/2021', 'month-first')).toBe(Date.UTC(2021, 2, 4));
    expect(time('03.04.2021 10:30', 'day-first')).toBe(Date.UTC(2021, 3, 3, 10, 30));
    expect(time('13/4/2021', 'month-first')).toBeNaN();
    expect(time('3/4/21', 'day-first')).toBeNaN();
    expect(time('3/4.2021', 'day-first')).toBeNaN();
    expect(time('2021-01-02', 'day-first')).toBe(Date.UTC(2021, 0, 2));
    expect(possibleOrders('3/4/2021')).toBe(3);
    expect(possibleOrders('13/4/2021')).toBe(1);
    expect(possibleOrders('3/14/2021')).toBe(2);
    expect(possibleOrders('2021-01-02')).toBe(0);
    expect(possibleOrders('x')).toBe(0);
  });

  test('reads what Date writes, and no day that Date does not know', () =>
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true }),
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (date, year, month, day) => {
          expect(time(date.toISOString())).toBe(date.getTime());
          const pad = (value: number, length: number): string => String(value).padStart(length, '0');
          const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
          const parsed = new Date(text);
          // Date.parse rolls 30 February over in some engines; its own text shows it.
          const real = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
          expect(time(text)).toBe(real ? parsed.getTime() : NaN);
        },
      ),
    ));
});
