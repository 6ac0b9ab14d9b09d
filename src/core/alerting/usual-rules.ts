// The rules of a project that has none of its own, beside the alarm of its scenario.

import { alertKinds } from '../alerts/index.ts';
import { defaults, numberOf, type ParamValues } from '../params.ts';
import type { AlertRule } from './rule.ts';

/** If nothing ever changes, all usual rules together speak about once in so many rows. */
const usualBudget = 100_000;

interface Usual extends Pick<AlertRule, 'id' | 'name' | 'figures' | 'level'> {
  readonly kind: string;
  readonly params?: ParamValues;
  readonly windows?: number;
}

/** Rules with a budget of false alarms share the whole of it in equal parts. */
const budgeted: readonly Usual[] = [
  {
    id: 'drift',
    name: 'A feature has changed',
    kind: 'surprise',
    // One measure for numbers, one for words: more of them ask the same question again, and pay for it.
    figures: ['drift/kolmogorov-smirnov/*', 'drift/chi-square/*'],
    level: 'warning',
  },
  {
    id: 'quality',
    name: 'Something is wrong with the data',
    kind: 'surprise',
    figures: ['quality/*'],
    level: 'warning',
  },
  {
    id: 'estimated',
    name: 'The model is probably worse',
    kind: 'surprise',
    figures: ['estimated/*'],
    level: 'warning',
  },
  {
    id: 'prediction',
    name: 'The answers have changed',
    kind: 'surprise',
    // Scores and predicted classes, by the tests whose p holds for any law.
    figures: ['prediction/kolmogorov-smirnov', 'prediction/chi-square'],
    level: 'info',
  },
];

/** No budget: as long as nothing changes, windows do not get there, be they as small as a rule asks for. */
const others: readonly Usual[] = [
  {
    id: 'far',
    name: 'A feature is far from what the model knows',
    kind: 'threshold',
    // A reference of two months of winter cannot say how surprising spring is: rows that resemble those before them count as few.
    // But it can say how far away it is. Of one window it may be the weather; three in a row are no passing thing.
    figures: ['drift/wasserstein/*'],
    params: { side: 'above', bound: 1 },
    level: 'warning',
    windows: 3,
  },
  {
    id: 'labels',
    name: 'Labels stopped coming',
    kind: 'missing-figure',
    figures: ['performance/*'],
    level: 'info',
    windows: 2,
  },
];

function whole({ params, windows = 1, ...usual }: Usual): AlertRule {
  return {
    ...usual,
    params: { ...defaults(alertKinds.get(usual.kind).params), ...params },
    on: true,
    windows,
    clearAfter: 3,
    cooldown: 0,
    minimumRows: usual.kind === 'missing-figure' ? 1 : 20,
  };
}

export const usualRules: readonly AlertRule[] = [
  ...budgeted.map((rule) => whole({ ...rule, params: { rows: usualBudget * budgeted.length } })),
  ...others.map(whole),
];

/** The rules that hold: a project's own, or the usual ones. */
export const rulesOf = (settings: { readonly alerts?: readonly AlertRule[] }): readonly AlertRule[] =>
  settings.alerts ?? usualRules;

/** Rows in which all rules that have a budget speak about once together if nothing ever changes; null: none of them has. */
export function budgetRows(rules: readonly AlertRule[]): number | null {
  const rates = rules
    .filter(({ on, kind }) => on && kind === 'surprise')
    .map(({ params }) => 1 / numberOf(params, 'rows'));
  return rates.length === 0 ? null : 1 / rates.reduce((sum, rate) => sum + rate, 0);
}
