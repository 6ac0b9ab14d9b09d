// A stream of windows under trial, played with the real routing, evidence and guard: only the world is made up.

import { Random } from '../../../src/core/random.ts';
import type { WindowRecord } from '../../../src/core/records.ts';
import type { TrialPlan } from '../../../src/core/trial.ts';
import { trialRows } from '../../../src/core/trials/evidence.ts';
import { lookAtFresh, type GuardVerdict } from '../../../src/core/trials/guard.ts';
import type { RunningTrial } from '../../../src/core/trials/history.ts';
import { shareAt } from '../../../src/core/trials/plan.ts';
import { routeRows } from '../../../src/core/trials/routing.ts';
import { rowMeasureOf, type RowMeasure } from '../../../src/core/trials/row-measure.ts';

export interface Simulated {
  readonly verdict: Exclude<GuardVerdict, 'wait' | 'widen'>;
  /** Largest share of the rows that went to the challenger. */
  readonly share: number;
  readonly windows: number;
  readonly widened: number;
}

export interface World {
  readonly measure: RowMeasure;
  /** P(true class) that a model gives to a row, from the chance that it does well. */
  answer(random: Random, chance: number): number;
}

const right: World = {
  measure: rowMeasureOf('accuracy', 'binary').measure,
  answer: (random, chance) => (random.uniform() < chance ? 1 : 0),
};

/** A twentieth of a nat for a good answer, five more for a bad one. */
export const surprised: World = {
  measure: rowMeasureOf('log-loss', 'binary').measure,
  answer: (random, chance) => Math.exp(random.uniform() < chance ? -0.05 : -5.05),
};

/** @param chances that either model does well, by window. Labels come one window late. */
export function simulate(
  plan: TrialPlan,
  chances: (window: number) => { champion: number; challenger: number },
  windowRows: number,
  seed: number,
  { measure, answer }: World = right,
): Simulated {
  const random = new Random(seed).stream('world');
  const rows = windowRows * (plan.maxWindows + 2);
  const truth = new Float64Array(rows).fill(1);
  const windows: WindowRecord[] = [];
  let trial: RunningTrial = {
    plan,
    challengerId: 'v2',
    begun: 0,
    from: 0,
    step: 0,
    share: shareAt(plan, 0),
  };
  for (let index = 0; ; index++) {
    const span = { from: index * windowRows, to: (index + 1) * windowRows };
    const answered = routeRows(plan.seed, span, trial.share);
    const chance = chances(index);
    const champion = Float32Array.from(answered, () => answer(random, chance.champion));
    const challenger = Float32Array.from(answered, () => answer(random, chance.challenger));
    windows.push({
      v: 1,
      projectId: 'p',
      index,
      span,
      modelVersionId: 'v1',
      scores: champion.map((score, i) => (answered[i] ? challenger[i]! : score)),
      outputs: 1,
      drift: {},
      latencyMs: 1,
      performance: null,
      trial: {
        modelVersionId: 'v2',
        kind: plan.kind,
        share: trial.share,
        answered,
        scores:
          plan.kind === 'shadow' ? challenger : challenger.map((score, i) => (answered[i] ? score : NaN)),
        latencyMs: 1,
      },
    });
    const judged = windows[index - 1];
    if (!judged) continue;
    windows[index - 1] = { ...judged, performance: {} };
    const look = lookAtFresh(trialRows(windows, trial, truth, measure), 1, trial, measure.better);
    if (look.verdict === 'widen')
      trial = { ...trial, step: trial.step + 1, share: shareAt(plan, trial.step + 1), from: index + 1 };
    else if (look.verdict !== 'wait')
      return { verdict: look.verdict, share: trial.share, windows: index + 1, widened: trial.step };
  }
}
