// The search for slices on which a model does worse (after Chung et al., Slice Finder: automated data slicing for model
// validation, ICDE 2019): every value, bin and pair of them is tested against the rest of the rows, and the p-values are
// corrected for all that were looked at, those that are not shown included.

import { benjaminiHochberg } from '../benjamini-hochberg.ts';
import { AppError } from '../errors.ts';
import { holm } from '../holm.ts';
import type { SliceSearchSpec, WeakSlice } from '../slice-search.ts';
import type { SliceKey, SliceSpec } from '../slice.ts';
import { sortedKey } from '../slices/partitions.ts';
import { sliceId, sliceLabel } from '../slices/slice-label.ts';
import type { Table } from '../table.ts';
import { cohensD, welchGreater, type Sample } from '../welch.ts';
import { cellsOf, type Cell, type Cells } from './cells.ts';
import { rest, sampleOf, sumsByCode, type Sums } from './sums.ts';

export interface SliceSearchInput {
  readonly table: Table;
  /** Rows of the table to look at. */
  readonly rows: ArrayLike<number>;
  /** Columns that the model uses: what is looked at when the spec names no features. */
  readonly features: readonly string[];
  /** Of each of the rows the loss; NaN where it is not known. */
  readonly losses: Float64Array;
}

/** A slice that was looked at. */
interface Looked {
  readonly parts: readonly { readonly cells: Cells; readonly code: number }[];
  readonly sums: Sums;
  readonly effect: number;
  readonly pValue: number;
}

const mostRows = 2000;
/** Where nothing is beyond chance, so many that came nearest are named. */
const mostNear = 5;

/**
 * One-sided p-value of the losses in a slice being higher than in others: Welch's test, where the variance in the slice counts
 * as no smaller than that of all rows. Twenty answers that all happen to be wrong vary not at all, and Welch's own estimate
 * would make a finding of any such stretch where most answers are wrong anyway.
 */
function worse(part: Sums, others: Sums, all: Sample): number {
  const sample = sampleOf(part);
  return welchGreater({ ...sample, variance: Math.max(sample.variance, all.variance) }, sampleOf(others));
}

function looked(parts: Looked['parts'], sums: Sums, whole: Sums, all: Sample): Looked {
  const others = rest(whole, sums);
  return { parts, sums, effect: cohensD(sampleOf(sums), sampleOf(others)), pValue: worse(sums, others, all) };
}

const idOf = ({ parts }: Pick<Looked, 'parts'>): string =>
  sliceId(parts.map(({ cells, code }) => [cells.feature, cells.cells[code]!.text]));

/** Places of a slice's rows among the known ones. */
const placesOf = ({ parts }: Looked, rows: number): number[] => {
  const places: number[] = [];
  for (let place = 0; place < rows; place++)
    if (parts.every(({ cells, code }) => cells.codes[place] === code)) places.push(place);
  return places;
};

function specOf(parts: Looked['parts'], name: string): SliceSpec {
  const cells = parts.map(({ cells: { feature, cells }, code }): [string, Cell] => [feature, cells[code]!]);
  if (cells.every(([, cell]) => cell.isValue))
    return {
      by: 'values',
      features: [],
      fixed: Object.fromEntries(cells.map(([feature, { text }]) => [feature, text])),
    };
  return { by: 'rule', name, condition: cells.map(([, { condition }]) => condition).join(' and ') };
}

/**
 * A pair says nothing new when its losses are not higher than in the rest of a slice that was found and holds it; nor does a
 * slice that holds the same rows as one before it.
 */
function withoutRedundant(
  found: readonly Looked[],
  all: Sample,
  { alpha, most }: SliceSearchSpec,
  rows: number,
): { each: Looked; places: readonly number[] }[] {
  const byId = new Map(found.map((each) => [idOf(each), each]));
  const isNew = (each: Looked): boolean =>
    each.parts.length === 1 ||
    each.parts.every((part) => {
      const parent = byId.get(idOf({ parts: [part] }));
      return !parent || worse(each.sums, rest(parent.sums, each.sums), all) <= alpha;
    });
  const kept: { each: Looked; places: readonly number[] }[] = [];
  for (const each of found) {
    if (kept.length === most) break;
    if (!isNew(each)) continue;
    const places = placesOf(each, rows);
    const same = (other: readonly number[]): boolean =>
      other.length === places.length && other.every((place, i) => place === places[i]);
    if (!kept.some((other) => same(other.places))) kept.push({ each, places });
  }
  return kept;
}

function checked(spec: SliceSearchSpec): void {
  const wrong =
    !(spec.alpha > 0 && spec.alpha < 1) ||
    !Number.isInteger(spec.bins) ||
    spec.bins < 2 ||
    !Number.isInteger(spec.minRows) ||
    spec.minRows < 2;
  if (wrong)
    throw new AppError(
      'bad-input',
      'A search needs two bins or more, slices of two rows or more, and a share of false findings between 0 and 1.',
    );
}

export interface Searched {
  readonly slices: WeakSlice[];
  readonly looked: number;
  /** Where there are none: those with higher losses that chance explains least, which it may still do. */
  readonly near: WeakSlice[];
}

/**
 * Slices whose losses are higher than in the rest, by a one-sided Welch test whose p-values are corrected for all slices that
 * were looked at; the largest effect first. A slice counts as looked at when it has `minRows` rows with a known loss and at
 * least two are left, and holds other rows than the slices it is crossed of.
 * @throws AppError 'bad-input' for a feature that the table doesn't have or settings that make no sense.
 */
export function* searchSlices(
  { table, rows, features, losses }: SliceSearchInput,
  spec: SliceSearchSpec,
): Generator<{ done: number; total: number }, Searched> {
  checked(spec);
  const places = Int32Array.from(losses.keys()).filter((place) => Number.isFinite(losses[place]));
  const known = places.map((place) => rows[place]!);
  const mean = places.reduce((sum, place) => sum + losses[place]!, 0) / Math.max(1, places.length);
  const centred = Float64Array.from(places, (place) => losses[place]! - mean);
  const whole = sumsByCode(() => 0, 1, centred)[0]?.sums ?? { n: 0, sum: 0, squares: 0 };
  const all = sampleOf(whole);
  const chosen = [...new Set(spec.features.length ? spec.features : features)];
  const pairs = spec.depth === 2 ? (chosen.length * (chosen.length - 1)) / 2 : 0;
  const total = chosen.length + pairs;
  let done = 0;

  const seen: Looked[] = [];
  const enough = (sums: Sums): boolean => sums.n >= spec.minRows && whole.n - sums.n >= 2;
  const singles: { cells: Cells; rows: Int32Array }[] = [];
  for (const feature of chosen) {
    const cells = cellsOf(table, known, feature, spec.bins, spec.minRows);
    const counts = new Int32Array(cells.cells.length);
    for (const { code, sums } of sumsByCode((row) => cells.codes[row]!, counts.length, centred)) {
      counts[code] = sums.n;
      if (enough(sums)) seen.push(looked([{ cells, code }], sums, whole, all));
    }
    singles.push({ cells, rows: counts });
    yield { done: ++done, total };
  }
  for (const [at, a] of pairs ? singles.entries() : [])
    for (const b of singles.slice(at + 1)) {
      const width = b.cells.cells.length;
      const codeOf = (row: number): number => {
        const [one, other] = [a.cells.codes[row]!, b.cells.codes[row]!];
        return one < 0 || other < 0 ? -1 : one * width + other;
      };
      for (const { code, sums } of sumsByCode(codeOf, a.cells.cells.length * width, centred)) {
        const [one, other] = [Math.floor(code / width), code % width];
        // The same rows as one of its parts: that one was looked at already.
        if (!enough(sums) || sums.n === a.rows[one] || sums.n === b.rows[other]) continue;
        const parts = [
          { cells: a.cells, code: one },
          { cells: b.cells, code: other },
        ];
        seen.push(looked(parts, sums, whole, all));
      }
      yield { done: ++done, total };
    }

  const correct = spec.correction === 'holm' ? holm : benjaminiHochberg;
  const adjusted = correct(seen.map(({ pValue }) => pValue));
  const adjustedOf = new Map(seen.map((each, i) => [each, adjusted[i]!]));
  const found = seen
    .filter((each) => adjustedOf.get(each)! <= spec.alpha)
    .sort((x, y) => y.effect - x.effect || y.sums.n - x.sums.n);
  const weak = ({ each, places: own }: ReturnType<typeof withoutRedundant>[number]): WeakSlice => {
    const key: SliceKey = sortedKey(
      each.parts.map(({ cells, code }) => [cells.feature, cells.cells[code]!.text] as const),
    );
    const others = rest(whole, each.sums);
    const worst = [...own].sort((x, y) => centred[y]! - centred[x]! || x - y).slice(0, mostRows);
    return {
      key,
      spec: specOf(each.parts, sliceLabel(key)),
      label: sliceLabel(key),
      rows: each.sums.n,
      loss: mean + each.sums.sum / each.sums.n,
      restLoss: mean + others.sum / others.n,
      effect: each.effect,
      pValue: each.pValue,
      adjusted: adjustedOf.get(each)!,
      tableRows: Int32Array.from(worst, (place) => known[place]!),
    };
  };
  const nearest = found.length > 0 ? [] : seen.filter(({ effect }) => effect > 0);
  const near = nearest.sort((x, y) => x.pValue - y.pValue || y.effect - x.effect).slice(0, 10 * mostNear);
  return {
    slices: withoutRedundant(found, all, spec, known.length).map(weak),
    looked: seen.length,
    near: withoutRedundant(near, all, { ...spec, most: mostNear }, known.length).map(weak),
  };
}
