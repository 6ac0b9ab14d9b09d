// Every setting of a run by a flat name, as text: what MLflow calls its params. Names are Keras' where Keras has one.

import type { RetrainPlan, TrainingConfig } from './define.ts';
import { metrics } from './metrics/index.ts';
import type { ParamValue, ParamValues } from './params.ts';
import type { Run } from './records.ts';
import { furtherParamsFor } from './training-params.ts';

/** Our name → Keras' name, where putting it in lower case with underscores does not give it. */
const kerasNames: Readonly<Record<string, string>> = {
  validationShare: 'validation_split',
  rateCourse: 'learning_rate_schedule',
  classWeights: 'class_weight',
};

/** What Keras calls the limit of a gradient, by what it bounds. */
const clipNames = { 'global-norm': 'global_clipnorm', norm: 'clipnorm', value: 'clipvalue' } as const;

/** "learningRate" → "learning_rate". */
const snake = (name: string): string =>
  Object.hasOwn(kerasNames, name)
    ? kerasNames[name]!
    : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const text = (value: ParamValue): string => String(value);

/** A classification's loss has no setting: it is the cross-entropy of its kind. */
function lossOf(training: TrainingConfig, regression: boolean): string {
  return regression ? (training.loss ?? 'mean-squared-error') : 'cross-entropy';
}

function isRegression(metric: string): boolean {
  return metrics.has(metric) && metrics.get(metric).tasks.every((task) => task === 'regression');
}

function put(into: Map<string, string>, prefix: string, values: ParamValues): void {
  for (const [name, value] of Object.entries(values)) into.set(`${prefix}${snake(name)}`, text(value));
}

/** Those that the run had, with the defaults of settings that were left out. */
function trainingParams(training: TrainingConfig, regression: boolean): ParamValues {
  const further = furtherParamsFor(regression ? 'regression' : 'binary', training);
  const defaults = Object.entries(further).map(([name, param]) => [name, param.default] as const);
  const given: ParamValues = { ...training };
  const values: Record<string, ParamValue> = Object.fromEntries(defaults);
  for (const [name, value] of Object.entries(given)) if (value !== undefined) values[name] = value;
  const { clipNorm = 0, clipBy: _, ...rest } = values;
  return { ...rest, [clipNames[training.clipBy ?? 'global-norm']]: clipNorm };
}

/** Those that the way of choosing rows looks at. */
function planParams({ mix, warm, holdoutWindows, windowRows, halfLifeRows }: RetrainPlan): ParamValues {
  return {
    mix,
    ...(mix === 'window' ? { windowRows } : {}),
    ...(mix === 'recency' ? { halfLifeRows } : {}),
    warm,
    holdoutWindows,
  };
}

/**
 * Every setting of a run as text: optimizer, learning_rate, batch_size, epochs, loss, seed …, and with a prefix those of the
 * model ("model.units"), of its callbacks ("callbacks.early-stopping.patience"; of a second one of the kind
 * "callbacks.early-stopping.2.patience"), of the plan ("plan.mix") and of the data ("data.digest").
 */
export function runParams(run: Run): Readonly<Record<string, string>> {
  const params = new Map<string, string>();
  const regression = isRegression(run.metric);
  put(params, '', trainingParams(run.training, regression));
  params.set('loss', lossOf(run.training, regression));
  params.set('metric', run.metric);
  params.set('seed', text(run.seed));
  params.set('purpose', run.purpose);
  params.set('model.kind', run.model.kind);
  put(params, 'model.', run.model.params);
  const callbacks = run.callbacks ?? [];
  if (callbacks.length > 0) params.set('callbacks', callbacks.map(({ id }) => id).join(', '));
  const seen = new Map<string, number>();
  for (const callback of callbacks) {
    const nth = (seen.get(callback.id) ?? 0) + 1;
    seen.set(callback.id, nth);
    put(params, `callbacks.${callback.id}.${nth > 1 ? `${nth}.` : ''}`, callback.params);
  }
  if (run.plan) put(params, 'plan.', planParams(run.plan));
  params.set('data.digest', run.datasetDigest);
  if (run.dataVersionId !== undefined) params.set('data.version', run.dataVersionId);
  params.set('data.rows', text(run.trainedOn.rows));
  params.set('data.validation_rows', text(run.trainedOn.validationRows));
  params.set('recipe.digest', run.recipeDigest);
  if (run.warmFrom !== null) params.set('warm_start', run.warmFrom);
  return Object.fromEntries(params);
}

/** What people turn first. */
const turnedFirst = ['learning_rate', 'optimizer', 'batch_size', 'epochs', 'model.kind'];
/** What a run was, more than how it was set. */
const asides = new Set(['purpose', 'metric', 'warm_start']);
const prefixes = ['model.', '', 'callbacks', 'seed', 'aside', 'plan.', 'data.', 'recipe.'] as const;

function weightOf(name: string): number {
  const first = turnedFirst.indexOf(name);
  if (first >= 0) return first;
  const kind =
    name === 'callbacks'
      ? 'callbacks'
      : name === 'seed'
        ? 'seed'
        : asides.has(name)
          ? 'aside'
          : (prefixes.find((prefix) => prefix !== '' && name.startsWith(prefix)) ?? '');
  return turnedFirst.length + prefixes.indexOf(kind);
}

/**
 * Names of settings by their weight: those of the training that are turned most, the model's, the rest of the training's,
 * those of callbacks, and last what was there already: plan and data. Equal ones by letter.
 */
export const compareParams = (one: string, other: string): number =>
  weightOf(one) - weightOf(other) || (one < other ? -1 : one > other ? 1 : 0);
