// Whether so many slices come of what is asked that no evaluation would make them.

import { AppError } from '../errors.ts';
import type { SliceSpec } from '../slice.ts';
import type { Column } from '../table.ts';
import { noInputs, slicesOf } from './slices-of.ts';

/** Clusters are few, and found only with a model at hand. */
const hasClusters = (spec: SliceSpec): boolean =>
  spec.by === 'cluster' || (spec.by === 'cross' && spec.of.some(hasClusters));

const found = new WeakMap<readonly SliceSpec[], { columns: readonly Column[]; problem: string | null }>();

/**
 * What is wrong with slicing all rows by specs that are sound one by one; null: nothing. An evaluation, on some of the rows, then
 * makes no more slices than this. The same question again costs nothing.
 */
export function countProblem(specs: readonly SliceSpec[], columns: readonly Column[]): string | null {
  const known = found.get(specs);
  if (known?.columns === columns) return known.problem;
  const problem = problemOf(specs, columns);
  found.set(specs, { columns, problem });
  return problem;
}

function problemOf(specs: readonly SliceSpec[], columns: readonly Column[]): string | null {
  const [first] = columns;
  if (!first) return null;
  const rows = first.kind === 'category' ? first.codes.length : first.values.length;
  const asked = specs.filter((spec) => !hasClusters(spec));
  try {
    slicesOf(
      { columns, rows },
      Int32Array.from({ length: rows }, (_, row) => row),
      asked,
      noInputs,
    );
    return null;
  } catch (thrown) {
    return AppError.from(thrown).message;
  }
}
