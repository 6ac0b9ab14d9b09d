// Names in a filter that no run has: a mistyped one finds nothing, and says nothing, in MLflow.

import type { RunItem } from '../run-item.ts';
import type { Entity, Identifier } from './clause.ts';

export interface UnknownName {
  readonly of: 'metric' | 'parameter' | 'tag';
  readonly name: string;
  /** The known name that is nearest to it; null: none is near. */
  readonly nearest: string | null;
}

type KnownNames = Readonly<Record<UnknownName['of'], ReadonlySet<string>>>;

/** Names that any of the runs has. */
export function knownNames(items: readonly RunItem[]): KnownNames {
  const known = { metric: new Set<string>(), parameter: new Set<string>(), tag: new Set<string>() };
  for (const { metrics, params, tags } of items) {
    for (const name of Object.keys(metrics)) known.metric.add(name);
    for (const name of Object.keys(params)) known.parameter.add(name);
    for (const name of Object.keys(tags)) known.tag.add(name);
  }
  return known;
}

/** Longer names are cut: nobody mistypes only what comes behind. */
const mostLetters = 100;

/** Letters to put in, take out or change to make one text of another (Levenshtein). */
export function editDistance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++)
      row.push(
        Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1)),
      );
    above = row;
  }
  return above[other.length]!;
}

/** The known name that most likely was meant; null where none is within a third of its letters (at least two). */
export function nearestName(name: string, known: Iterable<string>): string | null {
  const wanted = name.slice(0, mostLetters).toLowerCase();
  let least = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  let nearest: string | null = null;
  for (const candidate of known) {
    const text = candidate.slice(0, mostLetters).toLowerCase();
    if (Math.abs(text.length - wanted.length) >= least) continue;
    const distance = editDistance(wanted, text);
    if (distance >= least) continue;
    least = distance;
    nearest = candidate;
  }
  return nearest;
}

const named = (of: Entity): of is UnknownName['of'] => of === 'metric' || of === 'parameter' || of === 'tag';

/** @param mentioned by the filter. MLflow's own tags ("mlflow.…") are known always. */
export function unknownNames(mentioned: readonly Identifier[], known: KnownNames): UnknownName[] {
  const seen = new Set<string>();
  return mentioned.flatMap(({ entity: of, key: name }) => {
    if (!named(of) || known[of].has(name) || (of === 'tag' && name.startsWith('mlflow.'))) return [];
    const both = `${of} ${name}`;
    if (seen.has(both)) return [];
    seen.add(both);
    return [{ of, name, nearest: nearestName(name, known[of]) }];
  });
}
