// The timeline of deployment as bands and marks over the windows, and what held at one of them.

import { isAlarm } from '../../../core/alerting/episodes.ts';
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
  /** Where the band is too narrow for its label. */
  readonly short: string;
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
    else bands.push({ from: at, to: at + 1, label: `v${number}`, short: `v${number}`, number });
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
      const short = plan.kind === 'shadow' ? `v${number}` : percent(share);
      return to > from ? [{ from, to, label: `v${number} ${how}`, short, number }] : [];
    }),
  );
}

/** Trials that ended before a window passed: there is no band of them, but they were there. */
export function trialMarks(ledger: readonly LedgerLine[], numberOf: NumberOf): Mark[] {
  return trialsOf(ledger).flatMap(({ challengerId, plan, steps, end }) => {
    const from = steps[0]?.from ?? 0;
    const kind = howText.kinds[plan.kind].label.toLowerCase();
    const label = `v${numberOf(challengerId)} ${kind}, ended before a window passed`;
    return end?.at === from ? [{ at: from, label }] : [];
  });
}

/** Where aliases moved: `champion` and `challenger` by decisions, the others by hand; one mark for all of a window. */
export function aliasMarks(ledger: readonly LedgerLine[], numberOf: NumberOf): Mark[] {
  const marks: Mark[] = [];
  const add = (at: number, label: string): void => {
    const last = marks.at(-1);
    if (last?.at === at) marks[marks.length - 1] = { at, label: `${last.label}, ${label}` };
    else marks.push({ at, label });
  };
  let waiting: string | null = null;
  for (const { kind, alias, modelVersionId: id, windowIndex: at } of ledger) {
    if (alias !== undefined && kind === 'aliased' && id) add(at, `${alias} → v${numberOf(id)}`);
    if (alias !== undefined && kind === 'unaliased') add(at, `${alias} removed`);
    if (!id) continue;
    if (kind === 'promoted' || kind === 'rolled-back') add(at, `champion → v${numberOf(id)}`);
    if (kind === 'trained') {
      add(at, `challenger → v${numberOf(id)}`);
      waiting = id;
    }
    if ((kind === 'promoted' || kind === 'kept') && id === waiting) {
      add(at, 'challenger removed');
      waiting = null;
    }
  }
  return marks;
}

export const alarmMarks = (alerts: readonly Alert[]): Mark[] =>
  alerts.filter(isAlarm).map(({ windowIndex }) => ({ at: windowIndex, label: 'Alarm' }));

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
