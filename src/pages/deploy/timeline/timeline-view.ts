// The timeline of deployment as bands and marks over the windows, and what held at one of them.

import { championAt } from '../../../core/ledger.ts';
import type { Alert, LedgerLine } from '../../../core/records.ts';
import { trialAt, trialsOf } from '../../../core/trials/history.ts';
import { percent } from '../../../core/trials/words.ts';
import { howText } from '../../text/deploy-now.ts';

export interface Band {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly label: string;
  /** What the band is about: number of the version. */
  readonly number: number;
}

export interface Mark {
  readonly at: number;
  readonly label: string;
}

type NumberOf = (id: string) => number;

/** Who answered from where to where; a version that never answered a window has no band. */
export function reignBands(ledger: readonly LedgerLine[], position: number, numberOf: NumberOf): Band[] {
  const bands: Band[] = [];
  for (let at = 0; at < position; at++) {
    const id = championAt(ledger, at);
    const last = bands.at(-1);
    if (!id) continue;
    const number = numberOf(id);
    if (last?.number === number && last.to === at) bands[bands.length - 1] = { ...last, to: at + 1 };
    else bands.push({ from: at, to: at + 1, label: `v${number}`, number });
  }
  return bands;
}

/** A band for every step of every trial that saw a window. */
export function trialBands(ledger: readonly LedgerLine[], position: number, numberOf: NumberOf): Band[] {
  return trialsOf(ledger).flatMap(({ challengerId, plan, steps, end }) =>
    steps.flatMap(({ from, share }, i) => {
      const to = Math.min(steps[i + 1]?.from ?? end?.at ?? position, position);
      const number = numberOf(challengerId);
      const how =
        plan.kind === 'shadow'
          ? howText.kinds.shadow.label.toLowerCase()
          : `${howText.kinds[plan.kind].label} ${percent(share)}`;
      return to > from ? [{ from, to, label: `v${number} ${how}`, number }] : [];
    }),
  );
}

/** A person's own aliases, where they were set or taken away. */
export function aliasMarks(ledger: readonly LedgerLine[], numberOf: NumberOf): Mark[] {
  return ledger.flatMap(({ kind, alias, modelVersionId, windowIndex }) => {
    if (alias === undefined) return [];
    if (kind === 'aliased' && modelVersionId)
      return [{ at: windowIndex, label: `${alias} → v${numberOf(modelVersionId)}` }];
    return kind === 'unaliased' ? [{ at: windowIndex, label: `${alias} removed` }] : [];
  });
}

export const alarmMarks = (alerts: readonly Alert[]): Mark[] =>
  alerts.map(({ windowIndex }) => ({ at: windowIndex, label: 'Alarm' }));

/** Who answered the window of this index, and who was on trial then. */
export function momentOf(ledger: readonly LedgerLine[], index: number) {
  return { championId: championAt(ledger, index), trial: trialAt(ledger, index) };
}

/**
 * Version that a what-if from here would ask first: the one that had answered until then, where another took over at this
 * very window; otherwise the one that answered.
 */
export function stayedOf(ledger: readonly LedgerLine[], index: number): string | null {
  return (index > 0 ? championAt(ledger, index - 1) : null) ?? championAt(ledger, index);
}

/** Versions that had been trained by then: a later one would answer rows that it may have learnt from. */
export function knownAt(ledger: readonly LedgerLine[], index: number): string[] {
  return ledger.flatMap(({ kind, modelVersionId, windowIndex }) =>
    kind === 'trained' && modelVersionId && windowIndex <= index ? [modelVersionId] : [],
  );
}
