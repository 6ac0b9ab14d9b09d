// What bars and pictures say themselves.

import { count, plural } from './format.ts';
import { partsOf, type DrawnBar } from './bars-geometry.ts';

export const barsText = {
  asList: 'As a list',
  log: 'Make the small bars taller',
  logNote: 'Heights follow the logarithm: a bar twice as high has many times the rows.',
  dwarfed: 'One bar is so high that the others hardly show.',
  noAnswer: 'no answer',
  none: 'There are no values to show.',
};

/** "6 to 8: 412 rows", with classes "6 to 8: 412 rows (yes 300, no 112)". */
export function barName(bar: DrawnBar, classes: readonly string[]): string {
  const name = `${bar.label}: ${plural(bar.count, 'row')}`;
  const parts = partsOf(bar, classes.length);
  if (!bar.byClass || classes.length === 0 || parts.length === 0) return name;
  const words = parts.map((part) => `${classes[part.of] ?? barsText.noAnswer} ${count(part.count)}`);
  return `${name} (${words.join(', ')})`;
}

/** What the bars show, in a sentence or two with n. */
export function barsInWords(bars: readonly DrawnBar[]): string {
  const rows = bars.reduce((sum, bar) => sum + bar.count, 0);
  const filled = bars.filter((bar) => bar.count > 0).sort((a, b) => b.count - a.count);
  const [first, ...rest] = filled;
  if (!first) return barsText.none;
  if (rest.length === 0) return `All ${plural(rows, 'row')}: ${first.label}.`;
  const most = `Most common: ${first.label}, ${count(first.count)} of ${count(rows)} rows.`;
  const least = filled[filled.length - 1]!;
  if (filled.length === bars.length && first.count <= 1.1 * least.count)
    return `The bars are about equal: ${count(least.count)} to ${count(first.count)} rows each, ${count(rows)} in all.`;
  if (filled.length <= 4) return most;
  let held = 0;
  let fullest = 0;
  while (held * 2 < rows) held += filled[fullest++]!.count;
  return `${most} Half of the rows stand in ${plural(fullest, 'bar')} of ${bars.length}.`;
}
