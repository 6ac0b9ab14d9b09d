// What happened to a column, in a sentence.

import type { ColumnDrift, LevelCount } from './drift-column.ts';
import { cellText, type ColumnKind } from './table.ts';
import { countText } from './wording.ts';

const figure = (value: number, kind: ColumnKind): string =>
  kind === 'time'
    ? cellText({ name: '', kind, values: Float64Array.of(value) }, 0)
    : String(Number(value.toPrecision(3)));

const percent = (count: number, rows: number): string =>
  rows === 0 ? '0 %' : `${Number(((100 * count) / rows).toPrecision(2))} %`;

/** Adjusted p-values below this are more than chance. */
export const driftSignificance = 0.05;

/** Shifts smaller than this many standard deviations are not worth a word. */
const smallest = 0.1;
const namedLevels = 3;

function levelWords(levels: readonly LevelCount[], what: string): string[] {
  if (levels.length === 0) return [];
  const rows = levels.reduce((sum, level) => sum + level.rows, 0);
  const names = levels.slice(0, namedLevels).map(({ level }) => `"${level}"`);
  const more = levels.length > namedLevels ? ' …' : '';
  const plural = levels.length === 1 ? 'category' : 'categories';
  return [
    `${countText(levels.length)} ${what} ${plural} (${names.join(', ')}${more}) in ${countText(rows)} rows`,
  ];
}

/** "temp rose by 1.2 standard deviations (mean 12.1 → 18.4); missing in 20 % of 100 rows, before in 3 % of 400". */
export function wordsOf(drift: Omit<ColumnDrift, 'words'>): string {
  const { column, kind, mean, median, missing, rows } = drift;
  const parts: string[] = [];
  const [shift, of] =
    mean && median && Math.abs(median.deviations) > 2 * Math.abs(mean.deviations)
      ? [median, 'median']
      : [mean, 'mean'];
  if (shift && Number.isFinite(shift.before) && Number.isFinite(shift.after)) {
    const way = `(${of} ${figure(shift.before, kind)} → ${figure(shift.after, kind)})`;
    const verb = shift.after > shift.before ? 'rose' : 'fell';
    if (Number.isNaN(shift.deviations)) {
      if (shift.after !== shift.before) parts.push(`was constant and ${verb} ${way}`);
    } else if (Math.abs(shift.deviations) >= smallest)
      parts.push(`${verb} by ${Math.abs(shift.deviations).toFixed(1)} standard deviations ${way}`);
  }
  const levels = [...levelWords(drift.newLevels, 'new'), ...levelWords(drift.vanishedLevels, 'vanished')];
  if (levels.length > 0) parts.push(`has ${levels.join(' and ')}`);
  const [shareBefore, shareAfter] = [
    percent(missing.before, rows.before),
    percent(missing.after, rows.after),
  ];
  if (shareBefore !== shareAfter)
    parts.push(
      `is missing in ${shareAfter} of ${countText(rows.after)} rows, before in ${shareBefore} of ${countText(rows.before)}`,
    );
  const certain = drift.adjusted !== null && drift.adjusted < driftSignificance;
  if (parts.length === 0) {
    if (drift.drifted) return `${column} is spread differently`;
    return certain
      ? `${column} differs, but little`
      : `${column} differs by no more than chance would make it`;
  }
  return `${column} ${parts.join('; ')}${drift.drifted ? '' : certain ? '; but little of it' : '; chance may explain it'}`;
}
