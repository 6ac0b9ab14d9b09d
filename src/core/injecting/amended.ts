// A script changed while the stream runs. What has passed stays: a change that has begun ends where the stream stands, and
// what takes its place begins there.

import type { Injection } from '../injection.ts';
import { sameContent } from '../same-content.ts';

/** What a person decides of a change. */
export type InjectionWish = Pick<Injection, 'kind' | 'params' | 'course' | 'overRows'>;

export type ScriptChange =
  /** @property fromRow null: at once. */
  | {
      readonly type: 'add';
      readonly wish: InjectionWish;
      readonly fromRow: number | null;
      readonly toRow: number | null;
    }
  | { readonly type: 'move'; readonly id: string; readonly wish: InjectionWish }
  | { readonly type: 'end'; readonly id: string }
  | { readonly type: 'remove'; readonly id: string };

/** "c1", "c2" …: above every number in the script. */
function nextInjectionId(script: readonly Injection[]): string {
  const numbers = script.map(({ id }) => Number(/^c(\d+)$/.exec(id)?.[1] ?? 0));
  return `c${Math.max(0, ...numbers) + 1}`;
}

export const hasBegun = (injection: Injection, nextRow: number): boolean => injection.fromRow < nextRow;

/** Whether it does nothing to rows from `nextRow` on. */
export const hasEnded = ({ toRow }: Injection, nextRow: number): boolean =>
  toRow !== null && toRow <= nextRow;

function found(script: readonly Injection[], id: string, nextRow: number): Injection {
  const injection = script.find((candidate) => candidate.id === id);
  if (!injection) throw new RangeError(`There is no change "${id}".`);
  if (hasEnded(injection, nextRow) && hasBegun(injection, nextRow))
    throw new RangeError('This change is over already. Rows that have passed stay as they were.');
  return injection;
}

const without = (script: readonly Injection[], id: string): Injection[] =>
  script.filter((candidate) => candidate.id !== id);

const sameCourse = (old: Injection, wish: InjectionWish): boolean =>
  old.kind === wish.kind && old.course === wish.course && old.overRows === wish.overRows;

/** Where the same kind goes on, its course goes on too; another kind or course begins afresh. */
function successor(old: Injection, wish: InjectionWish, id: string, nextRow: number): Injection {
  const begun = hasBegun(old, nextRow);
  const since = begun ? (old.since ?? old.fromRow) : old.since;
  return {
    ...wish,
    id,
    fromRow: begun ? nextRow : old.fromRow,
    toRow: old.toRow,
    ...(sameCourse(old, wish) && since !== undefined ? { since } : {}),
    ...(!begun && nextRow < old.fromRow ? { decidedAt: nextRow } : {}),
  };
}

function moved(
  script: readonly Injection[],
  old: Injection,
  wish: InjectionWish,
  nextRow: number,
): Injection[] {
  if (sameContent({ ...old, ...wish }, old)) return [...script];
  const after = hasBegun(old, nextRow)
    ? [ended(old, nextRow), successor(old, wish, nextInjectionId(script), nextRow)]
    : [successor(old, wish, old.id, nextRow)];
  return script.flatMap((injection) => (injection === old ? after : [injection]));
}

const ended = (injection: Injection, nextRow: number): Injection => ({
  ...injection,
  toRow: nextRow,
  endedByHand: true,
});

/**
 * The script after a change to it. Rows before `nextRow` are the same under both scripts (`injected`).
 * @param nextRow first row that has not passed.
 * @throws RangeError in words when there is no such change, it is over, or it has begun and so cannot be removed.
 */
export function amended(script: readonly Injection[], change: ScriptChange, nextRow: number): Injection[] {
  if (change.type === 'add') {
    const { wish, toRow } = change;
    const fromRow = Math.max(change.fromRow ?? nextRow, nextRow);
    if (toRow !== null && toRow <= fromRow) throw new RangeError('It would end before it begins.');
    const early = nextRow < fromRow ? { decidedAt: nextRow } : {};
    return [...script, { ...wish, id: nextInjectionId(script), fromRow, toRow, ...early }];
  }
  const injection = found(script, change.id, nextRow);
  switch (change.type) {
    case 'move':
      return moved(script, injection, change.wish, nextRow);
    case 'end':
      return hasBegun(injection, nextRow)
        ? script.map((other) => (other === injection ? ended(injection, nextRow) : other))
        : without(script, change.id);
    case 'remove':
      if (hasBegun(injection, nextRow))
        throw new RangeError(
          'This change has begun: it can be ended, but rows that have passed stay as they were.',
        );
      return without(script, change.id);
  }
}

/**
 * The script in place of which another one goes on: what has begun ends, what was to come is dropped, and the other's changes
 * come, those that would have begun already at once.
 */
export function replacedFrom(
  script: readonly Injection[],
  other: readonly Injection[],
  nextRow: number,
): Injection[] {
  const kept = script
    .filter((injection) => hasBegun(injection, nextRow))
    .map((injection) => (hasEnded(injection, nextRow) ? injection : ended(injection, nextRow)));
  const made: Injection[] = [...kept];
  for (const injection of other) {
    if (hasEnded(injection, nextRow)) continue;
    const { kind, params, course, overRows, toRow, since } = injection;
    const fromRow = Math.max(injection.fromRow, nextRow);
    made.push({
      id: nextInjectionId(made),
      kind,
      params,
      course,
      overRows,
      fromRow,
      toRow,
      // A course that would be under way is.
      ...(since !== undefined || fromRow > injection.fromRow ? { since: since ?? injection.fromRow } : {}),
      ...(nextRow < fromRow ? { decidedAt: nextRow } : {}),
    });
  }
  return made;
}

/** The script as it was when `nextRow` was the first row to come: what had been decided by then. */
export function scriptUntil(script: readonly Injection[], nextRow: number): Injection[] {
  return script
    .filter(({ fromRow, decidedAt = fromRow }) => decidedAt <= nextRow)
    .map((injection) => {
      const { endedByHand, ...open } = injection;
      return endedByHand && injection.toRow !== null && injection.toRow > nextRow
        ? { ...open, toRow: null }
        : injection;
    });
}
