// What a change still needs to be told, in words, before it can be tried.

import type { EditKind } from '../../../core/edit.ts';
import type { ParamValues } from '../../../core/params.ts';
import { versionsText as text } from '../../text/data-versions.ts';

/** Changes that know what an empty column means: every column, every feature, the target, none. */
const columnMayBeEmpty: ReadonlySet<string> = new Set([
  'drop-duplicates',
  'inject-missing',
  'label-noise',
  'relabel',
  'sample-rows',
]);
/** Texts that mean nothing when they are empty; others do: an empty value makes a cell missing. */
const textNeeded: ReadonlyMap<string, readonly string[]> = new Map([
  ['derive-column', ['name', 'formula']],
  ['new-category', ['category']],
  ['relabel', ['to']],
  ['rename-column', ['name']],
]);

const isEmpty = (values: ParamValues, name: string): boolean => String(values[name] ?? '').trim() === '';

/** The first setting that is still to be chosen or written; null when none is. */
export function missingChoice(kind: EditKind, values: ParamValues): string | null {
  for (const [name, param] of Object.entries(kind.params)) {
    if (!isEmpty(values, name)) continue;
    if (param.type === 'column' && !columnMayBeEmpty.has(kind.id)) return text.chooseSetting(param.label);
    if (textNeeded.get(kind.id)?.includes(name)) return text.writeSetting(param.label);
  }
  return null;
}

/** Whether a change without rows and without a condition would leave open which rows it concerns. */
export const needsRows = (kind: EditKind, values: ParamValues): boolean =>
  kind.picks === 'must' ||
  ['delete-rows', 'keep-rows', 'fix-cells'].includes(kind.id) ||
  (kind.id === 'relabel' && isEmpty(values, 'from'));
