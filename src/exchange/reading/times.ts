// Dates and times of day in a cell, as milliseconds since 1970 UTC.
//
//   ISO 8601: YYYY-MM-DD (also with "/"), then optionally "T" or a space and hh:mm[:ss[.fraction]], then optionally Z or
//   ±hh[:]mm. Without a zone the time counts as UTC. Years of six digits with a sign as ECMAScript writes them.
//   With a chosen or proven order: d/m/yyyy or m/d/yyyy, parted by "/", "." or "-", with the same optional time.
// Anything else (two-digit years, month names, times without a date, 24:00, a 30 February) is text.

export type DateOrder = 'day-first' | 'month-first';

/** Where a read stopped; one reader at a time, so one is enough and no cell needs an object. */
let at = 0;

/** @returns milliseconds, or NaN when text[start, end) is no date. */
export function readTime(text: string, start: number, end: number, order: DateOrder | null): number {
  if (end - start < 8) return NaN;
  const days = readDays(text, start, end, order);
  if (Number.isNaN(days)) return NaN;
  if (at === end) return days * 86_400_000;
  const separator = text.charCodeAt(at);
  if (separator !== 84 && separator !== 32 && separator !== 116) return NaN;
  at++;
  const time = readClock(text, end);
  return days * 86_400_000 + time;
}

/** Which orders a d/m/y date allows: bit 1 day first, bit 2 month first; 0 when it is none. */
export function possibleOrders(text: string): number {
  const end = text.length;
  const dayFirst = Number.isNaN(readTime(text, 0, end, 'day-first')) ? 0 : 1;
  const monthFirst = Number.isNaN(readTime(text, 0, end, 'month-first')) ? 0 : 2;
  return Number.isNaN(readTime(text, 0, end, null)) ? dayFirst | monthFirst : 0;
}

function readDays(text: string, start: number, end: number, order: DateOrder | null): number {
  at = start;
  const signCode = text.charCodeAt(at);
  const signed = signCode === 43 || signCode === 45;
  if (signed) at++;
  const first = number(text, end, 6);
  const length = at - start;
  if (signed ? length === 7 : length === 4) {
    const separator = text.charCodeAt(at);
    if (separator !== 45 && (separator !== 47 || signed)) return NaN;
    at++;
    const month = number(text, end, 2, 2);
    if (text.charCodeAt(at++) !== separator) return NaN;
    const day = number(text, end, 2, 2);
    return daysOf(signCode === 45 ? -first : first, month, day);
  }
  if (order === null || signed || length > 2) return NaN;
  const separator = text.charCodeAt(at);
  if (separator !== 47 && separator !== 46 && separator !== 45) return NaN;
  at++;
  const second = number(text, end, 2);
  if (text.charCodeAt(at++) !== separator) return NaN;
  const year = number(text, end, 4, 4);
  return order === 'day-first' ? daysOf(year, second, first) : daysOf(year, first, second);
}

/** Milliseconds of the day, less the zone; NaN unless it fills the cell. */
function readClock(text: string, end: number): number {
  const hours = number(text, end, 2, 2);
  if (text.charCodeAt(at++) !== 58) return NaN;
  const minutes = number(text, end, 2, 2);
  let seconds = 0;
  let fraction = 0;
  if (at < end && text.charCodeAt(at) === 58) {
    at++;
    seconds = number(text, end, 2, 2);
    const mark = at < end ? text.charCodeAt(at) : 0;
    if (mark === 46 || mark === 44) fraction = readFraction(text, end);
  }
  if (!(hours < 24 && minutes < 60 && seconds < 60)) return NaN;
  const zone = at < end ? readZone(text, end) : 0;
  return at === end ? ((hours * 60 + minutes - zone) * 60 + seconds) * 1000 + fraction : NaN;
}

/** Milliseconds of ".123456": whole ones exactly, the rest added as a fraction. */
function readFraction(text: string, end: number): number {
  const from = ++at;
  while (at < end && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
  if (at === from || at - from > 80) return NaN;
  const digits = text.slice(from, at).padEnd(3, '0');
  return Number(`${digits.slice(0, 3)}.${digits.slice(3)}`);
}

/** Minutes east of Greenwich. */
function readZone(text: string, end: number): number {
  const code = text.charCodeAt(at++);
  if (code === 90 || code === 122) return 0;
  if (code !== 43 && code !== 45) return NaN;
  const hours = number(text, end, 2, 2);
  if (at < end && text.charCodeAt(at) === 58) at++;
  const minutes = at < end ? number(text, end, 2, 2) : 0;
  return hours < 24 && minutes < 60 ? (code === 45 ? -1 : 1) * (hours * 60 + minutes) : NaN;
}

function number(text: string, end: number, most: number, least = 1): number {
  let value = 0;
  const from = at;
  const stop = Math.min(end, at + most);
  while (at < stop) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) break;
    value = value * 10 + digit;
    at++;
  }
  return at - from < least ? NaN : value;
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days since 1970-01-01 in the proleptic Gregorian calendar; NaN for a day that does not exist. */
function daysOf(year: number, month: number, day: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = (monthDays[month - 1] ?? NaN) + (leap && month === 2 ? 1 : 0);
  if (!(day >= 1 && day <= length)) return NaN;
  // Years begin in March here, so that the leap day is the last; 400 years are 146,097 days.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}
