// Which rows a retraining learns from, and which are kept out to compare champion and challenger.

import type { RetrainPlan } from './define.ts';
import { AppError } from './errors.ts';
import { Random } from './random.ts';
import { spanRows } from './table.ts';
import type { Span } from './table.ts';

/** Fewer rows than this teach a model nothing that can be trusted. */
export const fewestTrainingRows = 20;

/** Where the stream stands when a retraining begins. All in rows from the start of the table. */
export interface StreamPosition {
  /** Rows that were known before the stream began. */
  readonly initialRows: number;
  /** Rows 0 … labelledRows − 1 have their labels. */
  readonly labelledRows: number;
  /** End of the rows that the champion was trained on. */
  readonly championTrainedTo: number;
  readonly windowRows: number;
}

function firstRow(plan: RetrainPlan, end: number, championTrainedTo: number): number {
  switch (plan.mix) {
    case 'all':
    case 'recency':
      return 0;
    case 'window':
      return Math.max(0, end - plan.windowRows);
    case 'new':
      return Math.min(end, championTrainedTo);
  }
}

/** 0.5^(age / half-life), the newest row having age 0, scaled to mean 1 so that the learning rate keeps its meaning. */
function recencyWeights(count: number, halfLifeRows: number): Float32Array {
  if (!(halfLifeRows > 0))
    throw new AppError('bad-input', `The half-life must be more than 0 rows, not ${halfLifeRows}.`);
  const raw = Float64Array.from({ length: count }, (_, i) => 0.5 ** ((count - 1 - i) / halfLifeRows));
  const mean = raw.reduce((sum, weight) => sum + weight, 0) / count;
  return Float32Array.from(raw, (weight) => weight / mean);
}

/**
 * Rows of the stream that champion and challenger are compared on: the latest `holdoutWindows` labelled windows, and of
 * those only rows that the champion was not trained on either, so that the comparison is fair to both.
 * @throws AppError 'bad-input' when there are none.
 */
export function chooseHoldout(plan: RetrainPlan, at: StreamPosition): Span {
  const { initialRows, labelledRows, championTrainedTo, windowRows } = at;
  const holdout = {
    from: Math.max(initialRows, championTrainedTo, labelledRows - plan.holdoutWindows * windowRows),
    to: labelledRows,
  };
  if (holdout.from >= holdout.to)
    throw new AppError(
      'bad-input',
      plan.holdoutWindows < 1
        ? 'No windows are kept out, so champion and challenger could not be compared. Keep out at least one.'
        : 'No labelled rows of the stream are new to the champion yet, so there is nothing to compare on. ' +
            'Let more windows pass until their labels arrive.',
    );
  return holdout;
}

/**
 * Rows to learn from and the holdout (`chooseHoldout`). Training uses rows before the holdout: `all`; `window`, the latest
 * plan.windowRows; `recency`, all with weights; `new`, those since the champion's training.
 * @returns rows in time order; weights for `recency`, otherwise null.
 * @throws AppError 'bad-input' when the holdout is empty or fewer than 20 rows are left to learn from.
 */
export function chooseRows(
  plan: RetrainPlan,
  at: StreamPosition,
): { rows: Int32Array; weights: Float32Array | null; span: Span; holdout: Span } {
  const { championTrainedTo } = at;
  const holdout = chooseHoldout(plan, at);
  const span = { from: firstRow(plan, holdout.from, championTrainedTo), to: holdout.from };
  const count = span.to - span.from;
  if (count < fewestTrainingRows)
    throw new AppError(
      'bad-input',
      `Only ${count} rows would be trained on; ${fewestTrainingRows} are the least. ` +
        'Let more windows pass, keep fewer windows out, or choose a mix with older rows.',
    );
  const weights = plan.mix === 'recency' ? recencyWeights(count, plan.halfLifeRows) : null;
  return { rows: spanRows(span), weights, span, holdout };
}

/**
 * A seeded random share of the rows for validation, the rest for training; both keep the order of `rows`.
 * With a share above 0 and at least 2 rows, each part has at least 1 row.
 * @throws RangeError for a share outside [0, 1).
 */
export function splitValidation(
  rows: Int32Array,
  share: number,
  seed: number,
): { train: Int32Array; validation: Int32Array } {
  if (!(share >= 0 && share < 1))
    throw new RangeError(`The validation share lies between 0 and 1, not ${share}.`);
  const wanted = Math.round(rows.length * share);
  const count = share === 0 || rows.length < 2 ? 0 : Math.min(Math.max(wanted, 1), rows.length - 1);
  const chosen = new Uint8Array(rows.length);
  const order = new Random(seed).stream('validation').permutation(rows.length);
  for (let i = 0; i < count; i++) chosen[order[i]!] = 1;
  return {
    train: rows.filter((_, i) => chosen[i] === 0),
    validation: rows.filter((_, i) => chosen[i] === 1),
  };
}
