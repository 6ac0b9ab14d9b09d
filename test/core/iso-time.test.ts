import { describe, expect, it } from 'vitest';
import { isoTime } from '../../src/core/iso-time.ts';

describe('isoTime', () => {
  it.each([
    ['1970-01-01', 0],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2024-01-31 13:05', Date.UTC(2024, 0, 31, 13, 5)],
    [' 2024-01-31T13:05:59.5Z ', Date.UTC(2024, 0, 31, 13, 5, 59, 500)],
    ['0033-04-03', Date.parse('0033-04-03')],
  ])('reads %s', (text, time) => {
    expect(isoTime(text)).toBe(time);
  });

  it.each([
    '',
    'today',
    '2023-02-29',
    '2024-13-01',
    '2024-1-1',
    '2024-01-31 24:00',
    '2024-01-31 12:60',
    '31.01.2024',
  ])('does not read "%s"', (text) => {
    expect(isoTime(text)).toBeNull();
  });
});
