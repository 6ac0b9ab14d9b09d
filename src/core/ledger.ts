// The ledger is append-only; which version is champion is not stored anywhere else but read from it.

import type { LedgerLine } from './records.ts';

/** Version in production after the given number of windows (all lines when omitted); null before the first. */
export function championAt(lines: readonly LedgerLine[], windowIndex = Infinity): string | null {
  let champion: string | null = null;
  for (const line of lines)
    if (line.windowIndex <= windowIndex && (line.kind === 'promoted' || line.kind === 'rolled-back'))
      champion = line.modelVersionId;
  return champion;
}

/** The versions that were champion, oldest first, with the window each came in at. */
export function reigns(
  lines: readonly LedgerLine[],
): { modelVersionId: string; from: number; seq: number }[] {
  return lines.flatMap((line) =>
    (line.kind === 'promoted' || line.kind === 'rolled-back') && line.modelVersionId
      ? [{ modelVersionId: line.modelVersionId, from: line.windowIndex, seq: line.seq }]
      : [],
  );
}

/**
 * Where Roll back would lead: promotions pile up, a rollback takes the pile down to the version that it restores. So
 * rolling back twice leads two champions back, not to and fro. Null when nothing lies below.
 */
export function rollbackTarget(lines: readonly LedgerLine[]): string | null {
  const pile: string[] = [];
  for (const line of lines) {
    if (!line.modelVersionId) continue;
    if (line.kind === 'promoted') pile.push(line.modelVersionId);
    if (line.kind === 'rolled-back') {
      const at = pile.lastIndexOf(line.modelVersionId);
      if (at >= 0) pile.length = at + 1;
      else pile.push(line.modelVersionId);
    }
  }
  return pile.at(-2) ?? null;
}

/** A trained version that still waits for a decision; null when there is none. */
export function challengerOf(lines: readonly LedgerLine[]): string | null {
  let waiting: string | null = null;
  for (const line of lines) {
    if (line.kind === 'trained') waiting = line.modelVersionId;
    if ((line.kind === 'promoted' || line.kind === 'kept') && line.modelVersionId === waiting) waiting = null;
  }
  return waiting;
}

/** Why a challenger is set aside when the next one has been trained. */
export const newerChallenger = 'set aside: a newer challenger took its place';

/**
 * Whether a challenger was turned down by a person. One that made room for a newer one names the run of that; lines from
 * before they did say it in their reason only.
 */
const turnedDown = ({ kind, runId, reason }: LedgerLine): boolean =>
  kind === 'kept' && runId === null && reason !== newerChallenger;

/** The newest alarm that is not over by itself and that nobody has answered (by acknowledging, promoting, keeping or rolling back). */
export function openAlert(lines: readonly LedgerLine[]): string | null {
  let open: string | null = null;
  for (const line of lines) {
    if (line.kind === 'alarm') open = line.alertId;
    if (line.kind === 'alert-cleared' && line.alertId === open) open = null;
    if (['acknowledged', 'promoted', 'rolled-back'].includes(line.kind) || turnedDown(line)) open = null;
  }
  return open;
}

/**
 * Aliases after the given number of windows (all lines when omitted), with the version that each points to: `champion` and
 * `challenger` by decisions, the others as a person set them, in the order of their names.
 */
export function aliasesAt(lines: readonly LedgerLine[], windowIndex = Infinity): ReadonlyMap<string, string> {
  const until = lines.filter((line) => line.windowIndex <= windowIndex);
  const own = new Map<string, string>();
  for (const { kind, alias, modelVersionId } of until) {
    if (alias === undefined) continue;
    if (kind === 'aliased' && modelVersionId) own.set(alias, modelVersionId);
    if (kind === 'unaliased') own.delete(alias);
  }
  const decided = [
    ['champion', championAt(until)],
    ['challenger', challengerOf(until)],
  ] as const;
  const sorted = [...own].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map([...decided.flatMap(([alias, id]) => (id ? [[alias, id] as const] : [])), ...sorted]);
}
