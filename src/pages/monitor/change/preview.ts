// The next window before and after a change, once it is whole.

import { injected } from '../../../core/injecting/injected.ts';
import type { InjectionWish } from '../../../core/injecting/amended.ts';
import type { InjectionKnowledge } from '../../../core/injection.ts';
import { headOf, isCategory, type Column, type Span, type Table } from '../../../core/table.ts';
import { changeText as text } from '../../text/monitor-change.ts';

export interface PreviewBar {
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

export interface Preview {
  readonly column: string;
  /** What it comes to, in words. */
  readonly finding: string;
  readonly rows: number;
  readonly changed: number;
  readonly bars: readonly PreviewBar[];
}

const numberBins = 10;
/** Words beyond these are counted together. */
const mostWords = 8;

/** The column that a change is seen in: the one that it names, otherwise the answer. */
function columnSeen({ kind, params }: InjectionWish, known: InjectionKnowledge): string {
  const named = params['column'];
  const answers = ['swap-labels', 'subgroup-concept', 'labels-missing', 'labels-biased', 'class-balance'];
  return typeof named === 'string' && !answers.includes(kind) ? named : known.target.column;
}

function wordBars(before: Column, after: Column, { from, to }: Span): PreviewBar[] {
  const counts = new Map<string, { before: number; after: number }>();
  const add = (column: Column, side: 'before' | 'after'): void => {
    if (!isCategory(column)) return;
    for (const code of column.codes.subarray(from, to)) {
      const label = column.levels[code] ?? text.missing;
      const count = counts.get(label) ?? { before: 0, after: 0 };
      count[side]++;
      counts.set(label, count);
    }
  };
  add(before, 'before');
  add(after, 'after');
  const bars = [...counts]
    .map(([label, count]) => ({ label, ...count }))
    .sort((a, b) => b.before + b.after - a.before - a.after);
  const rest = bars.slice(mostWords);
  if (rest.length === 0) return bars;
  const sum = (side: 'before' | 'after'): number => rest.reduce((all, bar) => all + bar[side], 0);
  return [
    ...bars.slice(0, mostWords),
    { label: text.others(rest.length), before: sum('before'), after: sum('after') },
  ];
}

const short = (value: number, kind: Column['kind']): string =>
  kind === 'time'
    ? new Date(value).toISOString().slice(0, 16).replace('T', ' ')
    : String(Number(value.toPrecision(3)));

function numberBars(before: Column, after: Column, { from, to }: Span): PreviewBar[] {
  if (isCategory(before) || isCategory(after)) return [];
  const [a, b] = [before.values.subarray(from, to), after.values.subarray(from, to)];
  const all = [...a, ...b].filter(Number.isFinite);
  const gaps = (values: Float64Array): number =>
    values.reduce((n, value) => n + Number(Number.isNaN(value)), 0);
  const low = all.reduce((least, value) => Math.min(least, value), Infinity);
  const high = all.reduce((most, value) => Math.max(most, value), -Infinity);
  const few = [...new Set(all)].sort((x, y) => x - y);
  const bins = few.length <= numberBins ? few.length : numberBins;
  const placeOf = (value: number): number =>
    few.length <= numberBins
      ? few.indexOf(value)
      : Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
  const labelOf = (bin: number): string =>
    few.length <= numberBins
      ? short(few[bin]!, before.kind)
      : text.range(
          short(low + ((high - low) * bin) / bins, before.kind),
          short(low + ((high - low) * (bin + 1)) / bins, before.kind),
        );
  const bars = Array.from({ length: bins }, (_, bin) => ({ label: labelOf(bin), before: 0, after: 0 }));
  for (const value of a) if (Number.isFinite(value)) bars[placeOf(value)]!.before++;
  for (const value of b) if (Number.isFinite(value)) bars[placeOf(value)]!.after++;
  const missing = { label: text.missing, before: gaps(a), after: gaps(b) };
  return missing.before + missing.after > 0 ? [...bars, missing] : bars;
}

function meanOf(column: Column, { from, to }: Span): number {
  if (isCategory(column)) return NaN;
  const known = column.values.subarray(from, to).filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Cells of two columns that differ in these rows. */
function differing(before: Column, after: Column, { from, to }: Span): number {
  let count = 0;
  for (let row = from; row < to; row++)
    if (
      isCategory(before) && isCategory(after)
        ? before.levels[before.codes[row]!] !== after.levels[after.codes[row]!]
        : !isCategory(before) && !isCategory(after) && !Object.is(before.values[row], after.values[row])
    )
      count++;
  return count;
}

/**
 * @param table the rows as the world is now. @param window the next one.
 * @returns null where nothing can be shown: the change cannot be made, or no rows are left.
 */
export function previewOf(
  table: Table,
  wish: InjectionWish,
  window: Span,
  known: InjectionKnowledge,
  seed: number,
): Preview | null {
  if (window.from >= window.to || window.to > table.rows) return null;
  const name = columnSeen(wish, known);
  const head = headOf(table, window.to);
  const whole = { ...wish, course: 'sudden' as const, overRows: 0, id: 'preview' };
  const after = injected(head, [{ ...whole, fromRow: window.from, toRow: window.to }], known, seed);
  const [one, other] = [head, after].map((of) => of.columns.find((column) => column.name === name));
  if (!one || !other) return null;
  const rows = window.to - window.from;
  const changed = differing(one, other, window);
  const bars = isCategory(one) ? wordBars(one, other, window) : numberBars(one, other, window);
  const means = [meanOf(one, window), meanOf(other, window)] as const;
  const plain = one.kind === 'number' || one.kind === 'integer';
  const finding =
    plain && Number.isFinite(means[0]) && Number.isFinite(means[1])
      ? text.meanMoves(name, short(means[0], one.kind), short(means[1], one.kind))
      : text.cellsChange(name, changed, rows);
  return { column: name, finding, rows, changed, bars };
}
