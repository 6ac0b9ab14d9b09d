import { AppError } from '../../core/errors.ts';
import type { ModelPackage } from '../../core/records.ts';
import { scoreRows } from '../../core/scoring.ts';
import { spanRows } from '../../core/table.ts';
import type { Span, Table } from '../../core/table.ts';
import { routeRows } from '../../core/trials/routing.ts';
import type { Observation, TrialRequest } from '../protocol.ts';
import { checkSpan, sampleSpan } from '../tables.ts';
import type { Job } from './context.ts';

type Answers = Pick<Observation, 'scores' | 'outputs' | 'latencyMs' | 'trial'>;

function timed<T>(work: () => T): T & { latencyMs: number } {
  const began = performance.now();
  const done = work();
  return { ...done, latencyMs: performance.now() - began };
}

/** Both answer in a shadow; otherwise each row is asked of one model only, as it would be in production. */
function answersUnderTrial(champion: ModelPackage, trial: TrialRequest, table: Table, span: Span): Answers {
  const shadow = trial.kind === 'shadow';
  const answered = routeRows(trial.seed, span, shadow ? 0 : trial.share);
  const rows = spanRows(span);
  const own = shadow ? rows : rows.filter((_, at) => answered[at] === 0);
  const theirs = shadow ? rows : rows.filter((_, at) => answered[at] === 1);
  const first = timed(() => scoreRows(champion, table, own));
  const second = timed(() => scoreRows(trial.model, table, theirs));
  const { outputs } = first;
  if (second.outputs !== outputs)
    throw new AppError('bad-input', 'The two models do not answer the same question.');
  const answer = { scores: second.scores, answered, latencyMs: second.latencyMs };
  if (shadow) return { ...first, trial: answer };
  const scores = new Float32Array(rows.length * outputs);
  const challengers = new Float32Array(scores.length).fill(NaN);
  let [ofFirst, ofSecond] = [0, 0];
  for (const [at, arm] of answered.entries()) {
    const took = arm === 1 ? ofSecond++ : ofFirst++;
    const answer = (arm === 1 ? second : first).scores.subarray(took * outputs, (took + 1) * outputs);
    scores.set(answer, at * outputs);
    if (arm === 1) challengers.set(answer, at * outputs);
  }
  return { scores, outputs, latencyMs: first.latencyMs, trial: { ...answer, scores: challengers } };
}

/** Scores a window and measures each feature's drift. Labels are not looked at: they are not known yet. */
export const observe: Job<'observe'> = async ({ digest, span, reference, model, trial }, { tables }) => {
  const loaded = tables.get(digest);
  checkSpan(loaded, span);
  checkSpan(loaded, reference);
  const answers: Answers = trial
    ? answersUnderTrial(model, trial, loaded.table, span)
    : { ...timed(() => scoreRows(model, loaded.table, spanRows(span))), trial: null };
  const drift: Record<string, number> = {};
  for (const feature of model.recipe.features)
    drift[feature] = tables.drift(
      loaded,
      feature,
      reference,
    )(sampleSpan(loaded.table, feature, span)).statistic;
  return { ...answers, drift };
};
