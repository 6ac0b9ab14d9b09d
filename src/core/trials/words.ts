// How the evidence of a trial is said: the difference per row with its bounds, and why the guard did what it did.

import { countText } from '../wording.ts';
import type { TrialPlan } from '../trial.ts';
import type { GuardLook, GuardVerdict } from './guard.ts';
import { hasOwnBound, shareAt } from './plan.ts';
import type { RowMeasure } from './row-measure.ts';

export interface TrialWords {
  readonly measure: RowMeasure;
  /** "v2", "v1". */
  readonly challenger: string;
  readonly champion: string;
  readonly targetUnit?: string | undefined;
}

function digits(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 || size === 0 ? 2 : 4);
}

/** A difference without its sign's plus: shares in points of a hundred rows, others in their unit. */
export function amountText(measure: RowMeasure, value: number, targetUnit?: string): string {
  if (!Number.isFinite(value)) return 'not known yet';
  switch (measure.unit) {
    case 'share':
      return `${(100 * value).toFixed(1)} of 100 rows`;
    case 'nats':
      return `${digits(value)} nats`;
    case 'target':
      return targetUnit ? `${digits(value)} ${targetUnit}` : digits(value);
    case 'target-squared':
      return targetUnit ? `${digits(value)} ${targetUnit}²` : digits(value);
    default:
      return digits(value);
  }
}

/** "No row counts for more than 6.90 nats"; empty where nothing could, or nothing is bounded. */
export function boundText(
  measure: RowMeasure,
  { bound }: Pick<TrialPlan, 'bound'>,
  targetUnit?: string,
): string {
  if (bound === undefined || hasOwnBound(measure)) return '';
  return `No row counts for more than ${amountText(measure, bound, targetUnit)}.`;
}

export const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;

/** "v2 − v1: +3.1 of 100 rows (from −1.0 to 7.2 of 100 rows), 412 rows". */
export function evidenceText(look: GuardLook, rows: number, plan: TrialPlan, words: TrialWords): string {
  const { measure, targetUnit } = words;
  const say = (value: number) => amountText(measure, value, targetUnit).replace('-', '−');
  const sign = look.mean > 0 ? '+' : '';
  const bounds = Number.isFinite(look.low)
    ? `between ${say(look.low)} and ${say(look.high)}`
    : 'no bounds yet';
  const most = boundText(measure, plan, targetUnit);
  return (
    `${measure.label}, ${words.challenger} less ${words.champion}: ${sign}${say(look.mean)} ` +
    `(${bounds} however often one looks), from ${countText(rows)} labelled rows.${most && ` ${most}`}`
  );
}

/** What a verdict means, as a sentence of the ledger. */
export function verdictText(verdict: GuardVerdict, plan: TrialPlan, step: number, words: TrialWords): string {
  const { challenger, champion, measure, targetUnit } = words;
  const margin = amountText(measure, plan.margin, targetUnit);
  switch (verdict) {
    case 'roll-back':
      return plan.margin > 0
        ? `${challenger} is surely worse than ${champion} by more than ${margin}.`
        : `${challenger} is surely worse than ${champion}.`;
    case 'widen':
      return `${challenger} is surely not worse than ${champion} by more than ${margin}: from ${percent(shareAt(plan, step))} to ${percent(shareAt(plan, step + 1))} of the rows.`;
    case 'promote':
      return plan.kind === 'canary'
        ? `${challenger} is surely not worse than ${champion} by more than ${margin}, after the last step too.`
        : `${challenger} is surely better than ${champion}.`;
    case 'undecided':
      return `After ${countText(plan.maxWindows)} windows neither is surely better; ${champion} goes on.`;
    case 'wait':
      return `The guard waits for more labels.`;
  }
}
