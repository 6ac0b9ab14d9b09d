// The answers of a table, and the rows behind each class.

import type { TargetSpec } from '../../../core/define.ts';
import type { Correlations, Profile } from '../../../core/profile.ts';
import type { Selection } from '../../../core/selection.ts';
import { strongestPairs } from '../../../charts/parts/pairs.ts';
import { count, fixed } from '../../../ui/format.ts';
import { lookText } from '../../text/data-look.ts';

/** The rows of a class, as `classesOf` (core/target.ts) names them. */
export function classRows(target: TargetSpec, classes: readonly string[], place: number): Selection {
  const { column, atLeast, positive } = target;
  if (atLeast !== undefined)
    return place === 1
      ? { by: 'range', column, from: atLeast, to: Infinity, last: true }
      : { by: 'range', column, from: -Infinity, to: atLeast, last: false };
  if (positive !== undefined)
    return place === 1
      ? { by: 'level', column, level: positive }
      : { by: 'other-levels', column, than: [positive] };
  return { by: 'level', column, level: classes[place] ?? '' };
}

/** Over how many rows a pair was compared, as far as the counts of missing cells tell. */
function rowsOfPair(profile: Profile, a: string, b: string): string {
  const gaps = (name: string) => profile.columns.find((column) => column.name === name)?.missing.count ?? 0;
  const infinite = profile.findings.some(
    ({ kind, columns }) => kind === 'infinite' && (columns.includes(a) || columns.includes(b)),
  );
  const most = profile.rows - Math.max(gaps(a), gaps(b));
  if (infinite) return lookText.upTo(count(most));
  const least = Math.max(0, profile.rows - gaps(a) - gaps(b));
  return least === most ? count(most) : lookText.between(count(least), count(most));
}

/** The strongest pairs as lines of a table. */
export function pairRows(
  profile: Profile,
  correlations: Correlations,
  most: number,
): Record<string, string>[] {
  return strongestPairs(correlations, most).map(({ a, b, r }) => ({
    pair: `${a}, ${b}`,
    r: fixed(r),
    n: rowsOfPair(profile, a, b),
  }));
}
