// Dates as people type them where no file says how: ISO 8601, in UTC.

const form = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?Z?)?$/;

/** "2024-01-31", "2024-01-31 13:05", "2024-01-31T13:05:59.5Z" in ms since 1970 UTC; null for anything else, 30 February included. */
export function isoTime(text: string): number | null {
  const parts = form.exec(text.trim());
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const time = new Date(0);
  time.setUTCFullYear(year!, month! - 1, day);
  time.setUTCHours(hour!, minute, second, Number((parts[7] ?? '').padEnd(3, '0')));
  const same =
    time.getUTCMonth() === month! - 1 &&
    time.getUTCDate() === day &&
    time.getUTCHours() === hour &&
    time.getUTCMinutes() === minute &&
    time.getUTCSeconds() === second;
  return same ? time.getTime() : null;
}
