// What is to be said about a single column.

import type { ColumnProfile, Finding, NumberSummary } from '../profile.ts';
import type { Field } from '../schema.ts';
import { isCategory, type Column } from '../table.ts';
import { countText } from '../wording.ts';
import type { LevelCounts } from './level-bars.ts';
import { countOutside, fencesOf } from './numbers.ts';
import { similarLevels } from './similar-levels.ts';
import type { SortedNumbers } from './sorting.ts';

const mostlyMissing = 0.5;
const manyLevels = 50;
/** Fewer different values than this may well be different by nature. */
const leastNames = 20;
const groupsNamed = 3;

export interface Looked {
  readonly field: Field;
  readonly column: Column;
  readonly rows: number;
  readonly profile: ColumnProfile;
  /** Of number columns. */
  readonly sorted: SortedNumbers | null;
  /** Of category columns. */
  readonly counted: LevelCounts | null;
}

/** In the order: gaps, sameness, names, levels, numbers. */
export function columnFindings(looked: Looked): Finding[] {
  const { rows, profile } = looked;
  if (rows === 0) return [];
  if (profile.missing.count === rows)
    return [
      {
        kind: 'all-missing',
        severity: 'warning',
        columns: [profile.name],
        text: `"${profile.name}" is empty in all ${countText(rows)} rows.`,
        advice: 'Leave it out: nothing can be learnt from it.',
        rows: profile.missing.rows,
      },
    ];
  return [
    gaps(looked),
    sameness(looked),
    names(looked),
    levels(looked),
    spellings(looked),
    ...numbers(looked),
  ].filter((finding) => finding !== null);
}

const percent = (count: number, of: number): string => {
  const share = (100 * count) / of;
  return `${share >= 99.95 && count < of ? 'almost 100' : share >= 10 ? Math.round(share) : share.toFixed(1)} %`;
};

function gaps({ rows, profile }: Looked): Finding | null {
  const { count } = profile.missing;
  if (count / rows < mostlyMissing) return null;
  return {
    kind: 'mostly-missing',
    severity: 'warning',
    columns: [profile.name],
    text: `"${profile.name}" is missing in ${countText(count)} of ${countText(rows)} rows (${percent(count, rows)}).`,
    advice: 'Leave it out, or fill it and add an indicator that says where it was missing.',
    rows: profile.missing.rows,
  };
}

function sameness({ field, rows, profile }: Looked): Finding | null {
  // Pixels at the edge of a picture are often constant and do no harm.
  if (!profile.constant || field.kind === 'image') return null;
  const known = rows - profile.missing.count;
  return {
    kind: 'constant',
    severity: field.role === 'target' ? 'warning' : 'note',
    columns: [profile.name],
    text: `"${profile.name}" has the same value in all of its ${countText(known)} cells.`,
    advice:
      field.role === 'target'
        ? 'Nothing can be learnt from a target that never changes: choose another one, or add rows.'
        : 'Leave it out: it tells rows apart in nothing.',
    rows: null,
  };
}

/** Words or whole numbers that are different in every row, as names and row numbers are. */
function names({ field, column, rows, profile, sorted }: Looked): Finding | null {
  if (field.role !== 'feature' || field.kind === 'image' || field.kind === 'time') return null;
  const known = rows - profile.missing.count;
  if (known < leastNames || profile.distinct < known) return null;
  const text =
    isCategory(column) || field.kind === 'identifier'
      ? `Each of the ${countText(known)} cells of "${profile.name}" has a value of its own, as a name has.`
      : sorted?.whole && isRunning(column)
        ? `"${profile.name}" counts the rows.`
        : null;
  if (text === null) return null;
  return {
    kind: 'identifier',
    severity: 'warning',
    columns: [profile.name],
    text,
    advice: 'Do not use it as a feature: a model would learn the rows by heart and know nothing of new ones.',
    rows: null,
  };
}

/** Whole numbers that go up or down by the same step in every row. */
function isRunning(column: Column): boolean {
  if (isCategory(column) || column.kind === 'time') return false;
  const { values } = column;
  const step = values[1]! - values[0]!;
  for (let row = 1; row < values.length; row++) if (values[row]! - values[row - 1]! !== step) return false;
  return step !== 0;
}

function levels({ field, rows, profile, counted }: Looked): Finding | null {
  if (!counted || field.kind !== 'category' || profile.distinct <= manyLevels) return null;
  if (field.role !== 'feature' && field.role !== 'target') return null;
  const known = rows - profile.missing.count;
  if (profile.distinct === known && known >= leastNames) return null;
  const once = counted.counts.filter((count) => count === 1).length;
  return {
    kind: 'many-levels',
    severity: 'note',
    columns: [profile.name],
    text: `"${profile.name}" has ${countText(profile.distinct)} different values in ${countText(known)} cells; ${countText(once)} of them came up once.`,
    advice:
      field.role === 'target'
        ? 'Merge rare classes: each needs some rows for training and some for judging.'
        : 'Encode it by frequency or by target, or merge rare values; one-hot would make a column of each.',
    rows: null,
  };
}

function spellings({ field, profile, counted }: Looked): Finding | null {
  if (!counted || field.kind !== 'category') return null;
  const groups = similarLevels(counted.levels);
  if (groups.length === 0) return null;
  const shown = groups
    .slice(0, groupsNamed)
    .map((group) => group.map((level) => `"${level.slice(0, 40)}"`).join(' and '));
  const more = groups.length > groupsNamed ? `, and ${countText(groups.length - groupsNamed)} more` : '';
  return {
    kind: 'similar-levels',
    severity: 'warning',
    columns: [profile.name],
    text: `"${profile.name}" has values that differ only in spelling: ${shown.join('; ')}${more}.`,
    advice: 'Merge them if they mean the same; otherwise a model takes them for different things.',
    rows: { by: 'level', column: profile.name, level: groups[0]![1]! },
  };
}

function numbers({ field, rows, profile, sorted }: Looked): Finding[] {
  if (!sorted || field.kind === 'boolean' || field.kind === 'image') return [];
  const found: Finding[] = [];
  const infinite = sorted.negativeInfinite + sorted.positiveInfinite;
  if (infinite)
    found.push({
      kind: 'infinite',
      severity: 'warning',
      columns: [profile.name],
      text: `"${profile.name}" is infinite in ${countText(infinite)} of ${countText(rows)} rows.`,
      advice: 'Make these cells missing or give them a value; nothing can be computed with them.',
      rows: { by: 'outside', column: profile.name, low: -Number.MAX_VALUE, high: Number.MAX_VALUE },
    });
  const { q25, q75, low, high } = fencesOf(sorted, 3);
  // Where half of all values are the same, every other one would be an outlier.
  const far = profile.numbers && q75 > q25 && field.kind !== 'time' ? countOutside(sorted, low, high) : 0;
  if (far && profile.numbers)
    found.push({
      kind: 'outliers',
      severity: 'note',
      columns: [profile.name],
      text: `${countText(far)} of ${countText(rows - profile.missing.count)} values of "${profile.name}" lie far from the rest, ${beyond(profile.numbers, low, high)}; the middle half lies between ${short(q25)} and ${short(q75)}.`,
      advice:
        'Look at them: are they measured, a slip of the pen, or another unit? Clip, transform (log), or correct them.',
      rows: { by: 'outside', column: profile.name, low, high },
    });
  return found;
}

/** Only the sides on which there are any: "above 12 (up to 94)". */
function beyond({ min, max }: NumberSummary, low: number, high: number): string {
  const sides = [
    ...(min < low ? [`below ${short(low)} (down to ${short(min)})`] : []),
    ...(max > high ? [`above ${short(high)} (up to ${short(max)})`] : []),
  ];
  return sides.join(' or ') || 'as they are infinite';
}

const short = (value: number): string => String(Number(value.toPrecision(4)));
