// Ends for the bars of a histogram of times: seconds to decades of the calendar, UTC.

import type { Scale } from './scale.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;
/** 1 January 1970 was a Thursday; weeks begin on Monday. */
const firstMonday = 4 * day;
/** Years ±95,000, with room for a rounded edge in what a Date can hold (±8.64e15 ms). */
const latest = 3e15;

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const steady = [
  ...[1, 5, 15, 30].map((n) => n * second),
  ...[1, 5, 15, 30].map((n) => n * minute),
  ...[1, 3, 6, 12].map((n) => n * hour),
  day,
  week,
];
const inMonths = [1, 3, 6, ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000].map((n) => n * 12)];

/**
 * Edges at the finest step of the calendar that needs no more than `bars` bars (one more for the ends) from one time to
 * another, ms since 1970 UTC; null when they are outside of what a calendar can name.
 */
export function calendarScale(from: number, to: number, bars: number): Scale | null {
  if (!(from >= -latest && to <= latest)) return null;
  const step = steady.find((length) => (to - from) / length <= bars);
  if (step !== undefined) return steadyScale(from, to, step);
  const months = inMonths.find((count) => (to - from) / (count * 30.4 * day) <= bars);
  return months === undefined ? null : monthScale(from, to, months);
}

function steadyScale(from: number, to: number, step: number): Scale {
  const origin = step === week ? firstMonday : 0;
  const edges = [Math.floor((from - origin) / step) * step + origin];
  while (edges[edges.length - 1]! <= to) edges.push(edges[edges.length - 1]! + step);
  const name = (time: number): string => (step >= day ? dayText(time) : momentText(time, step));
  return {
    edges,
    label: (start) => (step === week ? `week of ${dayText(start)}` : name(start)),
    below: (first) => `before ${name(first)}`,
    above: (end) => `${name(end)} and later`,
  };
}

function monthScale(from: number, to: number, months: number): Scale {
  const start = new Date(from);
  const index = start.getUTCFullYear() * 12 + start.getUTCMonth();
  let at = Math.floor(index / months) * months;
  const edges = [startOf(at)];
  while (edges[edges.length - 1]! <= to) {
    at += months;
    edges.push(startOf(at));
  }
  return {
    edges,
    label: (a, b) => monthsText(a, b, months),
    below: (first) => `before ${dayText(first)}`,
    above: (end) => `${dayText(end)} and later`,
  };
}

/** First moment of a month, counted from the year 0. Date.UTC would take the years 0 to 99 for 1900 to 1999. */
function startOf(months: number): number {
  const year = Math.floor(months / 12);
  return new Date(0).setUTCFullYear(year, months - year * 12, 1);
}

function monthsText(from: number, to: number, months: number): string {
  const start = new Date(from);
  const year = start.getUTCFullYear();
  if (months === 12) return String(year);
  if (months > 12) return `${year} to ${new Date(to).getUTCFullYear() - 1}`;
  const first = monthNames[start.getUTCMonth()]!;
  if (months === 1) return `${first} ${year}`;
  return `${first} to ${monthNames[start.getUTCMonth() + months - 1]!} ${year}`;
}

const dayText = (time: number): string => new Date(time).toISOString().split('T')[0]!;

function momentText(time: number, step: number): string {
  const [date, clock] = new Date(time).toISOString().split('T');
  return `${date!} ${clock!.slice(0, step >= minute ? 5 : 8)}`;
}
