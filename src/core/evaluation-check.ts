// What is wrong with what a person asks of every version, in words.

import { AppError } from './errors.ts';
import type { EvaluationSettings } from './evaluation.ts';
import type { Task } from './define.ts';
import { parseExpression } from './expression.ts';
import { figureOf, hasFigure } from './figures.ts';
import type { GateSpec, GateThreshold } from './gate.ts';
import { testProblem } from './model-test.ts';
import type { SliceSpec } from './slice.ts';
import { countProblem } from './slices/count-problem.ts';
import { specLabel } from './slices/spec-label.ts';
import type { Column } from './table.ts';

export interface AskedOf {
  readonly task: Task;
  /** Number of classes; 0 for regression. */
  readonly classes: number;
  /** Of the table that versions are judged on. */
  readonly columns: readonly Column[];
  /** The figure that versions are told apart by: it is always measured. */
  readonly metric: string;
}

const whole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

function sliceProblem(spec: SliceSpec, columns: readonly Column[]): string | null {
  const missing = (names: readonly string[]): string | null => {
    const name = names.find((wanted) => !columns.some((column) => column.name === wanted));
    return name === undefined ? null : `the data has no column "${name}"`;
  };
  switch (spec.by) {
    case 'overall':
      return null;
    case 'values':
      return spec.features.length + Object.keys(spec.fixed).length === 0
        ? 'choose a column'
        : missing([...spec.features, ...Object.keys(spec.fixed)]);
    case 'bins': {
      const column = columns.find(({ name }) => name === spec.feature);
      if (column?.kind === 'category') return `"${spec.feature}" holds words, so it has no bins`;
      return whole(spec.bins, 2, 20) ? missing([spec.feature]) : 'bins are a whole number from 2 to 20';
    }
    case 'rule':
      if (spec.name.trim() === '') return 'a rule needs a name';
      try {
        parseExpression(spec.condition, columns);
        return null;
      } catch (thrown) {
        return AppError.from(thrown).message;
      }
    case 'cluster':
      return whole(spec.clusters, 2, 12) ? null : 'clusters are a whole number from 2 to 12';
    case 'time':
      return whole(spec.periods, 2, 50) ? null : 'periods are a whole number from 2 to 50';
    case 'cross':
      if (spec.of.length < 2) return 'a combination needs two things to combine';
      return spec.of.map((part) => sliceProblem(part, columns)).find((found) => found !== null) ?? null;
  }
}

/** What is wrong with each of the plain numbers, to be said beside its field; null: nothing. */
export function numberProblems({
  minSliceSize,
  interval: { method, resamples, confidence },
  threshold,
}: Pick<EvaluationSettings, 'minSliceSize' | 'interval' | 'threshold'>) {
  return {
    minSliceSize: whole(minSliceSize, 1, 1e9)
      ? null
      : 'The smallest slice is a whole number of rows, at least 1.',
    resamples:
      method === 'none' || whole(resamples, 2, 10_000)
        ? null
        : 'Resamples are a whole number from 2 to 10,000.',
    confidence:
      confidence >= 0.5 && confidence < 1 ? null : 'Confidence lies between 0.5 and 1, such as 0.95.',
    threshold: threshold >= 0 && threshold <= 1 ? null : 'The threshold of an answer lies between 0 and 1.',
  };
}

type Bound = 'lower' | 'upper' | 'absolute' | 'relative';

/** What is wrong with the bounds of a threshold, and with which of them; null: nothing. */
export function thresholdProblem(
  { value, change }: GateThreshold,
  semantics: GateSpec['semantics'],
): { readonly words: string; readonly at: readonly Bound[] } | null {
  const bounds: Readonly<Record<Bound, number | undefined>> = {
    lower: value?.lower,
    upper: value?.upper,
    absolute: change?.absolute,
    relative: change?.relative,
  };
  const all: readonly Bound[] = ['lower', 'upper', 'absolute', 'relative'];
  const broken = all.filter((bound) => bounds[bound] !== undefined && !Number.isFinite(bounds[bound]));
  if (all.every((bound) => bounds[bound] === undefined)) return { words: 'give at least one bound', at: all };
  if (broken.length > 0) return { words: 'bounds are numbers', at: broken };
  const { lower = -Infinity, upper = Infinity, absolute, relative } = bounds;
  if (lower > upper) return { words: 'the lower bound lies above the upper one', at: ['lower', 'upper'] };
  if (semantics !== 'mlflow') return null;
  if (absolute !== undefined && !(absolute > 0))
    return {
      words: 'by MLflow’s rule the least absolute change is above 0: it asks for an improvement',
      at: ['absolute'],
    };
  if (relative !== undefined && !(relative >= 0 && relative <= 1))
    return { words: 'by MLflow’s rule the least relative change lies between 0 and 1', at: ['relative'] };
  return null;
}

/** Everything that is wrong, one sentence each; none: versions can be evaluated so. */
export function evaluationProblems(settings: EvaluationSettings, asked: AskedOf): string[] {
  const { figures, slices, cost, gate, tests } = settings;
  const found: (string | null)[] = [];
  if (figures.length === 0) found.push('Choose at least one figure.');
  for (const id of figures) {
    if (!hasFigure(id)) found.push(`There is no figure called "${id}".`);
    else if (!figureOf(id).tasks.includes(asked.task))
      found.push(`${figureOf(id).label} is not for what this model predicts.`);
  }
  for (const spec of slices) {
    const problem = sliceProblem(spec, asked.columns);
    if (problem !== null) found.push(`Slices, ${specLabel(spec)}: ${problem.replace(/\.+$/, '')}.`);
  }
  if (!found.some((problem) => problem !== null)) found.push(countProblem(slices, asked.columns));
  if (!slices.some(({ by }) => by === 'overall')) found.push('All rows together must be one of the slices.');
  found.push(...Object.values(numberProblems(settings)));
  const fits =
    cost === null ||
    (cost.length === asked.classes &&
      cost.every((row) => row.length === asked.classes && row.every(Number.isFinite)));
  if (!fits) found.push('Every cell of the cost matrix must hold a number.');
  for (const [at, one] of gate.thresholds.entries()) {
    const label = `threshold ${at + 1} (${hasFigure(one.figure) ? figureOf(one.figure).label : one.figure})`;
    const problem = thresholdProblem(one, gate.semantics);
    if (problem !== null) found.push(`Gate, ${label}: ${problem.words}.`);
    if (one.figure !== asked.metric && !figures.includes(one.figure))
      found.push(`Gate, ${label}: it is not among the figures, so it would never be found.`);
    for (const spec of one.slices ?? []) {
      const wrong = sliceProblem(spec, asked.columns);
      if (wrong !== null) found.push(`Gate, ${label}, ${specLabel(spec)}: ${wrong}.`);
    }
  }
  found.push(...tests.map(testProblem));
  return found.filter((problem) => problem !== null);
}
