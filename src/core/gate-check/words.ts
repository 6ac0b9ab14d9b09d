// What a gate found, in words: figure, slice, n, value, bound and the formula with its numbers.

import { figureOf } from '../figures.ts';
import type { SliceKey, SliceSpec } from '../slice.ts';
import { nearestSlices } from '../slices/nearest-slices.ts';
import { sliceLabel } from '../slices/slice-label.ts';
import { specLabel } from '../slices/spec-label.ts';
import { type BoundCheck, labelsNeeded } from './bounds.ts';
import { sayAbout, sayApart, sayNumber } from './say.ts';

const rowsOf = (n: number): string => `${n.toLocaleString('en')} ${n === 1 ? 'row' : 'rows'}`;

/** "About 400 more labels would tell, most likely that it is missed."; empty where it can't be said. */
function moreLabelsWords(more: number | null, kept: boolean): string {
  return more === null
    ? ''
    : `About ${sayAbout(more)} more ${more === 1 ? 'label' : 'labels'} would tell, most likely that it is ${kept ? 'met' : 'missed'}.`;
}

function boundWords({ side, bound }: BoundCheck, kind: 'value' | 'change', text: string): string {
  if (!Number.isFinite(bound)) return 'a number is asked for';
  return `${kind === 'change' ? 'a change of ' : ''}at ${side} ${text} is asked for`;
}

/** One missed or open bound of a figure on a slice. */
export function boundSentence(
  figure: string,
  key: SliceKey,
  n: number,
  kind: 'value' | 'change',
  check: BoundCheck,
  unclear: boolean,
): string {
  const where = `${figureOf(figure).label} of ${sliceLabel(key)}`;
  const [found, bound] = sayApart(check.observed, check.bound);
  const sum = kind === 'value' ? found : check.formula;
  const asked = boundWords(check, kind, bound);
  const note = check.note && ` ${check.note}`;
  if (!unclear) return `${where}: ${sum} on ${rowsOf(n)}; ${asked}.${note}`;
  if (Number.isNaN(check.observed))
    return `${where} can’t be told on ${rowsOf(n)}, so it can’t be held against what is asked; ${asked}.${note}`;
  // The end that leaves it open is the one across the bound from what was found.
  const far =
    check.observed < check.bound
      ? `as high as ${sayNumber(check.high)}`
      : `as low as ${sayNumber(check.low)}`;
  const wide =
    check.low !== check.high
      ? `, but it may be ${far} by chance`
      : ', and how far that may be chance can’t be told from these rows';
  const more = moreLabelsWords(labelsNeeded(check, n), check.kept);
  return `${where}: ${sum} on ${rowsOf(n)}${wide}; ${asked}.${note}${more && ` ${more}`}`;
}

/** A figure that a threshold asks for and a slice does not have. */
export function missingSentence(figure: string, key: SliceKey, known: number, omitted: boolean): string {
  const where = `${figureOf(figure).label} of ${sliceLabel(key)}`;
  return omitted
    ? `${where} was not measured: ${rowsOf(known)} with a known answer are fewer than asked for.`
    : `${where} was not measured, but the gate asks for it. Add it to the figures.`;
}

/** Slices whose names are nearest to what a threshold asks for. */
export function missingSliceWords(spec: SliceSpec, keys: readonly SliceKey[]): string {
  const near = nearestSlices(spec, keys).map((key) => `“${sliceLabel(key)}”`);
  const nearest =
    near.length > 0
      ? ` Nearest of those that were looked at: ${near.join(', ')}.`
      : ' No slices were looked at.';
  return `The gate asks for “${specLabel(spec)}”, and no row that could be judged belongs to it.${nearest}`;
}
