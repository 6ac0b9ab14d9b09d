// The columns of a profile as cards: which, in what order, and how their bars are divided.

import type { Bar, ColumnProfile, Finding, Profile } from '../../../core/profile.ts';
import { significant } from '../../../ui/format.ts';
import { mostPatterns, type DrawnBar } from '../../../ui/bars-geometry.ts';
import { lookText } from '../../text/data-look.ts';

export type ColumnSort = 'file' | 'name' | 'missing' | 'findings';

export interface ColumnItem {
  readonly profile: ColumnProfile;
  readonly findings: readonly Finding[];
}

/** One entry per column in the table's order; pixels are not among them. */
export function columnItems(profile: Profile): ColumnItem[] {
  const byColumn = new Map<string, Finding[]>();
  for (const finding of profile.findings)
    for (const name of finding.columns) {
      const known = byColumn.get(name);
      if (known) known.push(finding);
      else byColumn.set(name, [finding]);
    }
  return profile.columns
    .filter(({ kind }) => kind !== 'image')
    .map((column) => ({ profile: column, findings: byColumn.get(column.name) ?? [] }));
}

/** A warning weighs more than any number of notes that a column can have. */
const weightOf = ({ findings }: ColumnItem): number =>
  findings.reduce((sum, { severity }) => sum + (severity === 'warning' ? 100 : 1), 0);

const orders: Record<ColumnSort, (a: ColumnItem, b: ColumnItem) => number> = {
  file: () => 0,
  name: (a, b) => a.profile.name.localeCompare(b.profile.name, 'en', { numeric: true }),
  missing: (a, b) => b.profile.missing.count - a.profile.missing.count,
  findings: (a, b) => weightOf(b) - weightOf(a),
};

export function arrangedColumns(
  items: readonly ColumnItem[],
  sort: ColumnSort,
  search: string,
): ColumnItem[] {
  const wanted = search.trim().toLowerCase();
  return items.filter(({ profile }) => profile.name.toLowerCase().includes(wanted)).sort(orders[sort]);
}

/** How bars are divided: not at all, by all classes, or by one class (its place) against the rest. */
export type BarSplit = 'none' | 'all' | number;

export function splitOptions(profile: Profile): { value: BarSplit; label: string }[] {
  const { classes, target } = profile;
  const options: { value: BarSplit; label: string }[] = [{ value: 'none', label: lookText.noSplit }];
  if (!classes || !target) return options;
  if (classes.length <= mostPatterns) options.push({ value: 'all', label: lookText.byTarget(target.column) });
  if (classes.length > 2)
    for (const [place, name] of classes.entries())
      options.push({ value: place, label: lookText.againstRest(name) });
  return options;
}

/** By all classes where they can be told apart. */
export const usualSplit = ({ classes }: Profile): BarSplit =>
  classes && classes.length <= mostPatterns ? 'all' : 'none';

export function splitClasses(classes: readonly string[] | null, split: BarSplit): string[] {
  if (!classes || split === 'none') return [];
  if (split === 'all') return [...classes];
  return [classes[split] ?? '', lookText.rest];
}

export function splitBars(bars: readonly Bar[], split: BarSplit): DrawnBar[] {
  return bars.map(({ label, count, byClass }) => {
    if (split === 'none' || !byClass) return { label, count };
    if (split === 'all') return { label, count, byClass };
    const chosen = byClass[split] ?? 0;
    return { label, count, byClass: [chosen, byClass.reduce((sum, rows) => sum + rows, 0) - chosen] };
  });
}

/** "5 above 18.5": only the sides on which there can be any. */
export function outliersText(profile: ColumnProfile): string {
  const { numbers } = profile;
  if (!numbers) return '';
  const { low, high, count: rows } = numbers.outliers;
  const sides = [
    ...(numbers.min < low ? [lookText.below(valueText(profile, low))] : []),
    ...(numbers.max > high ? [lookText.above(valueText(profile, high))] : []),
  ];
  return lookText.outlierCount(rows, sides.length > 0 ? sides : [lookText.infinite]);
}

/** A value as the column's kind is read: times as dates, years without a separator. */
export function valueText({ kind, numbers }: ColumnProfile, value: number): string {
  if (kind === 'time') {
    const date = new Date(value);
    if (Number.isNaN(date.getTime())) return '–';
    const isShort = numbers !== null && numbers.max - numbers.min < 3 * 86_400_000;
    return isShort ? date.toISOString().slice(0, 16).replace('T', ' ') : date.toISOString().slice(0, 10);
  }
  if (kind === 'integer' && Number.isInteger(value) && Math.abs(value) < 10_000) return String(value);
  // What is left of a difference by rounding is nothing.
  const reach = numbers ? Math.max(Math.abs(numbers.min), Math.abs(numbers.max)) : 0;
  if (Math.abs(value) < 1e-12 * reach) return '0';
  if (Math.abs(value) >= 1e9 || (value !== 0 && Math.abs(value) < 1e-4)) return value.toExponential(2);
  return significant(value);
}
