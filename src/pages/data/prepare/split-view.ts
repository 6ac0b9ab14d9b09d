// The split of a version: its form, what it gives, and how it lies over the rows.

import type { Task } from '../../../core/define.ts';
import { AppError } from '../../../core/errors.ts';
import type { ParamValue, ParamValues, Params } from '../../../core/params.ts';
import { part, splitMethods } from '../../../core/split.ts';
import type { SplitMethod, SplitSpec } from '../../../core/split.ts';
import { splitAnew } from '../../../core/splitting-anew.ts';
import type { VersionTable } from '../../../core/version-table.ts';
import { splitMethodWords, splitText } from '../../text/data-split.ts';
import type { KnownColumn } from './plan-edits.ts';

/** More rows than this are not split on the page's own thread. */
export const mostTriedRows = 20_000;

export type PartName = keyof typeof part;
export const partNames = ['train', 'test', 'gap'] as const satisfies readonly PartName[];
export type PartCounts = Record<PartName, number>;

/** How test rows can be chosen here: in proportion only of classes, by group only with something to group by. */
export const methodsFor = (task: Task, columns: readonly KnownColumn[]): SplitMethod[] =>
  splitMethods.filter(
    (method) =>
      (method !== 'stratified' || task !== 'regression') &&
      (method !== 'group' || columns.some(({ kind }) => kind === 'category' || kind === 'integer')),
  );

/** What a person would be offered first: the split there is, otherwise the latest rows. */
export const firstSpec = (split: SplitSpec | null, seed: number): SplitSpec =>
  split ?? {
    v: 1,
    method: 'time',
    testShare: 0.2,
    folds: 5,
    fold: 0,
    gapRows: 0,
    column: null,
    seed,
  };

/** The same split by another method; of its columns the one that the method needs. */
export const withMethod = (spec: SplitSpec, method: SplitMethod, target: string): SplitSpec => ({
  ...spec,
  method,
  column: method === 'stratified' ? target : null,
});

export function splitParams(spec: SplitSpec, rows: number): Params {
  const column = (
    label: string,
    help: string,
    kinds: ('category' | 'integer' | 'number' | 'boolean' | 'time')[],
  ) => ({ type: 'column', label, help, kinds, default: '' }) as const;
  const testShare = {
    type: 'number',
    label: splitText.testShare,
    help: splitText.shareHelp(rows, Math.round(rows * spec.testShare)),
    min: 0.01,
    max: 0.9,
    step: 0.01,
    default: 0.2,
  } as const;
  const seed = {
    type: 'integer',
    label: splitText.seed,
    help: splitText.seedHelp,
    min: 0,
    max: 4_294_967_295,
    default: 0,
  } as const;
  const whole = (label: string, help: string, min: number, max: number) =>
    ({ type: 'integer', label, help, min, max, default: min }) as const;
  switch (spec.method) {
    case 'time':
      return {
        testShare,
        gapRows: whole(splitText.gapRows, splitText.gapHelp, 0, Math.max(0, rows - 2)),
        column: column(splitText.timeColumn, splitText.timeHelp, ['time', 'integer', 'number']),
      };
    case 'random':
      return { testShare, seed };
    case 'stratified':
      return {
        testShare,
        column: column(splitText.classColumn, splitText.classHelp, ['category', 'boolean', 'integer']),
        seed,
      };
    case 'group':
      return {
        testShare,
        column: column(splitText.groupColumn, splitText.groupHelp, ['category', 'integer']),
        seed,
      };
    case 'k-fold':
      return {
        folds: whole(
          splitText.folds,
          splitText.foldsHelp(rows, spec.folds),
          2,
          Math.max(2, Math.min(100, rows)),
        ),
        fold: whole(splitText.fold, splitText.foldHelp, 1, spec.folds),
        column: column(splitText.foldColumn, splitText.foldColumnHelp, ['category', 'boolean', 'integer']),
        seed,
      };
  }
}

export const splitValues = (spec: SplitSpec): ParamValues => ({
  testShare: spec.testShare,
  folds: spec.folds,
  fold: spec.fold + 1,
  gapRows: spec.gapRows,
  column: spec.column ?? '',
  // Rows in their order are asked for by a number below 0, which nobody types here.
  seed: Math.max(0, spec.seed),
});

export function withValue(spec: SplitSpec, name: string, value: ParamValue): SplitSpec {
  if (name === 'column') return { ...spec, column: value === '' ? null : String(value) };
  if (name === 'fold') return { ...spec, fold: Number(value) - 1 };
  const next = { ...spec, [name]: Number(value) };
  return { ...next, fold: Math.min(next.fold, next.folds - 1) };
}

/**
 * How test rows were chosen, in words. Rows that came after a split by time are learnt from: then its test rows are the
 * latest no more.
 * @param isStream rows come with the stream.
 */
export function splitNow(parts: Uint8Array, split: SplitSpec | null, isStream: boolean): string {
  const { method } = split ?? { method: 'time' };
  const [first, last] = [parts.indexOf(part.test), parts.lastIndexOf(part.test)];
  const isOneRun = first >= 0 && parts.subarray(first, last + 1).every((value) => value === part.test);
  if (method !== 'time' || last === parts.length - 1 || !isOneRun) return splitMethodWords[method].label;
  return splitText.latestOfFirst(last + 1, isStream);
}

/** The parts that a split would give, or why it gives none, in words; null where that is not tried here. */
export function triedSplit(version: VersionTable | null, spec: SplitSpec): Uint8Array | string | null {
  if (!version || version.table.rows > mostTriedRows) return null;
  if ((spec.method === 'group' || spec.method === 'stratified') && spec.column === null)
    return splitText.chooseColumn;
  try {
    return splitAnew(version.table, version.ids, spec, version.parts);
  } catch (thrown) {
    const { code, message } = AppError.from(thrown);
    if (code !== 'bad-input' && !(thrown instanceof RangeError)) throw thrown;
    return message;
  }
}

export function countParts(parts: Uint8Array): PartCounts {
  let test = 0;
  let gap = 0;
  for (let row = 0; row < parts.length; row++)
    if (parts[row] === part.test) test++;
    else if (parts[row] === part.gap) gap++;
  return { train: parts.length - test - gap, test, gap };
}

const nameOf = (value: number): PartName =>
  value === part.test ? 'test' : value === part.gap ? 'gap' : 'train';

/** Rows of each class in each part; the last entry is rows without an answer. */
export function countByClass(parts: Uint8Array, truth: Float64Array, classes: number): PartCounts[] {
  const counts = Array.from({ length: classes + 1 }, (): PartCounts => ({ train: 0, test: 0, gap: 0 }));
  for (let row = 0; row < parts.length; row++) {
    const of = truth[row]!;
    counts[Number.isNaN(of) ? classes : of]![nameOf(parts[row]!)]++;
  }
  return counts;
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly counts: PartCounts;
}

/** The rows in order, cut into at most so many stretches of nearly the same length. */
export function stretches(parts: Uint8Array, most: number): Stretch[] {
  const number = Math.min(most, parts.length);
  return Array.from({ length: number }, (_, i) => {
    const from = Math.floor((i * parts.length) / number);
    const to = Math.floor(((i + 1) * parts.length) / number);
    return { from, to, counts: countParts(parts.subarray(from, to)) };
  });
}

const mostRuns = 6;

/** What the picture shows, in a sentence. */
export function stripWords(parts: Uint8Array): string {
  const { words } = splitText;
  const runs: { part: PartName; from: number; to: number }[] = [];
  for (let row = 0; row < parts.length && runs.length <= mostRuns; row++) {
    const name = nameOf(parts[row]!);
    const last = runs.at(-1);
    if (last?.part === name) last.to = row;
    else runs.push({ part: name, from: row, to: row });
  }
  if (runs.length <= mostRuns)
    return words.runs(runs.map((run) => words.run(words.names[run.part], run.from + 1, run.to + 1)));
  let low = Infinity;
  let high = 0;
  const tenths = stretches(parts, 10);
  for (const { counts } of tenths) {
    low = Math.min(low, counts.test);
    high = Math.max(high, counts.test);
  }
  return words.spread(
    countParts(parts).test,
    parts.length,
    low,
    high,
    Math.round(parts.length / tenths.length),
  );
}
