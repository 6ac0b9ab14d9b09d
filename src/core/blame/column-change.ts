// What happened to a column, as a person would say it: stuck, gone, another unit, moved.

import { isCategory, type CategoryColumn, type Column, type NumberColumn } from '../table.ts';

export type ColumnChange =
  | { readonly kind: 'stuck'; readonly value: number | string; readonly rows: number; readonly n: number }
  | { readonly kind: 'missing'; readonly rows: number; readonly n: number; readonly was: number }
  | { readonly kind: 'new-level'; readonly level: string; readonly rows: number; readonly n: number }
  | { readonly kind: 'unit'; readonly factor: number; readonly n: number }
  | {
      readonly kind: 'beyond';
      readonly rows: number;
      readonly n: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: 'moved'; readonly from: number; readonly to: number; readonly n: number }
  | { readonly kind: 'spread'; readonly factor: number; readonly n: number }
  | {
      readonly kind: 'mix';
      readonly level: string;
      readonly from: number;
      readonly to: number;
      readonly n: number;
    }
  | { readonly kind: 'shape'; readonly n: number };

export interface ColumnDrift {
  /** Largest difference of the distribution functions, or total variation of words; missing cells count as a word. 0 to 1. */
  readonly drift: number;
  /** How much of that is more than chance makes of so many rows. */
  readonly beyondChance: number;
  readonly change: ColumnChange;
}

/** Kolmogorov's 1 in 100. */
const chanceFactor = 1.628;

const chanceOf = (n: number, m: number): number => chanceFactor * Math.sqrt(1 / n + 1 / m);

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: Float64Array): number => {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
};
const known = ({ values }: NumberColumn): Float64Array =>
  values.filter((value) => !Number.isNaN(value)).sort();

/** Largest vertical distance of two ascending samples' distribution functions. */
function distance(a: Float64Array, b: Float64Array): number {
  let [i, j, most] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    most = Math.max(most, Math.abs(i / a.length - j / b.length));
  }
  return most;
}

/** The value that comes most often, and how often. */
function mostOften(sorted: Float64Array): { value: number; rows: number } {
  let best = { value: NaN, rows: 0 };
  for (let from = 0, i = 1; i <= sorted.length; i++)
    if (i === sorted.length || sorted[i] !== sorted[from]) {
      if (i - from > best.rows) best = { value: sorted[from]!, rows: i - from };
      from = i;
    }
  return best;
}

function numberChange(now: Float64Array, was: Float64Array): ColumnChange {
  const n = now.length;
  const often = mostOften(now);
  const usual = was.filter((value) => value === often.value).length / was.length;
  if (often.rows / n >= 0.5 && often.rows / n - usual >= 0.4)
    return { kind: 'stuck', value: often.value, rows: often.rows, n };
  const [low, high] = [was[0]!, was.at(-1)!];
  const middle = (sorted: Float64Array): number => sorted[Math.floor(sorted.length / 2)]!;
  const factor = middle(now) / middle(was);
  const [spreadNow, spreadWas] = [deviation(now), deviation(was)];
  const widened = spreadNow / spreadWas;
  // Another unit moves middle and spread by the same factor.
  if (factor > 0 && (factor >= 1.5 || factor <= 1 / 1.5) && Math.abs(Math.log(widened / factor)) < 0.25)
    return { kind: 'unit', factor, n };
  const outside = now.filter((value) => value < low || value > high).length;
  if (outside / n >= 0.2) return { kind: 'beyond', rows: outside, n, low, high };
  if (Math.abs(mean(now) - mean(was)) >= 0.25 * spreadWas)
    return { kind: 'moved', from: mean(was), to: mean(now), n };
  if (widened >= 1.25 || widened <= 0.8) return { kind: 'spread', factor: widened, n };
  return { kind: 'shape', n };
}

function numberDrift(now: NumberColumn, was: NumberColumn): ColumnDrift {
  const [n, m] = [now.values.length, was.values.length];
  const [present, before] = [known(now), known(was)];
  const gone = 1 - present.length / n;
  const goneBefore = 1 - before.length / m;
  const apart = present.length > 0 && before.length > 0 ? distance(present, before) : 0;
  const lost = Math.abs(gone - goneBefore);
  const change: ColumnChange =
    lost >= apart || present.length === 0 || before.length === 0
      ? { kind: 'missing', rows: n - present.length, n, was: goneBefore }
      : numberChange(present, before);
  const drift = Math.max(apart, lost);
  return { drift, beyondChance: Math.max(0, drift - chanceOf(n, m)), change };
}

function wordDrift(now: CategoryColumn, was: CategoryColumn): ColumnDrift {
  const shares = (column: CategoryColumn): Map<string, number> => {
    const found = new Map<string, number>();
    for (const code of column.codes) {
      const level = column.levels[code] ?? '';
      found.set(level, (found.get(level) ?? 0) + 1 / column.codes.length);
    }
    return found;
  };
  const [n, m] = [now.codes.length, was.codes.length];
  const [present, before] = [shares(now), shares(was)];
  const moves = [...new Set([...present.keys(), ...before.keys()])].map((level) => {
    const [from, to] = [before.get(level) ?? 0, present.get(level) ?? 0];
    return { level, from, to, by: to - from };
  });
  const drift = moves.reduce((sum, { by }) => sum + Math.abs(by), 0) / 2;
  const top = moves.toSorted((a, b) => b.by - a.by)[0];
  const change = ((): ColumnChange => {
    if (!top) return { kind: 'shape', n };
    const rows = Math.round(top.to * n);
    if (top.level === '') return { kind: 'missing', rows, n, was: top.from };
    if (top.from === 0) return { kind: 'new-level', level: top.level, rows, n };
    if (top.to >= 0.9 && top.by >= 0.4) return { kind: 'stuck', value: top.level, rows, n };
    return { kind: 'mix', level: top.level, from: top.from, to: top.to, n };
  })();
  // Total variation of many words is never 0 by chance: about half of √(2 (words − 1) / π) of a word's own error.
  const chance = chanceOf(n, m) * Math.max(1, Math.sqrt((before.size - 1) / 4));
  return { drift, beyondChance: Math.max(0, drift - chance), change };
}

/** @param now the column in the rows looked at. @param was the same column in the reference. Both with rows. */
export function columnDrift(now: Column, was: Column): ColumnDrift {
  if (isCategory(now) && isCategory(was)) return wordDrift(now, was);
  if (!isCategory(now) && !isCategory(was)) return numberDrift(now, was);
  return { drift: 1, beyondChance: 1, change: { kind: 'shape', n: 0 } };
}

/** Places of rows whose value the reference never had, or is missing where it hardly ever was. */
export function oddRows(now: Column, was: Column, change: ColumnChange): Int32Array {
  const odd: number[] = [];
  if (isCategory(now)) {
    const levels = isCategory(was) ? new Set(Array.from(was.codes, (code) => was.levels[code] ?? '')) : null;
    now.codes.forEach((code, row) => {
      const level = now.levels[code] ?? '';
      if (!levels?.has(level) || (change.kind === 'stuck' && level === change.value)) odd.push(row);
    });
  } else {
    const before = isCategory(was) ? new Float64Array(0) : known(was);
    const [low, high] = [before[0] ?? NaN, before.at(-1) ?? NaN];
    const rarelyMissing = isCategory(was) || before.length >= 0.99 * was.values.length;
    now.values.forEach((value, row) => {
      const missing = Number.isNaN(value) && rarelyMissing;
      if (missing || value < low || value > high || (change.kind === 'stuck' && value === change.value))
        odd.push(row);
    });
  }
  return Int32Array.from(odd);
}
